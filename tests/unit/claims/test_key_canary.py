"""The claims database knows its keys from the first migration on, also while nobody is in it yet."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.wiring.clock import now
from claims.database import ClaimsDatabase, open_claims_database
from claims.errors import WrongKey
from claims.tables import KeyCanaryRow
from testing.claims_files import HASH_KEY

OTHER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


def reopen(claims: ClaimsDatabase, encryption_key: str, hash_key: str = HASH_KEY) -> ClaimsDatabase:
    """The same database with other keys."""
    return open_claims_database(str(claims.engine.url), encryption_key, hash_key)


async def seal(claims: ClaimsDatabase) -> None:
    """As a migration does."""
    await claims.seal_canary(now())


@pytest.mark.parametrize("act", ["check", "seal"])
async def test_an_empty_database_refuses_other_keys_by_name(
    empty: ClaimsDatabase, encryption_key: str, act: str
) -> None:
    await seal(empty)
    for keys, named in (
        ((OTHER_KEY, HASH_KEY), "ENCRYPTION"),
        ((encryption_key, "another secret altogether"), "HASH"),
    ):
        other = reopen(empty, *keys)
        with pytest.raises(WrongKey, match=named):
            await (other.check_keys() if act == "check" else seal(other))
        await other.close()


async def test_a_new_key_before_the_old_one_still_fits(empty: ClaimsDatabase, encryption_key: str) -> None:
    await seal(empty)
    rotated = reopen(empty, f"{OTHER_KEY},{encryption_key}")
    await rotated.check_keys()
    await seal(rotated)
    await rotated.close()
    await empty.check_keys()


async def test_sealing_again_or_at_once_changes_nothing(empty: ClaimsDatabase, encryption_key: str) -> None:
    others = [reopen(empty, encryption_key) for _ in range(4)]
    await asyncio.gather(*map(seal, others))
    await seal(empty)
    async with empty.begin() as session:
        assert await session.scalar(select(func.count()).select_from(KeyCanaryRow)) == 1
    for other in others:
        await other.close()


async def test_members_of_an_earlier_version_are_not_bound_to_wrong_keys(claims: ClaimsDatabase) -> None:
    other = reopen(claims, OTHER_KEY)
    with pytest.raises(WrongKey):
        await seal(other)
    await other.close()
    await seal(claims)
