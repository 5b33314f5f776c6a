"""Papers are judged by their bytes, kept legible, and what a camera notes of the place is never kept."""

import random

import pytest
from PIL import Image

from bot.errors import RefusedValue
from bot.members.photographs import MAX_BYTES, clean_paper, clean_picture
from bot.members.picture_drawing import Refusal, draw_anew, find_kept_size
from testing.pictures import draw, put_mark, read, write, write_exif

ASCII, SHORT, LONG, RATIONAL = 2, 3, 4, 5
ORIENTATION, GPS = 0x0112, 0x8825


def with_place() -> Image.Exif:
    """What a telephone notes: where, by whom, and that the picture lies on its side."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010E] = "39.9N 116.4E"
    exif.get_ifd(GPS)[2] = (39.0, 54.0, 0.0)
    return exif


async def test_the_place_is_taken_out_and_the_picture_stands_upright() -> None:
    sent = draw(exif=with_place())
    assert b"116.4E" in sent
    paper = await clean_paper(sent)
    kept = read(paper.content)
    assert paper.media_type == "image/jpeg"
    assert b"116.4E" not in paper.content
    assert not kept.getexif()
    assert kept.size == (20, 40)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_the_camera_was_held(orientation: int) -> None:
    # In each of these the block of ink must come to stand where a viewer would show it.
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    corners = {1: "tl", 2: "tr", 3: "br", 4: "bl", 5: "tl", 6: "tr", 7: "br", 8: "bl"}
    kept = read(draw_anew(draw(size=(400, 200), exif=exif)))
    across, down = kept.width * 3 // 4, kept.height * 3 // 4
    spots = {
        "tl": (kept.width // 8, kept.height // 8),
        "tr": (across, kept.height // 8),
        "bl": (kept.width // 8, down),
        "br": (across, down),
    }
    dark = [name for name, spot in spots.items() if sum(kept.getpixel(spot)) < 120]  # type: ignore[arg-type]
    assert dark == [corners[orientation]]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
async def test_other_pictures_are_drawn_anew_as_jpeg(kind: str) -> None:
    assert read((await clean_paper(draw(kind))).content).format == "JPEG"


async def test_what_hides_behind_a_picture_is_not_kept() -> None:
    assert b"<script>" not in (await clean_paper(draw() + b"<script>alert(1)</script>")).content


@pytest.mark.parametrize(
    "before", [b"", b"\xef\xbb\xbf", b"\n", b"\r\n\r\n", b"% made by a scanner\n", b"\0" * 1000]
)
async def test_a_pdf_stays_as_it_is_wherever_it_says_so_within_its_first_kilobyte(before: bytes) -> None:
    sent = before + b"%PDF-1.7 invoice"
    paper = await clean_paper(sent)
    assert (paper.media_type, paper.content) == ("application/pdf", sent)


async def test_a_picture_that_speaks_of_a_pdf_is_drawn_anew_all_the_same() -> None:
    paper = await clean_paper(draw(comment=b"%PDF-1.7"))
    assert paper.media_type == "image/jpeg"
    assert b"%PDF" not in paper.content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "paper_empty"),
        (b"GIF89a" + b"\0" * 40, "paper_unreadable"),
        (b"<html>", "paper_unreadable"),
        (draw()[:100], "paper_unreadable"),
        (draw(size=(400, 400))[:-200], "paper_unreadable"),
        (b"\xff\xd8\xff" + b"\0" * 500, "paper_unreadable"),
        (b" " * 1030 + b"%PDF-1.7", "paper_unreadable"),
        (b"RIFF" + b"\xff" * 60, "paper_unreadable"),
        (b"\0" * (MAX_BYTES + 1), "paper_too_large"),
        (write(Image.new("1", (9_000, 8_000))), "paper_too_large"),
        (draw("PNG", (70_000, 20)), "paper_too_long"),
    ],
)
async def test_what_is_no_paper_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(RefusedValue) as fault:
        await clean_paper(content)
    assert fault.value.reason == reason


@pytest.mark.parametrize(
    ("tag", "kind", "value"),
    [
        (0x011A, ASCII, "72"),
        (0x0100, RATIONAL, 4000.0),
        (0x0101, RATIONAL, 3000.0),
        (0x0112, ASCII, "6"),
        (0x0112, LONG, 999_999),
        (0x0112, RATIONAL, 6.0),
        (0x8825, ASCII, "39.904211"),
        (0x8769, ASCII, "x"),
        (0x9286, SHORT, 7),
    ],
)
def test_a_picture_is_kept_whatever_its_camera_notes_wrongly(tag: int, kind: int, value: object) -> None:
    notes = {ORIENTATION: (SHORT, 6), tag: (kind, value)}
    assert read(draw_anew(draw(exif=write_exif(notes)))).format == "JPEG"


def test_damaged_notes_of_a_camera_cost_no_picture() -> None:
    sent, chance = bytearray(draw(exif=with_place())), random.Random(7)
    notes = sent.index(b"Exif")
    end = notes - 2 + int.from_bytes(sent[notes - 2 : notes])
    for _ in range(400):
        damaged = bytearray(sent)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(notes + 6, end)] = chance.randrange(256)
        assert read(draw_anew(bytes(damaged))).format == "JPEG"


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_writing_on_a_transparent_ground_lies_on_white(mode: str, kind: str) -> None:
    clear = put_mark(Image.new("RGBA", (80, 40), (0, 0, 0, 0)), (0, 0, 0, 255))
    kept = read(draw_anew(write(clear.convert("RGBA" if kind == "WEBP" else mode), kind)))
    assert kept.getpixel((10, 10)) == (0, 0, 0)
    assert kept.getpixel((70, 30)) == (255, 255, 255)


def test_a_palette_with_one_clear_colour_lies_on_white() -> None:
    palette = put_mark(Image.new("P", (80, 40), 1), 0)
    palette.putpalette([0, 0, 0, 0, 0, 0])
    kept = read(draw_anew(write(palette, transparency=1)))
    assert kept.getpixel((70, 30)) == (255, 255, 255)
    assert kept.getpixel((10, 10)) == (0, 0, 0)


def test_white_writing_on_a_transparent_ground_can_be_read() -> None:
    clear = put_mark(Image.new("RGBA", (80, 40), (255, 255, 255, 0)), (255, 255, 255, 255))
    kept = read(draw_anew(write(clear)))
    assert kept.getpixel((10, 10)) != kept.getpixel((70, 30))


@pytest.mark.parametrize(("ground", "ink"), [(60_000, 3_000), (65_535, 0), (4_000, 200), (900, 40_000)])
def test_grey_of_sixteen_bits_keeps_its_writing(ground: int, ink: int) -> None:
    kept = read(draw_anew(write(put_mark(Image.new("I;16", (80, 40), ground), ink)))).convert("L")
    marked, bare = kept.getpixel((10, 10)), kept.getpixel((70, 30))
    assert isinstance(marked, int)
    assert isinstance(bare, int)
    assert abs(marked - bare) > 200
    assert (marked < bare) == (ink < ground)


@pytest.mark.parametrize(
    "blank",
    [
        Image.new("RGB", (300, 200), "black"),
        Image.new("RGB", (300, 200), "white"),
        Image.new("RGBA", (300, 200), (0, 0, 0, 0)),
        Image.new("LA", (300, 200), (0, 0)),
        Image.new("I;16", (300, 200), 30_000),
        Image.new("L", (300, 200), 117),
        Image.new("1", (300, 200), 1),
    ],
    ids=lambda picture: picture.mode,
)
def test_a_picture_of_one_colour_is_no_paper(blank: Image.Image) -> None:
    with pytest.raises(Refusal, match="paper_blank"):
        draw_anew(write(blank))


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "CMYK"])
def test_every_usual_kind_of_picture_keeps_its_mark(mode: str) -> None:
    marked = put_mark(Image.new("RGB", (200, 100), "white")).convert(mode)
    kept = read(draw_anew(write(marked, "JPEG" if mode == "CMYK" else "PNG"))).convert("L")
    assert kept.getpixel((10, 10)) < 40 < 200 < kept.getpixel((190, 90))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ((1080, 20_000), (1080, 20_000)),
        ((20_000, 800), (20_000, 800)),
        ((1242, 48_000), (1100, 42_512)),
        ((4000, 3000), (3000, 2250)),
        ((9000, 6000), (3000, 2000)),
        ((2200, 9000), (1100, 4500)),
        ((600, 400), (600, 400)),
    ],
)
def test_writing_stays_legible_whatever_the_shape(sent: tuple[int, int], kept: tuple[int, int]) -> None:
    assert find_kept_size(*sent) == kept


@pytest.mark.parametrize("size", [(1242, 60_000), (70_000, 20), (20, 66_000)])
def test_what_could_not_be_read_when_made_smaller_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(Refusal, match="paper_too_long"):
        find_kept_size(*size)


async def test_a_colleagues_picture_is_made_to_fit() -> None:
    noise = Image.effect_noise((1500, 1500), 90).convert("RGB")
    drawn = await clean_picture(write(noise), 200_000)
    assert len(drawn) <= 200_000
    assert read(drawn).width > 200
