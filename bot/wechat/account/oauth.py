"""Learns a browser's openid from WeChat (`snsapi_base`), silently; never from an address or a form."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from urllib.parse import quote

from bot.errors import TransportError
from bot.wechat.account.client import API_BASE, WeChatApi

# WeChat's own code lives five minutes; the browser comes back within seconds.
SIGN_IN_LIFE = timedelta(minutes=10)
_PAGES = "https://open.weixin.qq.com"
_CODE_REFUSED = frozenset({40029, 40163, 41008, 42003})
_MOST_IN_MEMORY = 100_000


class SignInRefusal(StrEnum):
    """Why a browser's openid is not believed."""

    STATE = "state"
    """The address was not given to this browser, is too old, or was used before."""
    CODE = "code"
    """WeChat does not know the code, or it was used before."""
    SNAPSHOT = "snapshot"
    """WeChat shows the page without a real member: they must open it in full."""
    UNAVAILABLE = "unavailable"
    """WeChat did not answer, or our account may not ask it."""


@dataclass(frozen=True)
class OAuthSignIn:
    """Either an openid that WeChat vouches for, or why there is none."""

    openid: str = field(default="", repr=False)
    refusal: SignInRefusal | None = None


class SignIns(Protocol):
    """Remembers sign-ins under way for all processes."""

    async def keep(self, state: str, browser: str, life: timedelta) -> None:
        """Remembers which browser a state was given to."""
        ...

    async def take(self, state: str) -> str | None:
        """The browser a state was given to, once."""
        ...


class InMemorySignIns:
    """One process's sign-ins; the oldest are forgotten where there are too many."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._under_way: dict[str, tuple[str, datetime]] = {}

    async def keep(self, state: str, browser: str, life: timedelta) -> None:
        """Remembers which browser a state was given to."""
        self._under_way[state] = browser, self._clock() + life
        while self._under_way and (len(self._under_way) > _MOST_IN_MEMORY or self._is_oldest_over()):
            del self._under_way[next(iter(self._under_way))]

    async def take(self, state: str) -> str | None:
        """The browser a state was given to, once."""
        browser, until = self._under_way.pop(state, (None, None))
        return browser if until and self._clock() < until else None

    def _is_oldest_over(self) -> bool:
        _, until = next(iter(self._under_way.values()))
        return self._clock() >= until


class OAuth:
    """Sign-ins of one account. `browser` is a secret that only this browser's cookie holds."""

    def __init__(self, api: WeChatApi, sign_ins: SignIns) -> None:
        self._api, self._sign_ins = api, sign_ins

    async def begin(self, browser: str, return_url: str) -> str:
        """Where to send the browser; WeChat sends it on to `return_url` with `code` and `state`."""
        if not browser:
            raise ValueError("a sign-in belongs to a browser")
        state = secrets.token_hex(16)
        await self._sign_ins.keep(state, browser, SIGN_IN_LIFE)
        return render_authorize_url(self._api.app_id, return_url, state, self._api.api_base)

    async def finish(self, browser: str, code: str, state: str) -> OAuthSignIn:
        """What the returning browser's `code` is worth; each state counts once, whatever comes of it."""
        expected = await self._sign_ins.take(state) if state else None
        if not expected or not hmac.compare_digest(expected.encode(), browser.encode()):
            return OAuthSignIn(refusal=SignInRefusal.STATE)
        if not code:
            return OAuthSignIn(refusal=SignInRefusal.CODE)
        try:
            return await self._exchange(code)
        except TransportError as fault:
            refused = fault.errcode in _CODE_REFUSED
            return OAuthSignIn(refusal=SignInRefusal.CODE if refused else SignInRefusal.UNAVAILABLE)

    async def _exchange(self, code: str) -> OAuthSignIn:
        answer = await self._api.get_with_secret(
            "/sns/oauth2/access_token", {"code": code, "grant_type": "authorization_code"}
        )
        if str(answer.get("is_snapshotuser", 0)) not in ("0", "False"):
            return OAuthSignIn(refusal=SignInRefusal.SNAPSHOT)
        openid = answer.get("openid")
        if not (isinstance(openid, str) and openid):
            raise TransportError("WeChat answered without an openid")
        return OAuthSignIn(openid)


def render_authorize_url(app_id: str, return_url: str, state: str, api_base: str = API_BASE) -> str:
    """WeChat's page; it wants exactly this order of parameters."""
    base = _PAGES if api_base == API_BASE else api_base.rstrip("/")
    return (
        f"{base}/connect/oauth2/authorize?appid={quote(app_id, safe='')}"
        f"&redirect_uri={quote(return_url, safe='')}"
        f"&response_type=code&scope=snsapi_base&state={state}#wechat_redirect"
    )
