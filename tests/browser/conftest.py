"""Chromium, as the system has it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from testing.processes import find_program

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a module: its event loop must end before the tests that have their own."""
    program = find_program("chromium", "/usr/bin/google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield chromium
        chromium.close()
