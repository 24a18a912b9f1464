"""Organisers choose colours, lines and logos; what they send is read with care."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from forum.badges import queries, rules, service
from forum.badges.drawing.palette import INK, WHITE, colour, contrast, role
from forum.badges.drawing.sheets import draw_badges
from forum.badges.faces import Look
from forum.badges.faces_of import edition_face
from forum.badges.layouts import CARDS, FOLDED_TWO, LAYOUTS, PASS
from forum.badges.pictures import PictureTooBig, UnreadablePicture, read_picture
from forum.badges.preview import on_pixels, preview
from forum.editions.values import EditionValue
from tests.badges.torture import FAIR, faces
from tests.kit.fair import ODILE


def picture(size: tuple[int, int] = (600, 200), mode: str = "RGB", kind: str = "PNG", ink: object = None) -> bytes:
    file = io.BytesIO()
    Image.new(
        mode, size, ink or {"RGB": (160, 30, 60), "CMYK": (0, 200, 150, 40), "RGBA": (0, 0, 0, 0), "L": 90}[mode]
    ).save(file, kind)
    return file.getvalue()


def claiming(wide: int, high: int) -> bytes:
    """The beginning of a PNG that says it is that big: what a decoder would have to unpack."""
    header = b"IHDR" + struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + header
        + struct.pack(">I", zlib.crc32(header))
        + b"\x00\x00\x00\x00IDAT"
    )


async def test_what_is_chosen_is_kept_and_put_back(edition: EditionValue) -> None:
    assert await queries.look(edition.id) == Look()
    await service.change_look(
        edition.id, {"visitor": "#A02C1A", "door": ""}, "Territoires d’industrie", "À rendre.", ODILE
    )
    await service.change_look(edition.id, {"visitor": "#a02c1b"}, "Haut-Jura\n", "À rendre.", ODILE)
    look = await queries.look(edition.id)
    assert look == Look((("visitor", "#a02c1b"),), "Haut-Jura", "À rendre.")
    await service.change_look(edition.id, {}, "", "", ODILE)
    assert await queries.look(edition.id) == Look()


@pytest.mark.parametrize("code", ["rouge", "#fff", "#12345g", "url(x)", "#1f5f45;"])
async def test_what_is_no_colour_is_refused_by_its_kind(edition: EditionValue, code: str) -> None:
    with pytest.raises(rules.NoColour) as refused:
        await service.change_look(edition.id, {"press": code}, "", "", ODILE)
    assert refused.value.field == "colour_press"
    assert await queries.look(edition.id) == Look()


async def test_logos_are_drawn_anew_and_taken_away(edition: EditionValue) -> None:
    await service.add_picture(edition.id, "logo", "Ancien logo", picture(), ODILE)
    await service.add_picture(
        edition.id, "logo", "Communauté de communes", picture((3000, 1500), "CMYK", "JPEG"), ODILE
    )
    for number in range(6):
        partner = await service.add_picture(edition.id, "partner", f"Région {number}", picture((400, 400), "L"), ODILE)
    look = await queries.look(edition.id)
    assert look.logo is not None
    assert (look.logo.name, look.logo.width, look.logo.height) == ("Communauté de communes", 900, 450)
    assert Image.open(io.BytesIO(look.logo.png)).mode == "RGB"
    assert [one.name for one in look.partners] == [f"Région {number}" for number in range(6)]
    with pytest.raises(service.TooManyLogos):
        await service.add_picture(edition.id, "partner", "Septième", picture(), ODILE)
    await service.remove_picture(edition.id, partner, ODILE)
    assert len((await queries.look(edition.id)).partners) == 5
    with pytest.raises(service.NoSuchPicture):
        await service.remove_picture(edition.id, partner, ODILE)


def test_nothing_of_a_transparent_logo_turns_black() -> None:
    read = read_picture(picture((40, 40), "RGBA"), "x")
    assert Image.open(io.BytesIO(read.png)).getextrema() == ((255, 255), (255, 255), (255, 255))


def test_an_animated_logo_stands_still() -> None:
    file = io.BytesIO()
    frames = [Image.new("P", (50, 50), number) for number in range(3)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=100)
    assert getattr(Image.open(io.BytesIO(read_picture(file.getvalue(), "x").png)), "n_frames", 1) == 1


def test_a_photo_taken_on_its_side_is_turned() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (200, 100)).save(file, "JPEG", exif=exif)
    assert (read_picture(file.getvalue(), "x").width, read_picture(file.getvalue(), "x").height) == (100, 200)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        picture()[:40],
        picture()[:-200] + b"x" * 100,
        b"GIF89a" + bytes(20),
        random.Random(3).randbytes(3000),
    ],
    ids=["nothing", "svg", "pdf", "cut", "spoilt", "hollow", "noise"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePicture):
        read_picture(content, "x")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [5_001, 12_000, 60_000])
def test_too_many_pixels_are_refused_before_they_are_unpacked(side: int) -> None:
    with pytest.raises(PictureTooBig):
        read_picture(claiming(side, side), "x")


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(PictureTooBig):
        read_picture(bytes(2_000_000), "x")


def test_words_can_be_read_on_any_colour() -> None:
    rng = random.Random(7)
    for _ in range(500):
        chosen = role("visitor", Look((("visitor", f"#{rng.randrange(1 << 24):06x}"),)))
        assert contrast(chosen.colour, chosen.on) == max(
            contrast(chosen.colour, WHITE), contrast(chosen.colour, INK)
        ) or (contrast(chosen.colour, chosen.on) >= 4.5)
        assert contrast(chosen.colour, chosen.on) >= 3


async def test_a_chosen_colour_and_logo_are_on_the_paper(edition: EditionValue) -> None:
    await service.change_look(edition.id, {"exhibitor": "#0000ff"}, "Haut-Jura", "À rendre à l’accueil", ODILE)
    for part in ("logo", "partner"):
        await service.add_picture(edition.id, part, part, picture(ink=(255, 0, 255)), ODILE)
    face = edition_face(edition, None, await queries.look(edition.id))
    first = next(face for face in faces() if face.kind == "exhibitor")
    for layout in (CARDS, FOLDED_TWO, PASS):
        shown = Image.open(io.BytesIO(on_pixels(draw_badges([first], face, layout), 72))).convert("RGB")
        found = {ink for _, ink in shown.getcolors(1 << 20) or []}
        assert {colour("#0000ff"), colour("#ff00ff")} <= {tuple(part / 255 for part in ink) for ink in found}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_same_logo_is_kept_once_in_a_file(layout: object) -> None:
    import dataclasses

    one = read_picture(picture((300, 100)), "x")
    face = dataclasses.replace(FAIR, look=Look(logo=one, partners=(one,)))
    few, many = (len(draw_badges(faces()[:count], face, layout)) for count in (1, 9))  # type: ignore[arg-type]
    assert draw_badges(faces()[:9], face, layout).count(b"/Subtype /Image") <= 1  # type: ignore[arg-type]
    assert many < few * 9


@pytest.mark.parametrize(("which", "size"), [("cards", (1222, 771)), ("worn", (945, 678)), ("pass", (641, 910))])
def test_the_preview_shows_the_real_thing(which: str, size: tuple[int, int]) -> None:
    shown = Image.open(io.BytesIO(preview(FAIR, which)))
    assert (abs(shown.width - size[0]) <= 1, abs(shown.height - size[1]) <= 1) == (True, True)
