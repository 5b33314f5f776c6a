"""Runs a command, and keeps how long it took, its processors' time, and how much memory it and its children held."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testing.processes import ROOT

_LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class MeasuredRun:
    """Seconds, those of processors (without the database's), and MiB in all of its processes together.

    What several share of memory is counted once.
    """

    seconds: float
    busy: float
    peak: float
    code: int
    output: str


def run_measured_command(
    command: Sequence[str], environment: Mapping[str, str], hear: Callable[[str], None] = lambda line: None
) -> MeasuredRun:
    """Returns when it has ended; `hear` gets each line of what it says meanwhile."""
    began, before = time.monotonic(), os.times()
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
    said: list[str] = []
    with process:
        for line in process.stdout or ():
            said.append(line)
            hear(line.rstrip())
    ended.set()
    watching.join()
    seconds, after = time.monotonic() - began, os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return MeasuredRun(seconds, busy, max(peaks), process.returncode, "".join(said))


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
