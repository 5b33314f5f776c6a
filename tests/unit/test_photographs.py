"""Papers are judged by their bytes, and what a camera notes of the place is never kept."""

import io

import pytest
from PIL import Image

from bot.errors import RefusedValue
from bot.photographs import MAX_BYTES, clean_paper


def draw(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    """A picture's bytes."""
    drawn = io.BytesIO()
    Image.new("RGB", size, "red").save(drawn, kind, **more)
    return drawn.getvalue()


def with_place() -> Image.Exif:
    """What a telephone notes: where, by whom, and that the picture lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "39.9N 116.4E"
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 0.0)
    return exif


def test_the_place_is_taken_out_and_the_picture_stands_upright() -> None:
    sent = draw(exif=with_place())
    assert b"116.4E" in sent
    paper = clean_paper(sent)
    kept = Image.open(io.BytesIO(paper.content))
    assert paper.media_type == "image/jpeg"
    assert b"116.4E" not in paper.content
    assert not kept.getexif()
    assert kept.size == (20, 40)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_are_drawn_anew_as_jpeg(kind: str) -> None:
    assert Image.open(io.BytesIO(clean_paper(draw(kind)).content)).format == "JPEG"


def test_what_hides_behind_a_picture_is_not_kept() -> None:
    assert b"<script>" not in clean_paper(draw() + b"<script>alert(1)</script>").content


def test_a_pdf_stays_as_it_is() -> None:
    assert clean_paper(b"%PDF-1.7 invoice").media_type == "application/pdf"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "paper_empty"),
        (b"GIF89a" + b"\0" * 40, "paper_unreadable"),
        (b"<html>", "paper_unreadable"),
        (draw()[:100], "paper_unreadable"),
        (b"\xff\xd8\xff" + b"\0" * 500, "paper_unreadable"),
        (b"\0" * (MAX_BYTES + 1), "paper_too_large"),
    ],
)
def test_what_is_no_paper_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(RefusedValue) as fault:
        clean_paper(content)
    assert fault.value.reason == reason


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn() -> None:
    drawn = io.BytesIO()
    Image.new("1", (9_000, 8_000)).save(drawn, "PNG")
    with pytest.raises(RefusedValue) as fault:
        clean_paper(drawn.getvalue())
    assert fault.value.reason == "paper_too_large"
