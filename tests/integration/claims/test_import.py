"""The import in PostgreSQL: as in SQLite, and whole however often it is killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from claims.access import access_claims, access_profile, access_relief_applications
from claims.changes import change_phone
from claims.database import ClaimsDatabase, open_claims_database
from claims.identity import find_member
from claims.importing.columns import Kind
from claims.migrations import upgrade
from claims.reference import load_plans
from claims.sample.centre import SampleCentre
from claims.sample.files import write_sample
from testing.imports import (
    CENTRE,
    CLAIM,
    MEMBER,
    MOMENT,
    NOW,
    PAYMENT,
    STEPS,
    Row,
    import_files,
    read_rejects,
    write_files,
)

pytestmark = pytest.mark.postgres
KEYS = Fernet.generate_key().decode(), "a secret of the tests alone"
_PATIENCE_SECONDS = 240.0


@pytest.fixture
async def centre(postgres_url: str) -> AsyncIterator[ClaimsDatabase]:
    await asyncio.to_thread(upgrade, postgres_url)
    database = open_claims_database(postgres_url, *KEYS)
    await load_plans(database)
    yield database
    await database.close()


async def test_rows_go_in_by_copy_and_are_there(
    centre: ClaimsDatabase, postgres_url: str, tmp_path: Path
) -> None:
    folder = write_files(
        tmp_path / "files", {**CENTRE, "claim_steps": (*STEPS, {**STEPS[1], "position": "7"})}
    )
    trial = await asyncio.to_thread(import_files, postgres_url, centre.sealer, folder, is_dry=True)
    assert trial.report.counts["members"] == {"read": 1, "new": 1}
    folder = write_files(tmp_path / "files", CENTRE)
    told = await asyncio.to_thread(import_files, postgres_url, centre.sealer, folder)
    assert told.rejected == 0
    member = await find_member(centre, MEMBER["name"], MEMBER["id_number"], MEMBER["card_number"][-4:])
    assert member is not None
    (claim,) = await access_claims(centre, member)
    assert [step.state for step in claim.timeline] == ["registered", "first_review"]
    assert (len(claim.documents), len(claim.payments), claim.updated_at) == (1, 1, MOMENT)
    assert len(await access_relief_applications(centre, member)) == 1

    await change_phone(centre, member, "13900000009", NOW)
    later = {**CLAIM, "state": "approved", "state_since": "2026-03-19"}
    files: dict[Kind, object] = {"members": ({**MEMBER, "name": "测试乙"},), "claims": (later,)}
    folder = write_files(tmp_path / "files", files)  # type: ignore[arg-type]
    moment = MOMENT + timedelta(days=3)
    await asyncio.to_thread(import_files, postgres_url, centre.sealer, folder, moment)
    profile = await access_profile(centre, member)
    assert (profile.name, profile.masked_phone) == ("测试乙", "139****0009")
    (claim,) = await access_claims(centre, member)
    assert [step.state for step in claim.timeline] == ["registered", "first_review", "approved"]

    unknown = {**CLAIM, "id_number": "H12345678", "claim_number": "LP2026-8000002"}
    folder = write_files(tmp_path / "files", {"claims": (unknown, {**later, "state": "registered"})})
    await asyncio.to_thread(import_files, postgres_url, centre.sealer, folder, moment)
    assert sorted(one["code"] for one in read_rejects(folder)) == ["cannot_follow", "unknown_member"]


@pytest.fixture(params=["may trust joins", "may not"])
async def importing_url(request: pytest.FixtureRequest, centre: ClaimsDatabase, postgres_url: str) -> str:
    """The import's own address: a superuser's, or that of a role that has what it needs and no more."""
    if request.param == "may trust joins":
        return postgres_url
    role = f"importer_{time.monotonic_ns()}"
    async with centre.begin() as session:
        await session.execute(text(f"CREATE ROLE {role} LOGIN"))
        for what in ("SCHEMA public", "ALL TABLES IN SCHEMA public", "ALL SEQUENCES IN SCHEMA public"):
            await session.execute(text(f"GRANT ALL ON {what} TO {role}"))
    return postgres_url.replace("huzhu@", f"{role}@")


async def test_what_is_taken_away_takes_along_what_hangs_on_it_while_other_rows_come_in(
    centre: ClaimsDatabase, importing_url: str, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "files", CENTRE)
    told = await asyncio.to_thread(import_files, importing_url, centre.sealer, folder)
    assert told.rejected == 0
    other = {**CLAIM, "claim_number": "LP2026-8000002", "state": "registered", "state_since": "2026-03-01"}
    gone = {"claim_number": CLAIM["claim_number"], "deleted": "1"}
    folder = write_files(tmp_path / "files", {"claims": (gone, other)})
    await asyncio.to_thread(import_files, importing_url, centre.sealer, folder, MOMENT + timedelta(days=1))
    assert await _count(centre, "claims") == 1
    hanging = ("claim_timeline", "claim_documents", "payments")
    assert [await _count(centre, table) for table in hanging] == [1, 0, 0]
    async with centre.begin() as session:
        assert await session.scalar(text("SHOW session_replication_role")) == "origin"


async def test_one_payment_number_under_two_claims_that_are_merged_at_once_goes_in_once(
    centre: ClaimsDatabase, postgres_url: str, tmp_path: Path
) -> None:
    numbers = [f"LP{year}-8000001" for year in range(2010, 2026)]
    claims = [{**CLAIM, "claim_number": number, "state": "registered"} for number in numbers]
    payments = [
        {**PAYMENT, "claim_number": number, "payment_number": f"FK{place}"}
        for number in numbers
        for place in range(20)
    ]
    nothing: Sequence[Row] = ()
    hanging = {"claim_steps": nothing, "claim_documents": nothing, "payments": payments}
    files: dict[Kind, Sequence[Row]] = {**CENTRE, "claims": claims, **hanging}  # type: ignore[dict-item]
    folder = write_files(tmp_path / "files", files)
    told = await asyncio.to_thread(
        import_files, postgres_url, centre.sealer, folder, portion_rows=1, processes=2
    )
    assert (await _count(centre, "claims"), await _count(centre, "payments")) == (len(claims), 20)
    assert [one["code"] for one in read_rejects(folder)] == ["other_claim"] * (len(payments) - 20)
    assert told.report.counts["payments"] == {"read": 320, "added": 20, "refused": 300}


async def test_killed_at_any_point_it_goes_on_and_nobody_sees_half_a_claim(
    centre: ClaimsDatabase, postgres_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "centre"
    made = await asyncio.to_thread(write_sample, SampleCentre(120, date(2026, 3, 17)), folder)
    killed = [
        await asyncio.to_thread(_kill_when, postgres_url, folder, condition)
        for condition in ("state = 'reading'", "merged >= 1", "merged >= 3")
    ]
    assert any(killed)
    assert (
        await _count(
            centre, "claims c WHERE NOT EXISTS (SELECT 1 FROM claim_timeline t WHERE t.claim_id = c.id)"
        )
        == 0
    )
    assert await asyncio.to_thread(_begin(postgres_url, folder).wait) == 0
    tables = {
        "members": "members",
        "claims": "claims",
        "claim_steps": "claim_timeline",
        "payments": "payments",
    }
    assert [await _count(centre, table) for table in tables.values()] == [made[kind] for kind in tables]  # type: ignore[index]
    assert await _count(centre, "import_runs WHERE state = 'done'") == 1
    assert await _count(centre, "pg_tables WHERE tablename LIKE 'staged_%'") == 0


def _begin(url: str, folder: Path) -> "subprocess.Popen[bytes]":
    settings = {
        "CLAIMS_DATABASE_URL": url,
        "CLAIMS_ENCRYPTION_KEY": KEYS[0],
        "CLAIMS_HASH_KEY": KEYS[1],
        "IMPORT_PORTION_ROWS": "100",
        "DATA_DIR": str(folder.parent),
    }
    command = [
        sys.executable,
        "-m",
        "claims",
        "import",
        "--rejects",
        str(folder.parent / "rejects.csv"),
        str(folder),
    ]
    return subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)


def _kill_when(url: str, folder: Path, condition: str) -> bool:
    """Ends an import the hard way as soon as its run is so far; whether it was still at it."""
    process = _begin(url, folder)
    plain = url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        while process.poll() is None:
            if connection.execute(f"SELECT 1 FROM import_runs WHERE {condition}").fetchone():  # noqa: S608
                process.send_signal(signal.SIGKILL)
                break
    return process.wait(_PATIENCE_SECONDS) == -signal.SIGKILL


async def _count(claims: ClaimsDatabase, rows: str) -> int:
    async with claims.begin() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {rows}")) or 0)  # noqa: S608
