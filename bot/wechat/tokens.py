"""Keeps the access token of an account for as long as WeChat says it lives."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.errors import TransportError
from bot.wechat.wire import Wire

# Inside a token's last five minutes WeChat already gives a new one, and both are good.
_MARGIN = timedelta(minutes=5)
_USUAL_LIFE_SECONDS = 7200


class TokenStore(Protocol):
    """Where the processes of one account may share their token."""

    async def find(self, app_id: str) -> str | None:
        """The token, unless it has expired."""
        ...

    async def record(self, app_id: str, token: str, expires_at: datetime) -> None:
        """Keeps a token until it expires."""
        ...

    async def drop(self, app_id: str, token: str) -> None:
        """Forgets this token, and no newer one."""
        ...


class InMemoryTokenStore:
    """One process's tokens."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._tokens: dict[str, tuple[str, datetime]] = {}

    async def find(self, app_id: str) -> str | None:
        """The token, unless it has expired."""
        token, expires_at = self._tokens.get(app_id, (None, None))
        return token if expires_at and self._clock() < expires_at else None

    async def record(self, app_id: str, token: str, expires_at: datetime) -> None:
        """Keeps a token until it expires."""
        self._tokens[app_id] = token, expires_at

    async def drop(self, app_id: str, token: str) -> None:
        """Forgets this token, and no newer one."""
        if self._tokens.get(app_id, ("",))[0] == token:
            del self._tokens[app_id]


class Tokens:
    """Gives a token. A stable one: every process of the account gets the same, so none needs a lock."""

    def __init__(
        self, app_id: str, secret: str, wire: Wire, store: TokenStore, clock: Callable[[], datetime]
    ) -> None:
        self._app_id, self._secret = app_id, secret
        self._wire, self._store, self._clock = wire, store, clock
        self._fetching = asyncio.Lock()

    async def current(self) -> str:
        """The token of the store, or a new one."""
        async with self._fetching:
            return await self._store.find(self._app_id) or await self._fetch()

    async def drop(self, token: str) -> None:
        """Forgets a token that WeChat refused."""
        await self._store.drop(self._app_id, token)

    async def _fetch(self) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": False,
        }
        answer = await asyncio.to_thread(self._post, body)
        token, life = answer.get("access_token"), answer.get("expires_in", _USUAL_LIFE_SECONDS)
        if not (isinstance(token, str) and token and isinstance(life, int)):
            raise TransportError("WeChat answered without a token")
        expires_at = self._clock() + max(timedelta(seconds=life) - _MARGIN, timedelta(0))
        await self._store.record(self._app_id, token, expires_at)
        return token

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Asking for a token sends nobody anything, so its outcome is never in doubt."""
        try:
            return self._wire.post("stable_token", body)
        except TransportError as fault:
            fault.outcome_unknown = False
            raise
