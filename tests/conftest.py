"""Real servers, started once for all tests that need them, and what makes thousands of tests quick."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

from testing.databases import create_database, run_postgres, run_redis
from testing.late_routes import build_routes_late
from testing.processes import BotServer, find_free_port, run_bot
from testing.quick_files import open_files_quickly
from testing.wechat_account import ACCOUNT_SETTINGS

# How long an example takes says more of the machine than of the code; `make bench` measures speed.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
pytest_plugins = ["testing.claims_files"]
build_routes_late()
open_files_quickly()


def pytest_collection_finish() -> None:
    """What was loaded lasts as long as the tests: the collector of garbage need not look through it after each."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def pytest_sessionfinish() -> None:
    """What is left is looked through once; pytest, who ends with doing so five times, finds it done."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of our own; its address up to the database's name."""
    with run_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The address of a fresh, empty database."""
    return create_database(postgres_server)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of our own."""
    with run_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="session")
def wechat_port() -> int:
    """Where the bot looks for WeChat's servers; nobody is there unless a test plays them."""
    return find_free_port()


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory, wechat_port: int) -> Iterator[BotServer]:
    """The whole thing as `make run` starts it, with a WeChat account besides."""
    settings = {
        **ACCOUNT_SETTINGS,
        "WECHAT_API_BASE": f"http://127.0.0.1:{wechat_port}",
        "OUTREACH_QUIET_HOURS": "",
        "OUTREACH_PER_SECOND": "4",
        "WORKING_HOURS": "",  # What is said of hours must not hang on when the tests run.
    }
    with run_bot(tmp_path_factory.mktemp("bot"), settings) as server:
        yield server
