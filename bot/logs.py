"""Sets up logging: one line an occurrence, with a code; never a message, a number, a name or a token."""

import logging
import sys
from typing import TextIO

import structlog
from prometheus_client import Counter

LOST = Counter(
    "huzhu_log_lines_lost", "Log lines that could not be written: a full disk, or nobody reads them."
)


class SafeStream:
    """Passes lines on, and loses those that cannot be written: no work may end because of its log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes, or counts what was lost."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            LOST.inc()
            return len(text)

    def flush(self) -> None:
        """Flushes, or counts what was lost."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            LOST.inc()

    def isatty(self) -> bool:
        """Whether a person reads along."""
        return not self._stream.closed and self._stream.isatty()


def set_up_logs(log_format: str) -> None:
    """`text` for people, `json` for machines; libraries' own lines from warning up."""
    stream = SafeStream(sys.stderr)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s", stream=stream)
    logging.raiseExceptions = False
    for name in ("httpx", "uvicorn.access"):
        # Their lines carry addresses with one-time links in them.
        logging.getLogger(name).setLevel(logging.ERROR)
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),  # type: ignore[arg-type]
    )


def find_place(fault: BaseException) -> str:
    """The last line of code that a fault came from, without any value that may be personal."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
