"""Rows that say the same as last time are not sealed again; any other row is, and so is one of somebody who comes back."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from claims.database import ClaimsDatabase
from claims.identity import find_member
from claims.importing.known_rows import KnownRows
from claims.sealing import Sealer
from testing.imports import MEMBER, MOMENT, UNION, Row, import_files, make_id_number, write_files

OTHER: Row = {
    **MEMBER,
    "id_number": make_id_number(705),
    "name": "测试戊",
    "card_number": "6200000000000009705",
}


@dataclass(frozen=True, repr=False)
class CountingSealer(Sealer):
    """Notes what it sealed."""

    sealed: list[str] = field(default_factory=list)

    def seal(self, plain: str) -> str:
        self.sealed.append(plain)
        return super().seal(plain)


@pytest.fixture
def sealer(claims: ClaimsDatabase) -> CountingSealer:
    return CountingSealer(claims.sealer.cipher, claims.sealer.hash_key, claims.sealer.decoy)


def bring(claims: ClaimsDatabase, sealer: CountingSealer, folder: Path, day: int, *members: Row) -> list[str]:
    """Imports them; what was sealed for it."""
    sealer.sealed.clear()
    written = write_files(folder / "files", {"unions": (UNION,), "members": members})
    url = claims.engine.url.render_as_string(hide_password=False)
    assert import_files(url, sealer, written, MOMENT + timedelta(days=day)).rejected == 0
    return list(sealer.sealed)


async def read_sealed(claims: ClaimsDatabase) -> dict[str, tuple[str, ...]]:
    """By name."""
    query = "SELECT name, id_number_sealed, phone_sealed, card_number_sealed FROM members WHERE source_hash IS NOT NULL"
    async with claims.begin() as session:
        return {row.name: tuple(row)[1:] for row in await session.execute(text(query))}


async def test_only_what_is_new_is_sealed(
    claims: ClaimsDatabase, sealer: CountingSealer, tmp_path: Path
) -> None:
    assert len(bring(claims, sealer, tmp_path, 0, MEMBER, OTHER)) == 6
    before = await read_sealed(claims)
    assert bring(claims, sealer, tmp_path, 1, MEMBER, OTHER) == []
    assert await read_sealed(claims) == before
    moved = {**OTHER, "phone": "13800009799"}
    assert "13800009799" in bring(claims, sealer, tmp_path, 2, MEMBER, moved)
    assert MEMBER["id_number"] not in sealer.sealed
    after = await read_sealed(claims)
    assert after[MEMBER["name"]] == before[MEMBER["name"]]
    assert claims.sealer.unseal(after[OTHER["name"]][1]) == "13800009799"


async def test_who_left_and_comes_back_is_known_again(
    claims: ClaimsDatabase, sealer: CountingSealer, tmp_path: Path
) -> None:
    bring(claims, sealer, tmp_path, 0, MEMBER, OTHER)
    bring(claims, sealer, tmp_path, 1, MEMBER, {"id_number": OTHER["id_number"], "deleted": "1"})
    assert len(bring(claims, sealer, tmp_path, 2, MEMBER, OTHER)) == 3
    assert await find_member(claims, OTHER["name"], OTHER["id_number"], "9705") is not None


def test_digests_are_found_in_their_file(tmp_path: Path) -> None:
    digests = sorted(f"{n * 7:032x}" for n in range(1000))
    file = tmp_path / "known"
    file.write_bytes(b"".join(map(bytes.fromhex, digests)))
    known = KnownRows.open(file)
    assert all(map(known.hold, digests))
    assert not any(known.hold(f"{n * 7 + 1:032x}") for n in range(1001))
    file.write_bytes(b"")
    assert not KnownRows.open(file).hold(digests[0])
