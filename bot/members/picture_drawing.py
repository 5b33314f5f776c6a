"""Draws one picture anew in a process of its own, which a hostile picture may exhaust without harm to anybody.

`python -m bot.members.picture_drawing [MOST_BYTES]`: the picture comes on standard input; a line with `drawn`, and behind it
the JPEG, or a line with the reason of a refusal, goes to standard output.
"""

import io
import resource
import sys
import warnings
from contextlib import suppress
from typing import NamedTuple

from PIL import Image

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20
DRAWN = "drawn"

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 60_000_000
_MOST_JPEG_PIXELS = 120_000_000
"""Telephones take such pictures; a JPEG is made smaller while it is decoded, other formats cannot be."""
_LONGEST_SIDE, _SHORTEST_SIDE = 3000, 1100
_MOST_DRAWN_PIXELS, _LONGEST_DRAWN = 48_000_000, 65_000
_QUALITY = 88
_ONE_COLOUR = 10
"""So little between the darkest and the lightest of 256 steps is no paper."""
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Refusal(Exception):
    """The picture cannot be kept; its words are the reason's name."""


class _Size(NamedTuple):
    width: int
    height: int

    def scaled(self, factor: float) -> "_Size":
        return _Size(max(1, round(self.width * factor)), max(1, round(self.height * factor)))


def draw_anew(content: bytes, most_bytes: int | None = None) -> bytes:
    """A JPEG of the picture: upright, on white, without metadata; raises Refusal, and whatever Pillow raises.

    Small enough to keep, yet so large that writing on a long screenshot can be read; with `most_bytes` it is made
    smaller until it fits.
    """
    Image.MAX_IMAGE_PIXELS = None  # The bounds here stand in its place.
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # Pillow warns of notes that a camera wrote wrongly; they are not kept.
        upright = _read_upright(content)
    drawn = _write_jpeg(upright)
    while most_bytes and len(drawn) > most_bytes:
        upright = upright.resize(_Size(*upright.size).scaled(0.75), Image.Resampling.LANCZOS)
        drawn = _write_jpeg(upright)
    return drawn


def find_kept_size(width: int, height: int) -> tuple[int, int]:
    """The size a picture is kept in; raises Refusal where it would be too long to be read."""
    size = _Size(width, height)
    factor = min(1.0, max(_LONGEST_SIDE / max(size), _SHORTEST_SIDE / min(size)))
    kept = size.scaled(factor)
    if kept.width * kept.height > _MOST_DRAWN_PIXELS or max(kept) > _LONGEST_DRAWN:
        raise Refusal("paper_too_long")
    return kept


def _read_upright(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        most = _MOST_JPEG_PIXELS if picture.format == "JPEG" else _MOST_PIXELS
        if picture.width * picture.height > most:
            raise Refusal("paper_too_large")
        kept = find_kept_size(*picture.size)
        picture.draft(None, kept)
        turn = _TURNS.get(_read_orientation(picture))
        plain = _flatten(picture, kept)
    return plain.transpose(turn) if turn is not None else plain


def _read_orientation(picture: Image.Image) -> int:
    """How the camera was held; upright where that cannot be read: nothing else of its notes is wanted."""
    with suppress(Exception):
        return int(picture.getexif().get(_ORIENTATION, 1))
    return 1


def _flatten(picture: Image.Image, kept: tuple[int, int]) -> Image.Image:
    """The picture in plain colours and of the size kept; raises Refusal where there is nothing on it."""
    picture.load()
    if picture.mode.startswith("I"):
        return _demand_marks(_spread_grey(picture.resize(kept)))
    if not picture.has_transparency_data:
        return _demand_marks(_shrink(picture.convert("RGB"), kept))
    clear = _shrink(picture.convert("RGBA"), kept)
    for ground in ("white", "black"):
        laid = Image.new("RGB", clear.size, ground)
        laid.paste(clear, mask=clear.getchannel("A"))
        if _has_marks(laid):
            return laid
    raise Refusal("paper_blank")


def _shrink(picture: Image.Image, kept: tuple[int, int]) -> Image.Image:
    return picture if picture.size == kept else picture.resize(kept, Image.Resampling.LANCZOS, reducing_gap=2)


def _spread_grey(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits in the 256 steps of a JPEG, from its own darkest to its own lightest: scanners use but a part."""
    darkest, lightest = picture.getextrema()
    if not isinstance(darkest, int | float) or not isinstance(lightest, int | float):
        raise Refusal("paper_unreadable")
    if lightest - darkest < _ONE_COLOUR * 8:
        raise Refusal("paper_blank")
    factor = 255 / (lightest - darkest)
    return (
        picture.convert("I").point(lambda grey: grey * factor - darkest * factor).convert("L").convert("RGB")
    )


def _demand_marks(picture: Image.Image) -> Image.Image:
    if not _has_marks(picture):
        raise Refusal("paper_blank")
    return picture


def _has_marks(picture: Image.Image) -> bool:
    """Whether there is more than one colour on it."""
    bands = [band.getextrema() for band in picture.split()]
    return any(float(str(high)) - float(str(low)) > _ONE_COLOUR for low, high in bands)


def _write_jpeg(upright: Image.Image) -> bytes:
    drawn = io.BytesIO()
    upright.info.clear()  # No EXIF, no comments, no profile: nothing but what is seen.
    upright.save(drawn, "JPEG", quality=_QUALITY)
    return drawn.getvalue()


def main() -> None:
    """Reads, draws and writes within its bounds of memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    most_bytes = int(sys.argv[1]) if len(sys.argv) > 1 else None
    try:
        drawn, word = draw_anew(sys.stdin.buffer.read(), most_bytes), DRAWN
    except Refusal as refusal:
        drawn, word = b"", str(refusal)
    except MemoryError:
        drawn, word = b"", "paper_too_large"
    except Exception:  # Pillow raises anything where a file is damaged; all of it means the same.
        drawn, word = b"", "paper_unreadable"
    sys.stdout.buffer.write(word.encode() + b"\n" + drawn)


if __name__ == "__main__":
    main()
