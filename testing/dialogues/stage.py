"""One Rasa for all conversations, and for each a bot of its own over a fresh copy of the demo database."""

import shutil
import time as clock_time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from pydantic import SecretStr
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.members.database import open_claims_database, upgrade_claims
from bot.members.demonstration import load_demo
from bot.settings import Settings
from bot.wiring import Doors
from bot.wiring.doors import ask_rasa
from bot.wiring.member_doors import ask_claims
from testing.fakes import FakeClock
from testing.house import House, build_house
from testing.processes import find_free_port, run_rasa
from testing.settings import make_settings
from testing.stand_ins import StandIns
from vocabulary.beijing import BEIJING, find_day
from wechat_sim.serving import serve

_TOKENS = {"RASA_TOKEN": "a-token-of-the-dialogues-for-rasa", "ACTIONS_TOKEN": "a-token-for-the-handlers"}
_START_SECONDS = 180.0
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Beijing: the desk is open."""


@dataclass
class _Members(StandIns):
    """Stand-ins for WeChat alone: Rasa and the claims database are real."""

    def doors(self) -> Doors:
        return replace(super().doors(), open_engine=ask_rasa, open_members=ask_claims)


@dataclass
class Stage:
    """Where conversations are played, one after the other; `usual` is when they begin."""

    folder: Path
    portal: BlockingPortal
    rasa_url: str
    usual: datetime = MORNING
    _app: ASGIApp | None = None
    _opened: int = 0
    _demo: dict[date, Path] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rasa's calls go to the handlers of the bot that is on now."""
        assert self._app is not None
        await self._app(scope, receive, send)

    def find_moment(self, written: str) -> datetime:
        """`22:40` of the usual day, `2026-11-28 22:40`, or the usual moment."""
        if not written:
            return self.usual
        if len(written) > len("22:40"):
            return datetime.fromisoformat(written).replace(tzinfo=BEIJING)
        return datetime.combine(find_day(self.usual), time.fromisoformat(written.zfill(5)), BEIJING)

    @asynccontextmanager
    async def open_house(self, now: datetime) -> AsyncIterator[House]:
        """A whole bot, whose clock begins at `now`."""
        self._opened += 1
        folder = self.folder / f"house-{self._opened}"
        folder.mkdir()
        settings = self._settings()
        shutil.copy(await self._find_demo(find_day(now)), folder / "claims.db")
        async with build_house(folder, _Members(clock=FakeClock(now.astimezone(UTC))), **settings) as house:
            self._app = house.app
            yield house
        self._app = None
        shutil.rmtree(folder)

    def _settings(self) -> dict[str, Any]:
        return {
            "rasa_url": self.rasa_url,
            "rasa_token": SecretStr(_TOKENS["RASA_TOKEN"]),
            "actions_url": "",
            "actions_token": SecretStr(_TOKENS["ACTIONS_TOKEN"]),
            "working_hours": Settings.model_fields["working_hours"].default,
            "holiday_calendar": "china",
            "engine_timeout_seconds": 30.0,
            "reply_budget_seconds": 30.0,
        }

    async def _find_demo(self, today: date) -> Path:
        """A claims database with the invented members as of that day; made once, copied for each conversation."""
        if today not in self._demo:
            folder = self.folder / f"demo-{today}"
            folder.mkdir()
            settings = make_settings(folder)
            upgrade_claims(settings.claims_database)
            claims = open_claims_database(
                settings.claims_database,
                settings.claims_encryption_key.get_secret_value(),
                settings.claims_hash_key.get_secret_value(),
                settings.own_days,
                settings.own_numbers_begin,
            )
            await claims.seal_canary(datetime.now(UTC))
            await load_demo(claims, today)
            await claims.close()
            self._demo[today] = folder / "claims.db"
        return self._demo[today]


@contextmanager
def open_stage(folder: Path, usual: datetime = MORNING) -> Iterator[Stage]:
    """Starts Rasa, and serves it the handlers, in a thread of its own, as long as the block lasts."""
    port, rasa_port = find_free_port(), find_free_port()
    with start_blocking_portal() as portal:
        stage = Stage(folder, portal, f"http://127.0.0.1:{rasa_port}", usual)
        with (
            portal.wrap_async_context_manager(serve(stage, port)),
            run_rasa(folder, rasa_port, port, _TOKENS) as rasa,
        ):
            _wait_for_rasa(stage.rasa_url, lambda: rasa.poll() is not None, folder / "rasa.log")
            yield stage


def _wait_for_rasa(url: str, has_ended: Any, log: Path) -> None:
    deadline = clock_time.monotonic() + _START_SECONDS
    headers = {"Authorization": f"Bearer {_TOKENS['RASA_TOKEN']}"}
    while clock_time.monotonic() < deadline and not has_ended():
        try:
            answer = httpx.get(f"{url}/webhooks/huzhu/status", headers=headers, timeout=2)
            if answer.status_code == httpx.codes.OK and answer.json().get("model_file"):
                return
        except httpx.HTTPError:
            pass
        clock_time.sleep(0.1)  # Polls a real process: there is nothing to wait on.
    raise RuntimeError(f"Rasa did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")


def find_next_morning(now: datetime) -> datetime:
    """Ten o'clock in Beijing of this day, or of the next Monday."""
    day = find_day(now)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    return datetime.combine(day, time(10), BEIJING)
