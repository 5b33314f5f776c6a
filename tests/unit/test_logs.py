"""A log that cannot be written takes nothing else with it."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from prometheus_client import REGISTRY

from bot.logs import set_up_logs


class Broken(io.TextIOBase):
    """A stderr whose disk is full, whose reader is gone, or that is closed."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def write(self, text: str) -> int:
        """Never."""
        raise self.fault

    def flush(self) -> None:
        """Never."""
        raise self.fault


@pytest.fixture
def clean_logging() -> Iterator[None]:
    """Puts logging back as it was."""
    level, raises = logging.getLogger().level, logging.raiseExceptions
    yield
    logging.getLogger().setLevel(level)
    logging.raiseExceptions = raises
    structlog.reset_defaults()


@pytest.mark.usefixtures("clean_logging")
@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize(
    "fault",
    [OSError(28, "No space left on device"), BrokenPipeError(), ValueError("I/O operation on closed file")],
    ids=["full", "gone", "closed"],
)
def test_a_line_that_cannot_be_written_is_counted_and_lost(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, log_format: str
) -> None:
    monkeypatch.setattr(sys, "stderr", Broken(fault))
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    before = REGISTRY.get_sample_value("huzhu_log_lines_lost_total") or 0
    set_up_logs(log_format)
    structlog.get_logger("ours").error("something", code="something", advice="Look.")
    logging.getLogger("a.library").error("something else")
    assert (REGISTRY.get_sample_value("huzhu_log_lines_lost_total") or 0) > before


@pytest.mark.usefixtures("clean_logging")
@pytest.mark.parametrize("log_format", ["text", "json"])
def test_what_can_be_written_is_written(monkeypatch: pytest.MonkeyPatch, log_format: str) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    set_up_logs(log_format)
    structlog.get_logger("ours").error("something", code="some_code")
    logging.getLogger("a.library").error("something else")
    assert "some_code" in stream.getvalue()
    assert "something else" in stream.getvalue()
