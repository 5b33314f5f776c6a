"""Starts a PostgreSQL and a Redis of our own, for the tests and the measurements that need them."""

import os
import pwd
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

from tests.processes import find_free_port, find_program, run_process


@contextmanager
def run_postgres(folder: Path) -> Iterator[str]:
    """A server with its data in `folder`; its address up to the database's name."""
    initdb = find_program("initdb", "/usr/lib/postgresql/*/bin/initdb")
    as_user: list[str] = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root.
        user = pwd.getpwnam("postgres")
        for place in (folder, *folder.parents[:2]):
            os.chmod(place, 0o755)
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    data, port = folder / "data", find_free_port()
    subprocess.run(
        [*as_user, initdb, "-D", str(data), "-A", "trust", "-U", "huzhu", "--no-sync", "-E", "UTF8"],
        check=True,
        capture_output=True,
    )
    command = [*as_user, str(Path(initdb).parent / "postgres"), "-D", str(data), "-p", str(port)]
    options = ["-k", str(folder), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    with run_process([*command, *options], folder.parent / "postgres.log", {}):
        address = f"127.0.0.1:{port}"
        _wait_for(lambda: psycopg.connect(f"postgresql://huzhu@{address}/postgres").close())
        yield f"huzhu@{address}"


def create_database(server: str) -> str:
    """The address of a fresh, empty database on a server of `run_postgres`."""
    name = f"huzhu_{time.monotonic_ns()}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://{server}/{name}"


@contextmanager
def run_redis(folder: Path) -> Iterator[str]:
    """A server; its address."""
    server, port = find_program("redis-server"), find_free_port()
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with run_process(command, folder / "redis.log", {}):
        url = f"redis://127.0.0.1:{port}/0"
        client = redis.Redis.from_url(url)
        _wait_for(client.ping)
        yield url


def _wait_for(attempt: Callable[[], object], patience: float = 20) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            attempt()
        except (psycopg.OperationalError, redis.ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)  # Polls a real process: there is nothing to wait on.
        else:
            return
