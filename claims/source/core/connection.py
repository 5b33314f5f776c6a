"""Asks the core system over HTTP: within seconds, a bounded answer, one more try where that is harmless."""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx
import structlog
from prometheus_client import Counter, Histogram
from pydantic import BaseModel, ValidationError

from claims.errors import SourceUnavailable
from claims.source.core.breaker import Breaker
from claims.source.core.faults import AWAY, make_fault
from claims.source.core.messages import RefusalAnswer

A = TypeVar("A", bound=BaseModel)

log = structlog.get_logger(__name__)

SECONDS = Histogram("huzhu_core_seconds", "One question to the centre's core system.", ["question"])
FAULTS = Counter("huzhu_core_faults", "Questions that the core system did not answer rightly.", ["code"])

LARGEST_ANSWER = 1 << 20
_CONNECT_SECONDS = 1.0
_PASSING = frozenset({502, 503, 504})


@dataclass(frozen=True)
class CoreAddress:
    """Where the core system answers, its key, and how many seconds an answer may take."""

    url: str
    key: str = field(repr=False)
    seconds: float = 2.0


class CoreConnection:
    """Every question goes through here; nothing is read of an answer that is not exactly what was asked for."""

    def __init__(self, address: CoreAddress, clock: Callable[[], float] = time.monotonic) -> None:
        self.breaker = Breaker(clock)
        self._seconds = address.seconds
        self._client = httpx.AsyncClient(
            base_url=address.url.rstrip("/") + "/",
            # Compressed, a small answer could become a large one.
            headers={"authorization": f"Bearer {address.key}", "accept-encoding": "identity"},
            timeout=httpx.Timeout(address.seconds, connect=min(_CONNECT_SECONDS, address.seconds)),
            verify=ssl.create_default_context(),
            trust_env=False,  # Members' data go nowhere by way of a proxy.
        )

    async def ask(
        self, kind: type[A], path: str, body: BaseModel | None = None, *, question: str, member: str = ""
    ) -> A | None:
        """The answer; None where the core knows no such member. Raises SourceUnavailable with a `core_…` code.

        Without a body it is a GET, which may be asked twice. An answer about anybody but `member` is refused.
        """
        if not self.breaker.lets_through():
            raise make_fault("core_resting")
        try:
            with SECONDS.labels(question).time():
                status, content = await self._ask_in_time(path, body)
            found = _read(kind, status, content)
            if member and found is not None and getattr(found, "member", member) != member:
                raise make_fault("core_foreign_answer")
        except SourceUnavailable as fault:
            self._note(fault, question)
            raise
        except BaseException:
            self.breaker.note_nothing()
            raise
        if self.breaker.note_answer():
            log.warning(
                "core_answers_again", code="core_answers_again", advice="Nothing to do: answers are of today."
            )
        return found

    async def close(self) -> None:
        """Gives its connections back."""
        await self._client.aclose()

    def _note(self, fault: SourceUnavailable, question: str) -> None:
        FAULTS.labels(fault.code).inc()
        log.warning(
            "core_failed", code=fault.code, question=question, where=fault.detail, advice=fault.advice
        )
        if fault.code not in AWAY:
            self.breaker.note_answer()
        elif self.breaker.note_fault():
            log.error("core_resting", code="core_resting", advice=make_fault("core_resting").advice)

    async def _ask_in_time(self, path: str, body: BaseModel | None) -> tuple[int, bytes]:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._ask_once_or_twice(path, body)
        except (TimeoutError, httpx.TimeoutException) as fault:
            raise make_fault("core_slow", type(fault).__name__) from fault
        except httpx.DecodingError as fault:
            raise make_fault("core_wrong_answer", "encoding") from fault
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as fault:
            raise make_fault("core_unreachable", type(fault).__name__) from fault

    async def _ask_once_or_twice(self, path: str, body: BaseModel | None) -> tuple[int, bytes]:
        """A look-up breaks nothing if it is asked again; what is typed on a page goes out once, unless nobody was there."""
        try:
            answer = await self._ask_once(path, body)
        except httpx.ConnectError:
            return await self._ask_once(path, body)
        except httpx.TransportError as fault:
            if body is not None or isinstance(fault, httpx.TimeoutException):
                raise
            return await self._ask_once(path, body)
        if body is None and answer[0] in _PASSING:
            return await self._ask_once(path, body)
        return answer

    async def _ask_once(self, path: str, body: BaseModel | None) -> tuple[int, bytes]:
        sent: Mapping[str, Any] = {"json": body.model_dump(mode="json")} if body else {}
        async with self._client.stream("POST" if body else "GET", path, **sent) as response:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise make_fault("core_wrong_answer", "encoding")
            content = bytearray()
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > LARGEST_ANSWER:
                    raise make_fault("core_answer_too_large", f"over {LARGEST_ANSWER} bytes")
            return response.status_code, bytes(content)


def _read(kind: type[A], status: int, content: bytes) -> A | None:
    if status == httpx.codes.OK:
        return _parse(kind, content)
    if status == httpx.codes.NOT_FOUND and _parse(RefusalAnswer, content).code == "unknown_member":
        return None  # A 404 of anybody else, a proxy say, is not one who was struck off.
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise make_fault("core_refuses", f"HTTP {status}")
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.TOO_MANY_REQUESTS:
        raise make_fault("core_failing", f"HTTP {status}")
    raise make_fault("core_wrong_answer", f"HTTP {status}")


def _parse(kind: type[A], content: bytes) -> A:
    try:
        return kind.model_validate_json(content)
    except ValidationError as fault:
        # Where and what kind, never what stood there.
        first = fault.errors(include_input=False, include_context=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise make_fault("core_wrong_answer", f"{where}: {first['type']}") from None
