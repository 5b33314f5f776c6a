"""`python -m bench.wechat_load`: runs the load once, prints what became of it, and ends with 1 if anything went wrong."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.servers import TOKENS
from bench.wechat_load.judgement import LoadJudgement, judge
from bench.wechat_load.members import WritingMembers
from testing.databases import create_database, run_postgres, run_redis
from testing.processes import BotServer, end_process, find_free_port, run_bot, run_rasa
from testing.wechat_account import ACCOUNT, ACCOUNT_SETTINGS
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve

_SETTLING_SECONDS = 45


def main() -> int:
    """Runs it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=10, help="how long a member thinks, in seconds")
    parser.add_argument("--outage", type=float, default=0, help="stop Rasa for so long in the middle")
    parser.add_argument(
        "--processes", type=int, default=1, help="more than one: PostgreSQL and Redis besides"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        result = asyncio.run(_run(Path(name), options))
    for figure, value in asdict(result).items():
        print(f"{figure:22s} {value:.3f}" if isinstance(value, float) else f"{figure:22s} {value}")
    return 0 if result.is_good else 1


async def _run(folder: Path, options: argparse.Namespace) -> LoadJudgement:
    api = OutgoingApi(ACCOUNT, lambda: datetime.now(UTC), lambda _message: None)
    async with serve(api.application()) as base:
        with ExitStack() as stack:
            settings = stack.enter_context(_databases(folder, options.processes))
            settings |= {**ACCOUNT_SETTINGS, "WECHAT_API_BASE": base}
            rasa, bots = await asyncio.to_thread(_start, stack, folder, settings, options.processes)
            writing = WritingMembers(api, [bot.url for bot in bots], options.pause)
            living = asyncio.create_task(writing.live(options.members, options.seconds))
            if options.outage:
                await asyncio.sleep((options.seconds - options.outage) / 2)
                await asyncio.to_thread(rasa.stop)
                await asyncio.sleep(options.outage)
                await asyncio.to_thread(rasa.start)
            await living
            await asyncio.sleep(_SETTLING_SECONDS)  # What is late is recovered meanwhile.
            database = settings.get(
                "DATABASE_URL", f"sqlite+aiosqlite:///{folder / 'bot0' / 'var' / 'huzhu.db'}"
            )
            return await judge(writing.sent, api, database)


@contextmanager
def _databases(folder: Path, processes: int) -> Iterator[dict[str, str]]:
    if processes == 1:
        yield {}
        return
    (folder / "postgres").mkdir()
    with run_postgres(folder / "postgres") as server, run_redis(folder) as redis_url:
        url = create_database(server)
        keys = {
            "CLAIMS_ENCRYPTION_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "CLAIMS_HASH_KEY": "bench" * 8,
        }
        yield {"DATABASE_URL": url, "CLAIMS_DATABASE_URL": url, "REDIS_URL": redis_url, **keys}


class _Rasa:
    """One Rasa that can be stopped and started again on the same port."""

    def __init__(self, stack: ExitStack, folder: Path, actions_port: int) -> None:
        self._stack, self._folder, self._actions_port = stack, folder, actions_port
        self.port = find_free_port()
        self.start()

    def start(self) -> None:
        """Starts it; it takes a while until it answers."""
        process = run_rasa(self._folder, self.port, self._actions_port, TOKENS)
        self._process = self._stack.enter_context(process)

    def stop(self) -> None:
        """Ends it."""
        end_process(self._process)


def _start(
    stack: ExitStack, folder: Path, settings: dict[str, str], processes: int
) -> tuple[_Rasa, list[BotServer]]:
    ports = [find_free_port() for _ in range(processes)]
    rasa = _Rasa(stack, folder, ports[0])
    shared = {**settings, **TOKENS}
    shared["RASA_URL"] = f"http://127.0.0.1:{rasa.port}"
    bots = []
    for number, port in enumerate(ports):
        place = folder / f"bot{number}"
        place.mkdir()
        bots.append(stack.enter_context(run_bot(place, {**shared, "PORT": str(port)})))
    return rasa, bots


if __name__ == "__main__":
    sys.exit(main())
