"""An import whose disk is full, or whose database falls over in the middle: named, nothing lost, nothing seen by half."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, text

from claims.database import open_claims_database
from claims.migrations import synchronous_address, upgrade
from claims.reference import load_plans
from claims.sample.centre import SampleCentre
from claims.sample.files import write_sample
from testing.databases import create_database, run_postgres
from testing.imports import CLAIM, ENROLMENT, MEMBER, UNION, make_id_number, write_files
from testing.processes import ROOT

KEYS = Fernet.generate_key().decode(), "a secret of the tests alone"
MADE = {"members": "members", "claims": "claims", "claim_steps": "claim_timeline", "payments": "payments"}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """An invented centre's files, and how many rows there are of each kind."""
    folder = tmp_path_factory.mktemp("centre")
    made = write_sample(SampleCentre(120, date(2026, 3, 17)), folder)
    return folder, {kind: made[kind] for kind in MADE}  # type: ignore[index]


def prepare(url: str) -> str:
    """As `python -m bot migrate` leaves it."""

    async def load() -> None:
        database = open_claims_database(url, *KEYS)
        await load_plans(database)
        await database.close()

    upgrade(url)
    asyncio.run(load())
    return url


def begin(url: str, folder: Path, rejects: Path, most_bytes: int | None = None) -> "subprocess.Popen[str]":
    """`python -m claims import`, which may write files of so many bytes and no longer ones."""

    def bound() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    settings = {
        "CLAIMS_DATABASE_URL": url,
        "CLAIMS_ENCRYPTION_KEY": KEYS[0],
        "CLAIMS_HASH_KEY": KEYS[1],
        "IMPORT_PORTION_ROWS": "100",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "claims", "import", "--rejects", str(rejects), str(folder)],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=bound,
    )


def end(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """How it ended, and what it said."""
    told, faults = process.communicate(timeout=240)
    return process.returncode, told + faults


def count(url: str, rows: str) -> int:
    engine = create_engine(synchronous_address(url))
    try:
        with engine.connect() as connection:
            return int(connection.scalar(text(f"SELECT count(*) FROM {rows}")) or 0)  # noqa: S608
    finally:
        engine.dispose()


def count_all(url: str) -> dict[str, int]:
    return {kind: count(url, table) for kind, table in MADE.items()}


def test_a_disk_that_fills_is_named_and_with_room_the_same_command_goes_on(
    centre: tuple[Path, dict[str, int]], tmp_path: Path
) -> None:
    folder, made = centre
    database = tmp_path / "claims.db"
    url = prepare(f"sqlite+aiosqlite:///{database}")
    room = database.stat().st_size + 200_000
    ended, said = end(begin(url, folder, tmp_path / "rejects.csv", room))
    assert ended == 2
    assert "SQLITE_" in said
    assert "make room" in said
    assert "Traceback" not in said
    headless = "claims c WHERE NOT EXISTS (SELECT 1 FROM claim_timeline t WHERE t.claim_id = c.id)"
    assert count(url, headless) == 0
    assert count_all(url) != made
    assert end(begin(url, folder, tmp_path / "rejects.csv"))[0] == 0
    assert count_all(url) == made


@pytest.mark.postgres
def test_rejects_that_find_no_room_leave_no_half_file_and_are_written_with_the_next_try(
    postgres_url: str, tmp_path: Path
) -> None:
    prepare(postgres_url)
    strangers = [
        {**CLAIM, "id_number": make_id_number(100 + place), "claim_number": f"X{place}"}
        for place in range(120)
    ]
    files = {"unions": (UNION,), "members": (MEMBER,), "enrolments": (ENROLMENT,), "claims": strangers}
    folder = write_files(tmp_path / "files", files)  # type: ignore[arg-type]
    (folder / "manifest.json").write_text('{"complete_up_to": "2026-03-17T22:00:00+08:00"}')
    rejects = tmp_path / "out" / "rejects.csv"
    rejects.parent.mkdir()
    ended, said = end(begin(postgres_url, folder, rejects, 4096))
    assert ended == 2
    assert "make room" in said
    assert list(rejects.parent.iterdir()) == []
    assert count(postgres_url, "import_runs WHERE state = 'done'") == 0
    assert end(begin(postgres_url, folder, rejects))[0] == 1
    assert rejects.read_text(encoding="utf-8-sig").count("unknown_member") == len(strangers)
    assert count(postgres_url, "members") == 1


def end_backend(_url: str, backend: int, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """As an administrator does, or a server that is shut down in good order."""
    connection.execute("SELECT pg_terminate_backend(%s)", [backend])


def crash(url: str, backend: int, _connection: object) -> None:
    """The server restarts by itself, and what was not logged is empty."""
    os.kill(backend, signal.SIGKILL)
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            continue
        return


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One that may fall over."""
    with run_postgres(tmp_path_factory.mktemp("frail")) as server:
        yield server


@pytest.mark.postgres
@pytest.mark.parametrize("fall", [end_backend, crash])
def test_a_database_that_restarts_in_the_middle_is_named_and_nothing_is_lost(
    fall: Callable[..., None], own_server: str, centre: tuple[Path, dict[str, int]], tmp_path: Path
) -> None:
    folder, made = centre
    url = prepare(create_database(own_server))
    plain = url.replace("+psycopg", "")
    with (
        closing(psycopg.connect(plain, autocommit=True)) as watching,
        closing(psycopg.connect(plain)) as holding,
    ):
        holding.execute("LOCK TABLE payments IN SHARE MODE")
        process = begin(url, folder, tmp_path / "rejects.csv")
        waiting = "SELECT pid FROM pg_locks WHERE relation = 'payments'::regclass AND NOT granted"
        while (found := watching.execute(waiting).fetchone()) is None:
            assert process.poll() is None, end(process)
        fall(plain, found[0], watching)
        ended, said = end(process)
    assert ended == 2
    assert "The database failed" in said
    assert "goes on where it was" in said
    assert count_all(url) == {"members": made["members"], "claims": 0, "claim_steps": 0, "payments": 0}
    assert end(begin(url, folder, tmp_path / "rejects.csv"))[0] == 0
    assert count_all(url) == made
    assert count(url, "pg_tables WHERE tablename LIKE 'staged_%'") == 0


def test_without_keys_it_says_how_to_make_them(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "claims", "import", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "CLAIMS_ENCRYPTION_KEY": "", "CLAIMS_HASH_KEY": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, "python -m bot keys new" in ended.stderr) == (2, True), ended.stderr
