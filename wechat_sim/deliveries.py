"""Delivers pushes by WeChat's rule: five seconds for an answer, three tries, then a fault notice."""

import asyncio
import secrets
import time
from datetime import datetime

import httpx

from wechat_sim.account import Account
from wechat_sim.pushes import Push, sign
from wechat_sim.replies import DecryptedReply, IllegalReply, read_reply

# No answer in five seconds cuts the connection; three deliveries in all, the same bytes each time.
SECONDS = 5.0
TRIES = 3
# After repeated failures nothing is pushed for a minute; how many is not said.
FAILURES, MARKED_SECONDS = 5, 60.0
# What the member sees after the last one, and after a body that is no reply.
NO_ANSWER = "该公众号暂时无法提供服务，请稍后再试"
ILLEGAL_ANSWER = "该公众号提供的服务出现故障，请稍后再试"


class ServiceFault(Exception):
    """The member reads `notice`; `reason` is for whoever runs the stand-in."""

    def __init__(self, notice: str, reason: str, tries: int) -> None:
        super().__init__(f"{notice} ({reason}; deliveries: {tries})")
        self.notice, self.reason, self.tries = notice, reason, tries


class Deliveries:
    """Sends pushes to the bot's address; `seconds` is WeChat's patience, shorter in tests.

    A server that failed `FAILURES` pushes in a row is marked (MarkFail): for a minute it is sent nothing.
    """

    def __init__(self, account: Account, url: str, http: httpx.AsyncClient, seconds: float = SECONDS) -> None:
        self._account, self._url, self._http, self._seconds = account, url, http, seconds
        self._failures, self._marked_until = 0, 0.0

    async def check_url(self, now: datetime) -> bool:
        """The check that WeChat's console makes: the echo comes back byte for byte."""
        timestamp, nonce = str(int(now.timestamp())), str(secrets.randbelow(10**10))
        echo = str(secrets.randbelow(10**19))
        query = {
            "signature": sign(self._account.token, timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
            "echostr": echo,
        }
        try:
            response = await self._http.get(self._url, params=query, timeout=self._seconds)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK and response.content == echo.encode()

    async def deliver(self, push: Push) -> DecryptedReply | None:
        """The reply of the first delivery that is answered; raises ServiceFault."""
        if time.monotonic() < self._marked_until:
            raise ServiceFault(NO_ANSWER, "the server is marked as failed", 0)
        reason = ""
        for _ in range(TRIES):
            try:
                body = await self._post(push)
            except TimeoutError:
                reason = f"no answer within {self._seconds:g} seconds"
            except httpx.HTTPError as fault:
                reason = str(fault) or type(fault).__name__
            else:
                self._failures = 0
                return self._read(push, body)
        self._failures += 1
        if self._failures >= FAILURES:
            self._failures, self._marked_until = 0, time.monotonic() + MARKED_SECONDS
        raise ServiceFault(NO_ANSWER, reason, TRIES)

    async def _post(self, push: Push) -> bytes:
        async with asyncio.timeout(self._seconds):
            response = await self._http.post(
                f"{self._url}?{push.query}",
                content=push.body,
                headers={"Content-Type": "text/xml"},
                timeout=None,
            )
        if response.status_code != httpx.codes.OK:
            raise httpx.HTTPError(f"HTTP status {response.status_code}")
        return response.content

    def _read(self, push: Push, body: bytes) -> DecryptedReply | None:
        try:
            return read_reply(self._account, push.nodes, body)
        except IllegalReply as fault:
            raise ServiceFault(ILLEGAL_ANSWER, str(fault), 1) from fault
