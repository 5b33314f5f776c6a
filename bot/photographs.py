"""Checks papers by their content, and takes out of pictures all that a camera notes besides: above all the place."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.errors import RefusedValue
from bot.kernel.membership import CleanPaper

MAX_BYTES = 10 * 1024 * 1024
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 3000
_QUALITY = 88
_FORMATS = ("JPEG", "PNG", "WEBP")
_PDF = b"%PDF-"


def clean_paper(content: bytes) -> CleanPaper:
    """The paper to keep: pictures are drawn anew as JPEG, upright and without metadata; PDFs stay as they are.

    Raises RefusedValue: `paper_empty`, `paper_too_large`, `paper_unreadable`.
    """
    if not content:
        raise RefusedValue("paper_empty")
    if len(content) > MAX_BYTES:
        raise RefusedValue("paper_too_large")
    if content.startswith(_PDF):
        return CleanPaper("application/pdf", content)
    return CleanPaper("image/jpeg", _draw_anew(content))


def clean_picture(content: bytes, most_bytes: int) -> bytes:
    """A picture drawn anew as JPEG of at most `most_bytes`, made smaller until it is; raises RefusedValue as above."""
    if not content:
        raise RefusedValue("paper_empty")
    if len(content) > MAX_BYTES:
        raise RefusedValue("paper_too_large")
    upright, side = _open_upright(content), _LONGEST_SIDE
    drawn = _write_jpeg(upright, side)
    while len(drawn) > most_bytes:
        side = side * 3 // 4
        drawn = _write_jpeg(upright, side)
    return drawn


def _draw_anew(content: bytes) -> bytes:
    return _write_jpeg(_open_upright(content), _LONGEST_SIDE)


def _open_upright(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise RefusedValue("paper_too_large")
                return ImageOps.exif_transpose(picture).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Warning,
    ) as fault:
        raise RefusedValue("paper_unreadable") from fault


def _write_jpeg(upright: Image.Image, longest_side: int) -> bytes:
    upright.thumbnail((longest_side, longest_side))
    drawn = io.BytesIO()
    # A fresh picture carries nothing over: no EXIF, no comments, no bytes behind the image.
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(drawn, "JPEG", quality=_QUALITY)
    return drawn.getvalue()
