"""Personal numbers at rest: unreadable without the keys, and found all the same."""

from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from claims.access import access_profile
from claims.database import ClaimsDatabase, open_claims_database
from claims.demo import demo_people, find_demo_member
from claims.errors import KeyRefused, WrongKey
from claims.sealing import Sealer, mask_card_number, mask_id_number, mask_phone

HASH_KEY = "a secret of the tests alone"
KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_a_sealed_number_comes_back_and_never_looks_the_same_twice() -> None:
    sealer = Sealer.from_keys(KEY, HASH_KEY)
    first, second = sealer.seal("13800000001"), sealer.seal("13800000001")
    assert first != second
    assert sealer.unseal(first) == sealer.unseal(second) == "13800000001"


def test_an_older_key_still_reads_after_a_newer_one_is_put_before_it() -> None:
    sealed = Sealer.from_keys(KEY, HASH_KEY).seal("13800000001")
    assert Sealer.from_keys(f"{OTHER_KEY},{KEY}", HASH_KEY).unseal(sealed) == "13800000001"


def test_one_identity_number_has_one_hash_however_it_is_typed() -> None:
    sealer = Sealer.from_keys(KEY, HASH_KEY)
    plain = sealer.hash_id_number("11000019900101002X")
    assert plain == sealer.hash_id_number(" 110000 19900101 002x")
    assert plain == sealer.hash_id_number("１１００００－１９９００１０１－００２Ｘ")
    assert plain != Sealer.from_keys(KEY, "another secret of tests").hash_id_number("11000019900101002X")


@pytest.mark.parametrize(
    ("key", "hash_key"),
    [("", HASH_KEY), ("short", HASH_KEY), (KEY, ""), (KEY, "short")],
    ids=["no key", "a short key", "no hash key", "a short hash key"],
)
def test_keys_that_are_missing_or_malformed_are_refused(key: str, hash_key: str) -> None:
    with pytest.raises(KeyRefused, match="CLAIMS_"):
        Sealer.from_keys(key, hash_key)


def test_masks_show_only_the_ends() -> None:
    assert mask_id_number("110000199001010021") == "110***********0021"
    assert mask_phone("13800000001") == "138****0001"
    assert mask_phone("") == ""
    assert mask_card_number("6200000000000008001") == "****8001"
    assert mask_card_number("") == ""


def test_a_sealed_file_comes_back_and_only_with_its_key() -> None:
    sealer, content = Sealer.from_keys(KEY, HASH_KEY), bytes(range(256))
    sealed = sealer.seal_bytes(content)
    assert content not in sealed
    assert sealer.unseal_bytes(sealed) == content
    with pytest.raises(WrongKey, match="CLAIMS_ENCRYPTION_KEY"):
        Sealer.from_keys(OTHER_KEY, HASH_KEY).unseal_bytes(sealed)


def test_equal_files_have_one_hash_and_it_depends_on_the_key() -> None:
    sealer = Sealer.from_keys(KEY, HASH_KEY)
    assert sealer.hash_content(b"one") == sealer.hash_content(b"one") != sealer.hash_content(b"other")
    assert sealer.hash_content(b"one") != Sealer.from_keys(KEY, "another secret of tests").hash_content(
        b"one"
    )


async def test_the_database_file_holds_no_number_in_clear(claims: ClaimsDatabase) -> None:
    file = Path(claims.engine.url.database or "")
    await claims.close()
    stored = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert "王芳".encode() in stored
    for person in demo_people():
        for number in (person.id_number, person.card_number, person.phone):
            assert number.encode() not in stored


async def test_a_wrong_encryption_key_fails_by_name(claims: ClaimsDatabase, today: date) -> None:
    other = open_claims_database(str(claims.engine.url), OTHER_KEY, HASH_KEY)
    member = await find_demo_member(claims, "wang_fang")
    assert member
    with pytest.raises(WrongKey, match="CLAIMS_ENCRYPTION_KEY"):
        await access_profile(other, member)
    with pytest.raises(WrongKey, match="CLAIMS_ENCRYPTION_KEY"):
        await other.check_keys()
    await other.close()


async def test_a_wrong_hash_key_fails_by_name(claims: ClaimsDatabase, encryption_key: str) -> None:
    await claims.check_keys()
    other = open_claims_database(str(claims.engine.url), encryption_key, "another secret of tests")
    with pytest.raises(WrongKey, match="CLAIMS_HASH_KEY"):
        await other.check_keys()
    await other.close()


async def test_an_empty_database_fits_any_keys(empty: ClaimsDatabase) -> None:
    await empty.check_keys()
