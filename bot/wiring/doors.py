"""The doors of a process: how it opens what lies outside of it; tests and benches put stand-ins there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from argon2 import PasswordHasher
from redis.asyncio import Redis

from actions.passes import Passes
from bot.desk.accounts.sign_in import SignIn
from bot.desk.doors import WatchedEngine
from bot.engine.rasa import RasaClient
from bot.engine.rasas import Rasas
from bot.members.database import ClaimsDatabase
from bot.settings import Settings
from bot.web.desk.guard import SessionGuard
from bot.wechat.account.client import TIMEOUT
from bot.wechat.account.connection import Timeout
from bot.wechat.outbound.media import PictureContents
from bot.wiring.channels import REGISTERED, RegisteredChannel
from bot.wiring.clock import now
from bot.wiring.member_doors import MemberDoors, ask_claims
from bot.wiring.wechat_parts import WeChatParts, join_wechat
from vocabulary.beijing import find_day

Clock = Callable[[], datetime]


class ServedEngine(WatchedEngine, Protocol):
    """The engine of a process, which gives it models and its connections back."""

    @property
    def is_loading(self) -> bool:
        """Whether it loads a model and may be silent for a while."""
        ...

    async def load(self, model: Path) -> bool:
        """Whether it serves this model from now on."""
        ...

    async def close(self) -> None: ...


def ask_rasa(settings: Settings, claims: ClaimsDatabase, clock: Clock) -> ServedEngine:
    """Rasa, one or several, asked with the token, and with passes that only the bot can write."""
    token, write_pass = (
        settings.rasa_token.get_secret_value(),
        Passes.from_secret(claims.sealer.hash_key, clock).write,
    )
    return Rasas(
        [
            RasaClient(address, token, settings.engine_timeout_seconds, write_pass)
            for address in settings.rasa_addresses
        ]
    )


@dataclass(frozen=True)
class Doors:
    """As production has them; whoever joins the parts for something else replaces the last inch, and no more."""

    clock: Clock = now
    open_engine: Callable[[Settings, ClaimsDatabase, Clock], ServedEngine] = ask_rasa
    open_members: Callable[[ClaimsDatabase, Clock, Callable[[], date]], MemberDoors] = ask_claims
    open_wechat: Callable[[Settings, Redis | None, PictureContents, Clock], WeChatParts | None] = join_wechat
    channels: Sequence[RegisteredChannel] = REGISTERED
    open_guard: Callable[[SignIn], SessionGuard] = SessionGuard
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    outreach_timeout: Timeout = TIMEOUT
    """Seconds to connect to WeChat, and to wait for its answer, where bulk messages are sent."""

    def today(self) -> date:
        """The day in Beijing, where dates of cover are counted."""
        return find_day(self.clock())
