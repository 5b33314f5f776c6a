"""Shows how far an import is: a bar for people, now and then a line for a log."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import typer

_SECONDS_BETWEEN_LINES = 15.0


class ProgressBar:
    """One bar a stage, for a terminal."""

    def __init__(self, open_bars: ExitStack) -> None:
        self._open_bars = open_bars
        self._bar: Any = None

    def begin(self, stage: str, total: int) -> None:
        """The bar before stays as it is."""
        self._open_bars.close()
        self._bar = self._open_bars.enter_context(
            typer.progressbar(length=max(total, 1), label=stage, file=sys.stderr)
        )

    def advance(self, amount: int) -> None:
        """Grows by so much."""
        self._bar.update(amount)


class ProgressLines:
    """A line now and then, for a log."""

    def __init__(self) -> None:
        self._stage, self._total, self._done, self._said, self._began = "", 1, 0, 0.0, 0.0

    def begin(self, stage: str, total: int) -> None:
        """Says how long the one before took."""
        self.end()
        self._stage, self._total, self._done = stage, max(total, 1), 0
        self._said = self._began = time.monotonic()

    def end(self) -> None:
        """The stage is over."""
        if self._stage:
            typer.echo(f"{self._stage}: done after {time.monotonic() - self._began:.1f} s", err=True)
            self._stage = ""

    def advance(self, amount: int) -> None:
        """Says how far it is where nothing was said for a while."""
        self._done += amount
        if time.monotonic() - self._said > _SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            typer.echo(f"{self._stage}: {100 * self._done // self._total}%", err=True)


@contextmanager
def open_progress() -> Iterator[ProgressBar | ProgressLines]:
    """A bar where somebody looks on."""
    if not sys.stderr.isatty():
        lines = ProgressLines()
        yield lines
        lines.end()
        return
    with ExitStack() as open_bars:
        yield ProgressBar(open_bars)
