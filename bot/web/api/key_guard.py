"""Lets the centre's systems in by their keys: each for what it may do, and as often as it may."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.coordination.rates import Rates
from bot.desk.api_keys import ApiKeys
from bot.errors import ApiKeyUnknown, ApiTooOften, ScopeMissing
from bot.kernel.desk.api_keys import ApiKey, Scope

_WRONG_PER_MINUTE = 30
_BEARER = HTTPBearer(
    auto_error=False, scheme_name="key", description="`hz_…`, made by `python -m bot api-keys new`"
)
Shown = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]


@dataclass(frozen=True)
class KeyGuard:
    """Counts in this process alone: with several bots each key has as many calls in each."""

    keys: ApiKeys
    _rates: dict[int, Rates] = field(default_factory=dict)
    _wrong: Rates = field(default_factory=lambda: Rates(_WRONG_PER_MINUTE))

    def require(self, scope: Scope) -> Any:
        """A dependency that gives the key, or raises what is wrong with it."""

        async def find(request: Request, shown: Shown) -> ApiKey:
            return await self._find(request, shown, scope)

        found: Callable[..., Awaitable[ApiKey]] = find
        return Depends(found)

    async def _find(
        self, request: Request, shown: HTTPAuthorizationCredentials | None, scope: Scope
    ) -> ApiKey:
        address = request.client.host if request.client else ""
        if self._wrong.is_used_up(address):
            raise ApiTooOften
        key = await self.keys.use(shown.credentials) if shown else None
        if key is None:
            self._wrong.take(address)
            raise ApiKeyUnknown
        if not self._rates.setdefault(key.id, Rates(key.per_minute)).take(key.name):
            raise ApiTooOften
        if not key.may(scope):
            raise ScopeMissing
        return key
