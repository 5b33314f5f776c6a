"""One person's data, staff who are locked out, and the keys of systems, from the terminal of whoever runs the bot."""

import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from testing.processes import ROOT

Run = Callable[..., "subprocess.CompletedProcess[str]"]
REASON = ("--reason", "本人11月30日到窗口书面申请")


def start(folder: Path, *verb: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """Runs a verb in a folder of its own, with what is typed at its questions."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *verb],
        cwd=ROOT,
        env={**bare, "DATA_DIR": str(folder), "DEMO": "1"},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bot's folder with invented members and staff, and a chat of member 2's."""
    made = tmp_path_factory.mktemp("person") / "var"
    for verb in (["keys", "new"], ["demo"]):
        assert start(made, *verb).returncode == 0
    with sqlite3.connect(made / "huzhu.db") as database:
        database.execute(
            "INSERT INTO conversations (id, channel, address, account, dialogue, opened_at, scene) "
            "VALUES (1, 'webchat', 'v1', '', 1, '2026-11-30 01:00:00', '')"
        )
        database.execute("INSERT INTO identity_links VALUES (1, 2, '2026-11-30 01:00:00')")
    return made


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs verbs there."""
    return partial(start, folder)


def ask(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Rows of the bot's database."""
    with sqlite3.connect(folder / "huzhu.db") as database:
        return database.execute(query).fetchall()


def test_a_person_is_handed_all_of_it_and_then_erased(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "person.zip"
    assert run("members", "export", "--out", str(out), *REASON, typed="2\n").returncode == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with zipfile.ZipFile(out) as archive:
        assert "李强" in archive.read("data.json").decode()
    again = run("members", "export", "--out", str(out), *REASON, typed="2\n")
    assert again.returncode == 1
    assert "File exists" in again.stderr
    assert ask(folder, "SELECT count(*) FROM audit WHERE act = 'export_member'") == [(1,)]
    refused = run("members", "erase", *REASON, typed="2\nno\n")
    assert refused.returncode == 1
    assert ask(folder, "SELECT count(*) FROM identity_links") == [(1,)]
    erased = run("members", "erase", *REASON, typed="2\n清除\n")
    assert erased.returncode == 0, erased.stderr
    assert "1 conversations of *强" in erased.stdout
    assert "理赔：会计档案" in erased.stdout
    assert ask(folder, "SELECT count(*) FROM identity_links") == [(0,)]
    assert run("audit", "verify").returncode == 0


def test_an_export_that_is_refused_leaves_no_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "nobody.zip"
    refused = run("members", "export", "--out", str(out), *REASON, typed="99999\n")
    assert refused.returncode == 1
    assert "没有这位会员" in refused.stderr
    assert not out.exists()


def test_whoever_must_wait_or_lost_the_telephone_is_let_in_again(run: Run, folder: Path) -> None:
    assert run("staff", "unlock", "zhaoyu").returncode == 0
    assert run("staff", "reset-second-step", "zhaoyu").returncode == 0
    done = ask(folder, "SELECT act, actor FROM audit WHERE act IN ('unlock_login', 'second_step_reset')")
    assert sorted(done) == [("second_step_reset", "system:terminal"), ("unlock_login", "system:terminal")]
    nobody = run("staff", "unlock", "nobody")
    assert nobody.returncode == 1
    assert "没有 nobody 这个账号" in nobody.stderr


def test_a_systems_key_is_shown_once_listed_and_revoked(run: Run, folder: Path) -> None:
    made = run("api-keys", "new", "core", "--scope", "changes:read", "--scope", "changes:ack")
    assert made.returncode == 0, made.stderr
    key = made.stdout.strip().splitlines()[-1]
    assert key.startswith("hz_")
    assert key not in str(ask(folder, "SELECT * FROM api_keys"))
    assert run("api-keys", "new", "core", "--scope", "changes:read").returncode == 1
    assert run("api-keys", "new", "other", "--scope", "everything").returncode == 2
    listed = run("api-keys", "list")
    assert "core\tchanges:ack changes:read\t600/min\tnever used\tin use" in listed.stdout
    assert run("api-keys", "revoke", "core").returncode == 0
    assert run("api-keys", "revoke", "core").returncode == 1
    assert ask(folder, "SELECT act FROM audit WHERE act LIKE '%api_key' ORDER BY id") == [
        ("make_api_key",),
        ("revoke_api_key",),
    ]


def test_the_outbox_says_how_it_stands_and_makes_a_key_to_sign_by(run: Run) -> None:
    assert "0 changes wait; 0 members' are parked." in run("outbox", "standing").stdout
    assert run("outbox", "new-key").stdout.strip().splitlines()[-1].startswith("whsec_")
