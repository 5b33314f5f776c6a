"""Checks papers by their content, and keeps pictures only as drawn anew, one at a time and in bounded memory."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog

from bot.errors import RefusedValue
from bot.kernel.members.membership import CleanPaper
from bot.members.picture_drawing import DRAWN

MAX_BYTES = 10 * 1024 * 1024
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_PDF, _PDF_WITHIN = b"%PDF-", 1024
"""Where a PDF may say what it is: readers look that far, and some programs write a line of their own before it."""
_PATIENCE_SECONDS = 30.0
_MOST_WAITING = 40
_ROOT = Path(__file__).resolve().parents[2]
_REASONS = frozenset(
    {"paper_empty", "paper_too_large", "paper_unreadable", "paper_blank", "paper_too_long", "paper_busy"}
)

log = structlog.get_logger(__name__)

_drawing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")
_waiting: set[object] = set()


async def clean_paper(content: bytes) -> CleanPaper:
    """The paper to keep: pictures are drawn anew as JPEG, upright and without metadata; PDFs stay as they are.

    Raises RefusedValue: `paper_empty`, `paper_too_large`, `paper_unreadable`, `paper_blank`, `paper_too_long`,
    `paper_busy`.
    """
    _check_size(content)
    if not content.startswith(_PICTURES) and _PDF in content[:_PDF_WITHIN]:
        return CleanPaper("application/pdf", content)
    return CleanPaper("image/jpeg", await _draw_anew(content))


async def clean_picture(content: bytes, most_bytes: int) -> bytes:
    """A picture drawn anew as JPEG of at most `most_bytes`, made smaller until it is; raises RefusedValue as above."""
    _check_size(content)
    return await _draw_anew(content, most_bytes)


def _check_size(content: bytes) -> None:
    if not content:
        raise RefusedValue("paper_empty")
    if len(content) > MAX_BYTES:
        raise RefusedValue("paper_too_large")


async def _draw_anew(content: bytes, most_bytes: int | None = None) -> bytes:
    """The drawn picture; one at a time in this process, whoever waits, so that pictures cannot eat the machine."""
    if not content.startswith(_PICTURES):
        raise RefusedValue("paper_unreadable")
    if len(_waiting) >= _MOST_WAITING:
        raise RefusedValue("paper_busy")
    mine = object()
    _waiting.add(mine)
    try:
        return await asyncio.get_running_loop().run_in_executor(_drawing, _run, content, most_bytes)
    finally:
        _waiting.discard(mine)


def _run(content: bytes, most_bytes: int | None) -> bytes:
    """Draws in a child process, whose memory goes back when it ends, and which is told nothing of our settings."""
    command = [
        sys.executable,
        "-m",
        "bot.members.picture_drawing",
        *([str(most_bytes)] if most_bytes else []),
    ]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            cwd=_ROOT,
            env={"LANG": "C.UTF-8"},
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise RefusedValue("paper_unreadable") from fault
    word, _, drawn = done.stdout.partition(b"\n")
    if word.decode("ascii", "replace") == DRAWN and drawn:
        return drawn
    reason = word.decode("ascii", "replace")
    if reason not in _REASONS:
        log.warning(
            "picture_not_drawn",
            code="picture_child_died",
            exit_code=done.returncode,
            advice="One picture ended its process, which is what the process is for; many in a row: look at memory.",
        )
        reason = "paper_unreadable"
    raise RefusedValue(reason)
