"""Keeps Rasa running as a child process: starts it again when it dies, and when it lives but answers no more."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog
from prometheus_client import Counter, Gauge

from bot.engine.child_log import bound_log, open_log

_LONGEST_PAUSE_SECONDS = 30.0
_HEALTHY_AFTER_SECONDS = 60.0
_STOP_PATIENCE_SECONDS = 5.0
_NOT_RASAS = ("CLAIMS_", "WECHAT_", "DATABASE_URL", "REDIS_URL")
"""Settings that Rasa has no use for: what it does not have cannot be got from it."""

log = structlog.get_logger(__name__)

ANSWERS = Gauge("huzhu_rasa_up", "1 while the child answers, 0 while it does not.")
RESTARTS = Counter("huzhu_rasa_restarts", "How often Rasa was started again.", ["reason"])

Ending = Literal["ended", "hung", "not_started"]


@dataclass(frozen=True)
class RasaCommand:
    """How to start Rasa: program, arguments, folder, extra environment, and where its output goes."""

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    log_file: Path


@dataclass(frozen=True)
class Patience:
    """How long a Rasa that lives but does not answer is waited for: at its start, and afterwards in checks."""

    start_seconds: float = 180.0
    failed_checks: int = 6
    look_seconds: float = 3.0


@dataclass(frozen=True)
class RasaChild:
    """One Rasa. `is_busy` tells while it loads another model and may be silent for a while."""

    command: RasaCommand
    is_ready: Callable[[], Awaitable[bool]]
    is_busy: Callable[[], bool]
    patience: Patience = Patience()
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic

    async def keep_running(self) -> None:
        """Runs Rasa until cancelled; after each ending it waits a little longer, up to half a minute."""
        pause = 1.0
        while True:
            started = self.clock()
            ending = await self._run_once()
            if self.clock() - started > _HEALTHY_AFTER_SECONDS:
                pause = 1.0
            ANSWERS.set(False)
            RESTARTS.labels(ending).inc()
            log.error(
                f"rasa_{ending}",
                code="engine_unavailable",
                restart_in_seconds=pause,
                advice=f"Read the end of {self.command.log_file}; members get an apology until Rasa is back.",
            )
            await self.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    async def _run_once(self) -> Ending:
        try:
            process = await self._start()
        except OSError:
            return "not_started"
        ending, watching = asyncio.create_task(process.wait()), asyncio.create_task(self._watch())
        try:
            await asyncio.wait({ending, watching}, return_when=asyncio.FIRST_COMPLETED)
            if ending.done():
                return "ended"
            process.kill()
            return "hung"
        finally:
            watching.cancel()
            if process.returncode is None:
                await _stop(process)
            await asyncio.gather(ending, watching, return_exceptions=True)

    async def _start(self) -> asyncio.subprocess.Process:
        inherited = {name: value for name, value in os.environ.items() if not _is_secret(name)}
        bound_log(self.command.log_file)
        output = open_log(self.command.log_file)
        try:
            return await asyncio.create_subprocess_exec(
                *self.command.arguments,
                cwd=self.command.folder,
                env={**inherited, **self.command.environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output or asyncio.subprocess.DEVNULL,
                stderr=output or asyncio.subprocess.DEVNULL,
            )
        finally:
            if output:
                output.close()

    async def _watch(self) -> None:
        """Returns once Rasa has been silent for too long."""
        begun, was_ready, failed = self.clock(), False, 0
        while True:
            await self.sleep(self.patience.look_seconds)
            await asyncio.to_thread(bound_log, self.command.log_file)
            answers = await self._answers()
            ANSWERS.set(answers)
            if answers:
                was_ready, failed = True, 0
            elif self.is_busy():
                failed = 0
            elif was_ready:
                failed += 1
                if failed >= self.patience.failed_checks:
                    return
            elif self.clock() - begun > self.patience.start_seconds:
                return

    async def _answers(self) -> bool:
        try:
            return await self.is_ready()
        except Exception:
            return False


def _is_secret(name: str) -> bool:
    return name.upper().startswith(_NOT_RASAS)


async def _stop(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_PATIENCE_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
