"""Runs a command, and keeps how long it took and how much memory it and its children held at the most."""

import os
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testing.processes import ROOT

_LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class MeasuredRun:
    """Seconds, and MiB in all of its processes together; what several share is counted once."""

    seconds: float
    peak: float
    code: int
    output: str


def run_measured_command(command: Sequence[str], environment: Mapping[str, str]) -> MeasuredRun:
    """Returns when it has ended."""
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    ended, peaks = threading.Event(), [0.0]

    def watch() -> None:
        while not ended.wait(_LOOK_SECONDS):
            peaks.append(sum(map(_read_memory, _find_family(process.pid))))

    watching = threading.Thread(target=watch)
    watching.start()
    output, _ = process.communicate()
    ended.set()
    watching.join()
    return MeasuredRun(time.monotonic() - began, max(peaks), process.returncode, output)


def _find_family(pid: int) -> Iterable[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return
    for child in children:
        yield from _find_family(int(child))


def _read_memory(pid: int) -> float:
    """A process's share in MiB; nothing once it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
