"""Keeps the access token of an account for as long as WeChat says it lives, one for all its processes."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import TransportError
from bot.wechat.account.answers import read_answer
from bot.wechat.account.connection import Call, Connection
from bot.wechat.account.pauses import Pauses

# Inside a token's last five minutes WeChat already gives a new one, and both are good.
_MARGIN = timedelta(minutes=5)
# A token that another process replaced meanwhile is refused, and then looked for in the store.
_AT_HAND = timedelta(seconds=5)
_USUAL_LIFE_SECONDS = 7200
# WeChat forces a new token at most every 30 seconds and 20 times a day.
_BETWEEN_FORCED = timedelta(seconds=30)
_FORCED_A_DAY = 20
_PATH = "/cgi-bin/stable_token"


class TokenStore(Protocol):
    """Where the processes of one account share their token."""

    async def find(self, app_id: str) -> str | None:
        """The token, unless it has expired."""
        ...

    async def record(self, app_id: str, token: str, expires_at: datetime) -> None:
        """Keeps a token until it expires."""
        ...

    async def take_forced_renewal(self, app_id: str, apart: timedelta, a_day: int) -> bool:
        """Takes one of the day's forced renewals; False where that is too soon or too often."""
        ...

    def hold(self, app_id: str) -> AbstractAsyncContextManager[None]:
        """Lets one at a time replace the account's token."""
        ...


class InMemoryTokenStore:
    """One process's tokens."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self._forced: dict[str, list[datetime]] = {}
        self._replacing = asyncio.Lock()

    async def find(self, app_id: str) -> str | None:
        """The token, unless it has expired."""
        token, expires_at = self._tokens.get(app_id, (None, None))
        return token if expires_at and self._clock() < expires_at else None

    async def record(self, app_id: str, token: str, expires_at: datetime) -> None:
        """Keeps a token until it expires."""
        self._tokens[app_id] = token, expires_at

    async def take_forced_renewal(self, app_id: str, apart: timedelta, a_day: int) -> bool:
        """Takes one of the day's forced renewals; False where that is too soon or too often."""
        now = self._clock()
        taken = [at for at in self._forced.get(app_id, []) if now - at < timedelta(days=1)]
        if len(taken) >= a_day or (taken and now - taken[-1] < apart):
            return False
        self._forced[app_id] = [*taken, now]
        return True

    @asynccontextmanager
    async def hold(self, app_id: str) -> AsyncIterator[None]:
        """Lets one at a time replace a token."""
        async with self._replacing:
            yield


class Tokens:
    """Gives a token: a stable one, so that every process of the account gets the same."""

    def __init__(
        self,
        app_id: str,
        secret: str,
        connection: Connection,
        store: TokenStore,
        pauses: Pauses,
        clock: Callable[[], datetime],
    ) -> None:
        self._app_id, self._secret = app_id, secret
        self._connection, self._store = connection, store
        self._pauses, self._clock = pauses, clock
        self._looking = asyncio.Lock()
        self._fault: TransportError | None = None
        self._failed_at = 0.0
        self._at_hand: str | None = None
        self._at_hand_until = clock()

    async def current(self) -> str:
        """The token of the store, or a new one; asked for again after a few seconds, not at each call."""
        if self._at_hand and self._clock() < self._at_hand_until:
            return self._at_hand
        asked_at = time.monotonic()
        async with self._looking:
            if self._fault and self._failed_at > asked_at:
                # Whoever waited while another one failed fails with it, instead of one after the other.
                raise self._fault
            try:
                found = await self._store.find(self._app_id) or await self._fetch(force=False)
                self._at_hand, self._at_hand_until = found, self._clock() + _AT_HAND
                return found
            except TransportError as fault:
                self._fault, self._failed_at = fault, time.monotonic()
                raise

    async def look_again(self) -> str:
        """The token of the store, whatever was at hand: another process may have replaced that one."""
        self._at_hand = None
        return await self.current()

    async def replace(self, refused: str) -> str:
        """Another token than the one WeChat refused: another process's, the current one, or a forced one.

        Gives the refused one again where WeChat allows no forced renewal so soon.
        """
        async with self._looking, self._store.hold(self._app_id):
            self._at_hand = None
            found = await self._store.find(self._app_id)
            if found and found != refused:
                return found
            token = await self._fetch(force=False)
            if token == refused and await self._may_force():
                return await self._fetch(force=True)
            return token

    async def _may_force(self) -> bool:
        return await self._store.take_forced_renewal(self._app_id, _BETWEEN_FORCED, _FORCED_A_DAY)

    async def _fetch(self, *, force: bool) -> str:
        answer = await self._ask(force)
        token, life = answer.get("access_token"), answer.get("expires_in", _USUAL_LIFE_SECONDS)
        if not (isinstance(token, str) and token and isinstance(life, int)):
            raise TransportError("WeChat answered without a token")
        expires_at = self._clock() + max(timedelta(seconds=life) - _MARGIN, timedelta(0))
        await self._store.record(self._app_id, token, expires_at)
        return token

    async def _ask(self, force: bool) -> dict[str, object]:
        """Asking for a token sends nobody anything, so its outcome is never in doubt."""
        self._pauses.check(_PATH)
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": force,
        }
        try:
            return read_answer(await self._connection.ask(Call("POST", _PATH, body=body)))
        except TransportError as fault:
            self._pauses.note(_PATH, fault.errcode)
            fault.outcome_unknown = False
            raise
