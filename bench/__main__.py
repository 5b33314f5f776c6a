"""`python -m bench`: prints the table of docs/speed.md."""

import asyncio
import tempfile
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bench.load import Timing, run_load
from bench.questions import TURNS_OF_ONE, ask_by_wechat, ask_rasa
from bench.servers import AS_RASA_COMES, MeasuredBot, run_measured
from testing.processes import ROOT

_MEMBERS = (1, 4, 16)
_TURNS = 160


def main() -> None:
    """Measures both Rasas one after the other; nothing leaves this machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = folder / "as_rasa_comes.yml"
        plain.write_text(AS_RASA_COMES, encoding="utf-8")
        for title, endpoints in (("as shipped", ROOT / "endpoints.yml"), ("as Rasa comes", plain)):
            place = folder / title.replace(" ", "_")
            place.mkdir()
            with run_measured(place, endpoints) as measured:
                print(f"\n## Rasa {title}")
                asyncio.run(measure(measured))


async def measure(measured: MeasuredBot, all_turns: int = _TURNS) -> None:
    """Prints one part of the table: so many turns in all for each number of members."""
    async with httpx.AsyncClient(timeout=30) as http:
        await run_load(ask_by_wechat(measured, http), 4, 10)
        print("members  what                     p50 ms   p99 ms   turns/s")
        for members in _MEMBERS:
            each = max(1, all_turns // members)
            rasa = await run_load(ask_rasa(measured, http), members, each)
            whole = await run_load(ask_by_wechat(measured, http), members, each)
            _print(members, "Rasa's channel", rasa)
            _print(members, "WeChat push to reply", whole)
            print(
                f"{members:7d}  ratio of the medians     {whole.percentile(0.5) / rasa.percentile(0.5):6.2f}"
            )
        await _print_action_calls(measured, http)
        first, last = await _measure_long_conversation(measured, http)
        print(
            f"a conversation of {TURNS_OF_ONE} turns: first ten {first:.1f} ms, last ten {last:.1f} ms a turn"
        )


def _print(members: int, what: str, timing: Timing) -> None:
    print(
        f"{members:7d}  {what:22s} {timing.percentile(0.5):8.1f} {timing.percentile(0.99):8.1f}"
        f" {timing.per_second:9.1f}"
    )


async def _print_action_calls(measured: MeasuredBot, http: httpx.AsyncClient) -> None:
    """What Rasa posted to the action endpoint, and how long the handlers took, by the bot's own counters."""
    page = (await http.get(f"{measured.bot.url}/metrics")).text
    sums = {
        sample.name: sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name.startswith("huzhu_action") and not sample.labels
    }
    calls = sums["huzhu_action_call_bytes_count"]
    print(f"action calls: {sums['huzhu_action_call_bytes_sum'] / calls / 1024:.1f} KiB each,", end=" ")
    print(f"handlers {1000 * sums['huzhu_action_seconds_sum'] / calls:.1f} ms each")


async def _measure_long_conversation(measured: MeasuredBot, http: httpx.AsyncClient) -> tuple[float, float]:
    ask = ask_by_wechat(measured, http)
    first = await run_load(ask, 1, 10)
    await run_load(ask, 1, TURNS_OF_ONE - 20)
    last = await run_load(ask, 1, 10)
    return first.percentile(0.5), last.percentile(0.5)


if __name__ == "__main__":
    main()
