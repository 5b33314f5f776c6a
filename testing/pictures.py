"""Pictures as telephones, scanners and screens write them."""

import io
from collections.abc import Mapping

from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import ImageFileDirectory_v2


def draw(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    """A picture with something on it; its bytes."""
    return write(put_mark(Image.new("RGB", size, "red")), kind, **more)


def put_mark(picture: Image.Image, ink: object = 0) -> Image.Image:
    """The picture with a block of ink in its upper left quarter."""
    width, height = picture.size
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2, height // 2), fill=ink)  # type: ignore[arg-type]
    return picture


def write(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    """The picture's bytes."""
    drawn = io.BytesIO()
    picture.save(drawn, kind, **more)
    return drawn.getvalue()


def read(content: bytes) -> Image.Image:
    """The picture in these bytes."""
    return Image.open(io.BytesIO(content))


def write_exif(tags: Mapping[int, tuple[int, object]]) -> bytes:
    """An EXIF block in which a tag may have any type, as telephones write it: tag to type and value."""
    block = ImageFileDirectory_v2(prefix=b"MM")
    for tag, (kind, value) in tags.items():
        block.tagtype[tag] = kind
        block[tag] = value
    return b"Exif\0\0MM\0*\0\0\0\x08" + block.tobytes(8)
