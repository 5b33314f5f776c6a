"""The command line at the start: what cannot go well is refused at once and in words, and what can, goes."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from testing.processes import ROOT, BotServer, find_free_port

Run = Callable[..., "subprocess.CompletedProcess[str]"]
MODEL = ROOT / "var" / "models" / "huzhu.tar.gz"


def start(folder: Path, *verb: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Runs a verb with a folder of its own and nothing else set but what is given."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**bare, "DATA_DIR": str(folder / "var"), "RASA_MODEL": str(MODEL), **settings}
    command = [sys.executable, "-m", "bot", *verb]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs verbs on a bare machine."""
    return partial(start, tmp_path)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where keys and schemas were made."""
    folder = tmp_path_factory.mktemp("prepared")
    for verb in (["keys", "new"], ["migrate"]):
        assert start(folder, *verb).returncode == 0
    return folder


@pytest.fixture
def ready(prepared: Path, tmp_path: Path) -> Run:
    """Runs verbs where they were."""
    shutil.copytree(prepared / "var", tmp_path / "var")
    return partial(start, tmp_path)


@pytest.mark.parametrize("verb", ["check", "serve"])
def test_a_bare_machine_is_told_everything_at_once(run: Run, tmp_path: Path, verb: str) -> None:
    nowhere = str(tmp_path / "nowhere")
    ended = run(verb, RASA_MODEL=nowhere, RASA_PYTHON=nowhere, PORT="0", WECHAT_TOKEN="secretsecret")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "secretsecret" not in ended.stderr
    for words in (
        "PORT must be at least 1",
        "CLAIMS_ENCRYPTION_KEY is missing",
        "CLAIMS_HASH_KEY is missing",
        "RASA_TOKEN is missing",
        "ACTIONS_TOKEN is missing",
        "python -m bot keys new",
        "WeChat needs WECHAT_APP_ID too",
        "Rasa's environment is not at",
        "There is no model at",
        "The bot's database is empty: run `python -m bot migrate`",
        "The claims database is empty: run `python -m bot migrate`",
    ):
        assert words in ended.stderr
    assert not list((tmp_path / "var").glob("*.db")), "looking makes nothing"


def test_from_a_bare_machine_to_a_start_in_two_commands(ready: Run, tmp_path: Path) -> None:
    checked = ready("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "All is well" in checked.stdout
    for file in (tmp_path / "var").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("verb", "settings", "named"),
    [
        ("serve", {"CLAIMS_HASH_KEY": "another key than at first"}, "CLAIMS_HASH_KEY"),
        (
            "serve",
            {"CLAIMS_ENCRYPTION_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="},
            "CLAIMS_ENCRYPTION_KEY",
        ),
        ("migrate", {"CLAIMS_HASH_KEY": "another key than at first"}, "CLAIMS_HASH_KEY"),
    ],
)
def test_keys_that_are_not_this_databases_start_nothing(
    ready: Run, verb: str, settings: dict[str, str], named: str
) -> None:
    ended = ready(verb, **settings)
    assert ended.returncode == 2
    assert f"check {named}" in ended.stderr
    assert next(iter(settings.values())) not in ended.stderr


def test_schemas_of_another_version_start_nothing(ready: Run, tmp_path: Path) -> None:
    for version, said in (
        ("0001", "of an earlier version: run `python -m bot migrate`"),
        ("9999", "later version"),
    ):
        for file, table in (("huzhu.db", "huzhu_schema"), ("claims.db", "claims_schema_version")):
            with sqlite3.connect(tmp_path / "var" / file) as connection:
                connection.execute(f"UPDATE {table} SET version_num = ?", (version,))  # noqa: S608
            connection.close()
        ended = ready("serve")
        assert ended.returncode == 2
        assert ended.stderr.count(said) == 2


def test_a_redis_that_is_away_may_come_later(ready: Run) -> None:
    checked = ready("check", REDIS_URL="redis://127.0.0.1:1/0", RASA_URL="http://127.0.0.1:1")
    assert checked.returncode == 0
    assert "Redis" in checked.stderr


def test_a_database_that_is_away_fails_the_check_and_is_named_without_its_password(ready: Run) -> None:
    away = f"postgresql+psycopg://huzhu:secretsecret@127.0.0.1:{find_free_port()}/huzhu"
    checked = ready("check", DATABASE_URL=away, CLAIMS_DATABASE_URL=away)
    assert checked.returncode == 2
    assert "The bot's database cannot be reached" in checked.stderr
    assert "The claims database cannot be reached" in checked.stderr
    assert "secretsecret" not in checked.stderr


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"WORKING_HOURS": "1-9 9:00-25:30"}, "WORKING_HOURS cannot be read"),
        ({"REDIS_URL": "localhost:6379", "RASA_URL": "http://127.0.0.1:9"}, "REDIS_URL must look like"),
        ({"RASA_MODEL": __file__}, "is no model of Rasa's"),
    ],
)
def test_what_the_start_would_die_of_is_named(ready: Run, settings: dict[str, str], named: str) -> None:
    ended = ready("serve", **settings)
    assert ended.returncode == 2
    assert named in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    ended = run("check")
    assert ended.returncode == 2
    assert "(DATA_DIR) cannot be written" in ended.stderr


@pytest.mark.parametrize("demo", ["0", ""])
def test_invented_people_are_loaded_only_where_they_are_asked_for(
    run: Run, tmp_path: Path, demo: str
) -> None:
    ended = run("demo", **({"DEMO": demo} if demo else {}))
    assert ended.returncode == 2
    assert "DEMO=1" in ended.stderr
    assert not (tmp_path / "var").exists()


def test_a_second_bot_in_the_same_folder_is_refused(bot: BotServer, run: Run) -> None:
    ended = run("serve", DATA_DIR=str(bot.folder / "var"), PORT=str(find_free_port()))
    assert ended.returncode == 2
    assert "Another bot serves from the same DATA_DIR" in ended.stderr


def test_what_a_bot_writes_is_for_its_user_alone(bot: BotServer) -> None:
    folder = bot.folder / "var"
    open_to_others = [
        file for file in (folder, *folder.rglob("*")) if stat.S_IMODE(file.stat().st_mode) & 0o077
    ]
    assert open_to_others == []


def test_a_worker_and_the_handlers_are_checked_too(run: Run, tmp_path: Path) -> None:
    ended = run("worker", REDIS_URL="redis://127.0.0.1:1/0", WECHAT_APP_ID="wx1")
    assert ended.returncode == 2
    assert "WeChat needs WECHAT_TOKEN too" in ended.stderr
    assert "The bot's database is empty" in ended.stderr
    handlers = subprocess.run(
        [sys.executable, "-m", "actions"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "var"), "ACTIONS_TOKEN": "x"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert handlers.returncode == 2
    assert "ACTIONS_TOKEN is too short" in handlers.stderr
    assert "CLAIMS_HASH_KEY is missing" in handlers.stderr
