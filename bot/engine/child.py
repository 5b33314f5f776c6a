"""Keeps Rasa running as a child process, and starts it again when it dies."""

import asyncio
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

_LONGEST_PAUSE_SECONDS = 30.0
_HEALTHY_AFTER_SECONDS = 60.0
_STOP_PATIENCE_SECONDS = 5.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class RasaCommand:
    """How to start Rasa: program, arguments, folder, extra environment, and where its output goes."""

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    log_file: Path


async def keep_running(command: RasaCommand) -> None:
    """Runs Rasa until cancelled; after each death it waits a little longer, up to half a minute."""
    pause = 1.0
    while True:
        started = time.monotonic()
        code = await _run_once(command)
        if time.monotonic() - started > _HEALTHY_AFTER_SECONDS:
            pause = 1.0
        log.error(
            "rasa_ended",
            code="engine_unavailable",
            exit_code=code,
            restart_in_seconds=pause,
            advice=f"Read the end of {command.log_file}; members get an apology until Rasa is back.",
        )
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)


async def _run_once(command: RasaCommand) -> int:
    command.log_file.parent.mkdir(parents=True, exist_ok=True)
    with command.log_file.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *command.arguments,
            cwd=command.folder,
            env={**os.environ, **command.environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_PATIENCE_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
