"""Rasa as a child: begun again when it dies, hangs or cannot be started, and left in peace while it is only slow."""

import asyncio
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from bot.engine.child import Patience, RasaChild, RasaCommand
from bot.engine.child_log import bound_log

LOOK = 3.0
WAITS = "import time\nwhile True: time.sleep(60)"
STUBBORN = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(60)"


@dataclass
class Time:
    """Passes only by what is slept."""

    now: float = 0.0
    is_held: bool = False
    """Nobody looks after the child then."""
    pauses: list[float] = field(default_factory=list)

    def clock(self) -> float:
        """This moment."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Passes at once."""
        if self.is_held and seconds == LOOK:
            await asyncio.Event().wait()
        self.now += seconds
        self.pauses.append(seconds)
        await asyncio.sleep(0)


def restarts(reason: str) -> float:
    """How many so far."""
    return REGISTRY.get_sample_value("huzhu_rasa_restarts_total", {"reason": reason}) or 0


def make_child(
    folder: Path,
    time: Time,
    script: str = WAITS,
    *,
    answers: Callable[[], bool] = lambda: True,
    busy: Callable[[], bool] = lambda: False,
    program: str = sys.executable,
    environment: dict[str, str] | None = None,
) -> RasaChild:
    """A child that runs a script in place of Rasa."""

    async def is_ready() -> bool:
        return answers()

    log = folder / "log" / "rasa.log"
    command = RasaCommand((program, "-c", script), folder, environment or {}, log)
    return RasaChild(command, is_ready, busy, Patience(180, 6, LOOK), time.sleep, time.clock)


async def run_until(child: RasaChild, is_over: Callable[[], bool], seconds: float = 20) -> None:
    """Runs it until something is seen."""
    task = asyncio.create_task(child.keep_running())
    try:
        async with asyncio.timeout(seconds):
            while not is_over():
                assert not task.done(), "it never ends by itself"
                await asyncio.sleep(0.001)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("script", [WAITS, STUBBORN], ids=["quiet", "stubborn"])
async def test_one_that_answered_and_is_silent_for_six_checks_is_killed_and_begun_again(
    tmp_path: Path, script: str
) -> None:
    time, before = Time(), restarts("hung")
    answers = iter([True, *[False] * 6])
    child = make_child(tmp_path, time, script, answers=lambda: next(answers, True))
    await run_until(child, lambda: restarts("hung") > before)
    assert time.pauses.index(1.0) == 7, "one good check and six silent ones, then the pause"


async def test_five_silent_checks_are_forgiven(tmp_path: Path) -> None:
    time, before = Time(), restarts("hung")
    pattern = [True, *[False] * 5] * 30
    answers = iter(pattern)
    child = make_child(tmp_path, time, answers=lambda: next(answers, True))
    await run_until(child, lambda: time.now > len(pattern) * 3)
    assert restarts("hung") == before


async def test_while_it_loads_a_model_its_silence_counts_for_nothing(tmp_path: Path) -> None:
    time, before = Time(), restarts("hung")
    answers = iter([True, *[False] * 40])
    child = make_child(tmp_path, time, answers=lambda: next(answers, True), busy=lambda: time.now < 120)
    await run_until(child, lambda: time.now > 130)
    assert restarts("hung") == before


async def test_one_that_never_gets_ready_is_begun_again_but_not_before_its_time(tmp_path: Path) -> None:
    time, before = Time(), restarts("hung")
    child = make_child(tmp_path, time, answers=lambda: False)
    await run_until(child, lambda: restarts("hung") > before)
    assert time.pauses.index(1.0) == 61, "the first check after 180 seconds, then the pause"


async def test_a_check_that_fails_itself_is_a_silent_one(tmp_path: Path) -> None:
    def fail() -> bool:
        raise ValueError("a 200 that is not JSON")

    time, before = Time(), restarts("hung")
    await run_until(make_child(tmp_path, time, answers=fail), lambda: restarts("hung") > before)
    assert time.now > 180


async def test_one_that_dies_is_begun_again_ever_a_little_later(tmp_path: Path) -> None:
    time, before = Time(is_held=True), restarts("ended")
    child = make_child(tmp_path, time, "raise SystemExit(3)")
    await run_until(child, lambda: restarts("ended") >= before + 3)
    assert time.pauses[:2] == [1, 2]


async def test_a_missing_program_is_tried_again_for_ever(tmp_path: Path) -> None:
    program = tmp_path / "python"
    time, before, answered = Time(), restarts("not_started"), []

    def answer() -> bool:
        answered.append(True)
        return True

    child = make_child(tmp_path, time, program=str(program), answers=answer)

    def is_there() -> bool:
        if restarts("not_started") >= before + 8 and not program.exists():
            program.symlink_to(sys.executable)
        return bool(answered)

    await run_until(child, is_there)
    assert time.pauses[:7] == [1, 2, 4, 8, 16, 30, 30]


async def test_a_log_that_cannot_be_opened_keeps_nobody_from_rasa(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    time = Time()
    await run_until(make_child(tmp_path, time), lambda: time.now > 30)


async def test_its_log_is_for_the_service_alone_and_no_key_is_handed_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = ("CLAIMS_HASH_KEY", "claims_encryption_key", "WECHAT_APP_SECRET", "DATABASE_URL", "REDIS_URL")
    for name in secrets:
        monkeypatch.setenv(name, "a secret of the bot")
    script = "import os; print(sorted(os.environ), os.environ.values(), flush=True)\n" + WAITS
    child = make_child(tmp_path, Time(), script, environment={"RASA_TOKEN": "its own"})
    log = tmp_path / "log" / "rasa.log"
    await run_until(child, lambda: log.exists() and "RASA_TOKEN" in log.read_text())
    said = log.read_text()
    assert "a secret of the bot" not in said
    assert not [name for name in secrets if name in said]
    assert "PATH" in said
    assert stat.S_IMODE(os.stat(log).st_mode) == 0o600


async def test_what_rasa_writes_is_bounded_and_the_last_of_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.engine.child_log.MOST_BYTES", 50_000)
    script = "while True: print('x' * 99, flush=True)"
    child, log = make_child(tmp_path, Time(), script), tmp_path / "log" / "rasa.log"
    keeping = asyncio.create_task(child.keep_running())
    kept = log.with_name("rasa.log.1")
    async with asyncio.timeout(60):
        # A real process tells nobody; and the file is empty for a moment whenever it is kept anew.
        while not kept.exists() or kept.stat().st_size != 50_000 or log.stat().st_size == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert b"\0" not in log.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_kept_is_emptied_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.engine.child_log.MOST_BYTES", 10)
    log = tmp_path / "rasa.log"
    log.write_bytes(b"x" * 11)
    (tmp_path / "rasa.log.1").mkdir()
    bound_log(log)
    assert log.read_bytes() == b""
    bound_log(tmp_path / "nothing.log")
