"""Whatever goes on by itself is begun again when it ends or fails, and is named while it is not well."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

import pytest
import structlog
from prometheus_client import REGISTRY

from bot.workers.supervisor import Supervisor, Work


@dataclass
class Time:
    """Stands still but for what is slept; so many sleeps, and it is over."""

    left: int = 50
    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        """This moment."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Passes at once."""
        self.slept.append(seconds)
        self.now += seconds
        self.left -= 1
        if self.left < 0:
            await asyncio.Event().wait()
        await asyncio.sleep(0)


@dataclass
class Script:
    """Does one thing after another: raises what is an exception, returns what is None, stays where it is `stay`."""

    steps: Iterator[object]
    calls: int = 0

    async def run(self) -> None:
        """One call."""
        self.calls += 1
        step = next(self.steps, None)
        if isinstance(step, BaseException):
            raise step
        if step == "stay":
            await asyncio.Event().wait()


async def run_for(time: Time, *works: Work, until: Callable[[], bool] | None = None) -> Supervisor:
    """Lets it run until all the time is slept away."""
    supervisor = Supervisor(works, time.sleep, time.clock)
    task = asyncio.create_task(supervisor.run())
    for _ in range(2000):
        await asyncio.sleep(0)
        if until and until():
            break
    assert not task.done(), "nothing may end it"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return supervisor


FAULTS = [
    ConnectionError(),
    OSError(28, "No space left on device"),
    ValueError(),
    KeyError(),
    asyncio.CancelledError(),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("pause", [None, 5.0], ids=["for ever", "rounds"])
async def test_whatever_it_throws_it_is_begun_again(fault: BaseException, pause: float | None) -> None:
    script = Script(iter([fault, fault, "stay"]))
    supervisor = await run_for(Time(), Work("it", script.run, "Look.", pause))
    assert script.calls == 3
    assert supervisor.find_unwell() == []


async def test_what_should_go_on_for_ever_is_begun_again_when_it_just_ends() -> None:
    script = Script(iter([None, None, "stay"]))
    await run_for(Time(), Work("it", script.run, "Look."))
    assert script.calls == 3


async def test_it_waits_a_little_longer_after_each_failure_but_never_long() -> None:
    time = Time(left=8)
    await run_for(time, Work("it", Script(iter([OSError()] * 20)).run, "Look.", 5.0))
    assert time.slept[:7] == [1, 2, 4, 8, 10, 10, 10]


async def test_rounds_keep_their_pace_and_a_good_one_forgives_what_was() -> None:
    time = Time(left=6)
    await run_for(
        time, Work("it", Script(iter([None, OSError(), OSError(), None, OSError()])).run, "Look.", 5.0)
    )
    assert time.slept[:5] == [5, 1, 2, 5, 1]


async def test_one_that_fails_touches_no_other() -> None:
    bad, good = Script(iter([OSError()] * 500)), Script(iter(()))
    supervisor = await run_for(
        Time(left=40), Work("bad", bad.run, "Look.", 1.0), Work("good", good.run, "Look.", 1.0)
    )
    assert good.calls > 10
    assert supervisor.find_unwell() == ["bad"]


async def test_one_failed_round_is_chance_and_three_are_a_fault() -> None:
    for failures, unwell in ((1, []), (2, []), (3, ["it"])):
        script = Script(iter([*[OSError()] * failures, "stay"]))
        supervisor = await run_for(Time(), Work("it", script.run, "Look.", 5.0))
        assert supervisor.find_unwell() == unwell


async def test_what_goes_on_for_ever_is_named_while_it_waits_to_be_begun_again() -> None:
    time = Time(left=0)
    supervisor = Supervisor([Work("it", Script(iter([OSError()])).run, "Look.")], time.sleep, time.clock)
    assert supervisor.find_unwell() == ["it"], "not begun yet"
    task = asyncio.create_task(supervisor.run())
    for _ in range(20):
        await asyncio.sleep(0)
    assert supervisor.find_unwell() == ["it"]
    assert REGISTRY.get_sample_value("huzhu_work_well", {"work": "it"}) == 0
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_keeps_ending_soon_is_named_until_it_has_run_for_a_while() -> None:
    time = Time()
    script = Script(iter([OSError()] * 4 + ["stay"]))
    supervisor = Supervisor([Work("it", script.run, "Look.")], time.sleep, time.clock)
    task = asyncio.create_task(supervisor.run())
    for _ in range(50):
        await asyncio.sleep(0)
    assert script.calls == 5
    assert supervisor.find_unwell() == ["it"]
    time.now += 61
    assert supervisor.find_unwell() == []
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_round_that_hangs_is_named() -> None:
    time = Time()
    supervisor = Supervisor([Work("it", Script(iter(["stay"])).run, "Look.", 5.0)], time.sleep, time.clock)
    task = asyncio.create_task(supervisor.run())
    await asyncio.sleep(0.0)
    await asyncio.sleep(0.0)
    assert supervisor.find_unwell() == []
    time.now += 901
    assert supervisor.find_unwell() == ["it"]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_failure_is_counted_and_told_with_code_place_and_advice() -> None:
    before = REGISTRY.get_sample_value("huzhu_work_failures_total", {"work": "told"}) or 0
    with structlog.testing.capture_logs() as lines:
        await run_for(Time(), Work("told", Script(iter([OSError("王芳"), "stay"])).run, "Look at the disk."))
    assert (REGISTRY.get_sample_value("huzhu_work_failures_total", {"work": "told"}) or 0) == before + 1
    line = lines[0]
    assert (line["log_level"], line["code"], line["fault"]) == ("error", "told_failed", "OSError")
    assert line["advice"] == "Look at the disk."
    assert "test_supervisor.py:" in line["where"]
    assert "王芳" not in str(lines)


async def test_it_ends_when_it_is_told_to() -> None:
    works: list[Callable[[], Awaitable[None]]] = [Script(iter(["stay"])).run for _ in range(3)]
    supervisor = Supervisor([Work(f"it{number}", run, "Look.") for number, run in enumerate(works)])
    task = asyncio.create_task(supervisor.run())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
