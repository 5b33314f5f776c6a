"""Hashes and checks passwords, a few at a time and beside the event loop: nobody else waits for them."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_AT_ONCE = 2


class Passwords:
    """Each check takes the same time, whether or not there is an account."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self._nobodys = hasher.hash(secrets.token_urlsafe(16))
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        """What is kept of a password."""
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the password that was hashed; for None, an account that is not there, never."""
        async with self._turn:
            does_fit = await asyncio.to_thread(self._verify, password_hash or self._nobodys, password)
        return does_fit and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether today's hashes are made to cost more."""
        return self._hasher.check_needs_rehash(password_hash)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
