"""Pictures as large as telephones make them are drawn anew by processes of their own, and leave no memory behind."""

import asyncio
from pathlib import Path

from PIL import Image

from bot.members.photographs import clean_paper
from testing.pictures import put_mark, read, write


async def test_a_large_picture_leaves_no_memory_behind() -> None:
    sent = write(put_mark(Image.new("RGB", (7_700, 7_700), "white")), compress_level=1)
    before = _count_peak_from_here()
    papers = await asyncio.gather(*(clean_paper(sent) for _ in range(3)))
    assert all(max(read(paper.content).size) == 3000 for paper in papers)
    assert _read_peak_kib() - before < 100 * 1024


async def test_a_telephones_largest_photograph_is_taken() -> None:
    sent = write(put_mark(Image.new("L", (12_000, 9_000), 255)), "JPEG", quality=30)
    assert read((await clean_paper(sent)).content).size == (3000, 2250)


def _count_peak_from_here() -> int:
    Path("/proc/self/clear_refs").write_text("5")
    return _read_peak_kib()


def _read_peak_kib() -> int:
    """The most memory that this process had, as Linux counts it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
