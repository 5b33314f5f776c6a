"""`python -m bench.console_load`: prints the console's figures of docs/speed.md."""

import asyncio
import tempfile
import time
from pathlib import Path

import httpx

from bench.console_load.open_consoles import OpenConsole
from bench.load import Timing
from testing.processes import BotServer, run_bot

_CONVERSATIONS, _STREAMS = 60, 20
_LOGINS = ("chenjie", "zhaoyu", "sunmin", "zhoulan")
_ROUNDS, _PAUSE_SECONDS = 4, 0.15


def main() -> None:
    """One bot on this machine; nothing leaves it."""
    with tempfile.TemporaryDirectory() as name, run_bot(Path(name), {}) as bot:
        asyncio.run(measure(bot))


async def measure(
    bot: BotServer, conversations: int = _CONVERSATIONS, streams: int = _STREAMS, rounds: int = _ROUNDS
) -> None:
    """Prints how soon members' words are on the screens of so many consoles."""
    password = (bot.folder / "var" / "demo-staff-password").read_text(encoding="utf-8").strip()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=bot.url, timeout=60, limits=limits) as members:
        consoles = [OpenConsole(httpx.AsyncClient(base_url=bot.url, timeout=60)) for _ in range(streams)]
        for number, console in enumerate(consoles):
            await console.sign_in(_LOGINS[number % len(_LOGINS)], password)
        for number in range(conversations):
            await _say(members, number, "转人工")
        waiting = (await consoles[0].http.get("/console/api/queue")).json()["tickets"]
        for number, line in enumerate(waiting):
            await consoles[number % streams].take(line["id"])
        alone = await _time_alone(members, consoles[0])
        following = [asyncio.create_task(console.follow()) for console in consoles]
        await asyncio.sleep(1)  # The lines are open once their first words came.
        sent = await _write(members, conversations, rounds)
        await asyncio.sleep(3)  # The last words arrive.
        for task in following:
            task.cancel()
        _report(sent, conversations, consoles, alone)
        for console in consoles:
            await console.http.aclose()


async def _write(members: httpx.AsyncClient, conversations: int, rounds: int) -> dict[str, float]:
    """Every member writes a few times, several members a second; when each text was sent."""
    sent: dict[str, float] = {}
    writing: list[asyncio.Task[None]] = []
    for turn in range(rounds):
        for number in range(conversations):
            words = f"第{turn}句，{number}号"
            sent[words] = time.perf_counter()
            writing.append(asyncio.create_task(_say(members, number, words)))
            await asyncio.sleep(_PAUSE_SECONDS)
    await asyncio.gather(*writing)
    return sent


async def _time_alone(members: httpx.AsyncClient, console: OpenConsole) -> Timing:
    """The same message and one look at the queue, with nobody else there: what the figures are held against."""
    taken = []
    for turn in range(20):
        started = time.perf_counter()
        await _say(members, 0, f"独自{turn}")
        await console.http.get("/console/api/queue")
        taken.append(time.perf_counter() - started)
    return Timing(tuple(sorted(taken)), sum(taken))


async def _say(members: httpx.AsyncClient, number: int, words: str) -> None:
    answer = await members.post("/api/chat/messages", json={"visitor": f"bench-{number:03d}", "text": words})
    answer.raise_for_status()


def _report(sent: dict[str, float], conversations: int, consoles: list[OpenConsole], alone: Timing) -> None:
    taken = []
    for words, at in sent.items():
        seen = [console.seen_at[words] for console in consoles if words in console.seen_at]
        if seen:
            taken.append(min(seen) - at)
    timing = Timing(tuple(sorted(taken)), 1.0)
    rate = 1 / _PAUSE_SECONDS
    print(
        f"\n## The console: {conversations} conversations, {len(consoles)} open consoles, {rate:.1f} messages/s"
    )
    print(f"on the holder's screen   {len(taken)} of {len(sent)} messages")
    print(f"member's message to the agent's screen: p50 {timing.percentile(0.5):.0f} ms,", end=" ")
    print(f"p99 {timing.percentile(0.99):.0f} ms")
    print(f"the same alone, asked for instead of told: p50 {alone.percentile(0.5):.0f} ms", end="; ")
    print(f"ratio of the medians {timing.percentile(0.5) / alone.percentile(0.5):.2f}")


if __name__ == "__main__":
    main()
