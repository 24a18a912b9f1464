"""Booking as people do it: a stand is kept, the form filled, the rest completed by link; and what they send by mistake."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pypdf
from PIL import Image

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.stands import queries, service
from forum.stands.rules import Known
from tests import builders
from tests.kit.fair import ODILE
from tests.kit.web import csrf, submit

BOOKING: dict[str, Any] = {
    "name": "Acme Lunettes",
    "kind": "company",
    "sector": "lunetterie",
    "first_name": "Alix",
    "last_name": "Acme",
    "email": "alix@acme.example",
    "people": 2,
    "tables": 1,
    "chairs": 2,
    "panels": 0,
    "power_watts": 500,
}
Clients = Callable[[], httpx.AsyncClient]


def _plain(answer: httpx.Response) -> str:
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_a_stand_is_kept_while_the_form_is_filled(edition: EditionValue, another_client: Clients) -> None:
    acme, rival = another_client(), another_client()
    kept = await submit(acme, "/plan/A1/garde")
    assert (kept.status_code, kept.headers["location"]) == (303, "/plan/A1/reservation")
    assert "Stand gardé pour vous jusqu’à" in _plain(await acme.get("/plan/A1/reservation"))
    assert "gardé pour quelqu’un jusqu’à" in _plain(await rival.get("/plan/A1/reservation"))
    refused = await submit(rival, "/plan/A1/reservation", **{**BOOKING, "name": "Rival"})
    assert refused.status_code == 422
    assert "Rival" in refused.text
    assert "Quelqu’un remplit déjà le formulaire" in refused.text
    assert 'value="A2"' in refused.text
    booked = await submit(acme, "/plan/A1/reservation", **BOOKING)
    assert (booked.status_code, booked.headers["location"]) == (303, "/exposants/espace")
    assert await fetch("SELECT count(*) AS n FROM stand_hold") == [{"n": 0}]


async def test_more_time_keeps_what_was_typed(edition: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/plan/A1/garde")
    with clock.at(clock.now() + timedelta(minutes=10)):
        page = await submit(client, "/plan/A1/garde/prolongation", name="À moitié")
        assert page.status_code == 200
        assert 'value="À moitié"' in page.text
        told = await client.post(
            "/plan/A1/garde/prolongation", data=await csrf(client), headers={"accept": "application/json"}
        )
        assert set(told.json()) == {"until", "hour"}
    with clock.at(clock.now() + timedelta(minutes=24)):
        assert not (await queries.stand(edition.id, "A1")).free
    with clock.at(clock.now() + timedelta(minutes=26)):
        assert (await queries.stand(edition.id, "A1")).free


async def test_a_hold_that_ran_out_still_books_a_free_stand(edition: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/plan/A1/garde")
    with clock.at(clock.now() + timedelta(hours=1)):
        assert (await submit(client, "/plan/A1/reservation", **BOOKING)).status_code == 303


async def test_a_second_stand_lets_the_first_go(edition: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/plan/A1/garde")
    await submit(client, "/plan/A2/garde")
    assert [one.number for one in await queries.plan(edition.id) if not one.free] == ["A2"]


async def test_a_draft_comes_back_by_link_and_takes_a_stand(edition: EditionValue, client: httpx.AsyncClient) -> None:
    kept = await submit(client, "/plan/A1/reservation", **BOOKING, later="yes")
    assert kept.headers["location"] == "/exposants/espace"
    assert "Aucun stand n’est encore réservé" in (await client.get("/exposants/espace")).text
    assert "Réserver ce stand pour Acme Lunettes" in (await client.get("/plan/A2/reservation")).text
    assert (await submit(client, "/exposants/espace/stand/A2")).status_code == 303
    assert "Stand <strong>A2</strong>" in (await client.get("/exposants/espace")).text


async def test_who_waits_is_offered_a_freed_stand(edition: EditionValue, client: httpx.AsyncClient) -> None:
    mine = [await builders.an_exhibitor(edition, f"A{n}", email=f"a{n}@acme.example") for n in (1, 2, 3, 4)]
    refused = await submit(client, "/exposants/attente", **{**BOOKING, "people": 40})
    assert refused.status_code == 422
    assert (await submit(client, "/exposants/attente", **BOOKING)).status_code == 303
    assert "premier sur la liste d’attente" in (await client.get("/exposants/espace")).text
    await service.cancel(edition, (await queries.booking_of(edition.id, mine[2])).id, ODILE)
    assert "Le stand A3 se libère pour vous" in (await client.get("/exposants/espace")).text
    await submit(client, "/exposants/espace/proposition/acceptation")
    assert "Stand <strong>A3</strong>" in (await client.get("/exposants/espace")).text


async def test_an_offer_whose_time_has_passed_is_refused_in_the_space(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    mine = [await builders.an_exhibitor(edition, f"A{n}") for n in (1, 2, 3, 4)]
    await submit(client, "/exposants/attente", **{**BOOKING, "email": "w@w.example"})
    await service.cancel(edition, (await queries.booking_of(edition.id, mine[2])).id, ODILE)
    with clock.at(clock.now() + timedelta(hours=49)):
        late = await submit(client, "/exposants/espace/proposition/acceptation")
        assert (late.status_code, late.headers["location"]) == (303, "/exposants/espace")
        page = await client.get("/exposants/espace")
    assert "le délai est passé" in _plain(page)
    assert 'href="/exposants/espace/besoins"' in page.text


async def test_a_draft_too_many_for_a_stand_is_told_so_on_its_page(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    await submit(client, "/plan/A1/reservation", **{**BOOKING, "people": 9}, later="yes")
    back = await submit(client, "/exposants/espace/stand/A2")
    assert (back.status_code, back.headers["location"]) == (303, "/plan/A2/reservation")
    assert "badges au plus" in _plain(await client.get("/plan/A2/reservation"))


async def test_suggestions_say_why(edition: EditionValue, client: httpx.AsyncClient) -> None:
    page = _plain(await client.get("/plan/suggestions?filiere=lunetterie&watts=1500&machine=yes"))
    assert "Stand A1" in page
    assert "1 500 W demandés, il en reste 3 000 W" in page
    assert "Aucun stand libre ne convient" in _plain(await client.get("/plan/suggestions?watts=6000"))


async def test_what_is_missing_shrinks_as_it_is_said(edition: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/plan/A1/reservation", **BOOKING, machine="yes")
    booking = (await queries.all_bookings(edition.id))[0]
    page = await client.get("/exposants/espace")
    assert all(f'href="/exposants/espace/{part}"' in page.text for part in ("machine", "precisions", "metiers"))
    try:
        await service.validate(edition, booking.id, ODILE)
    except service.DeclarationMissing:
        pass
    else:
        raise AssertionError("validated without its declaration")
    wrong = await submit(client, "/exposants/espace/machine", machine="", watts="beaucoup")
    assert wrong.status_code == 422
    declared = await submit(
        client, "/exposants/espace/machine", machine="Tour à bois", watts=1500, guard="screen", signed_by="Alix Acme"
    )
    assert declared.status_code == 303
    pdf = await client.get("/exposants/espace/machine.pdf")
    words = pypdf.PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert all(word in words for word in ("Tour à bois", "Acme Lunettes", "A1", "Alix Acme"))
    day = edition.first_day.id
    wrong = await submit(client, "/exposants/espace/precisions", sockets=40, meals=-1)
    assert wrong.status_code == 422
    done = await submit(
        client, "/exposants/espace/precisions", sockets=2, meals=2, setup="07:00", half_days=[f"{day}-morning"]
    )
    assert done.status_code == 303
    said = await queries.find_details(booking.id)
    assert said is not None
    assert (said.sockets, said.meals, said.half_days) == (2, 2, ((day, "morning"),))
    await submit(
        client,
        "/exposants/espace/metiers",
        jobs="Monteur en lunettes\nPipier",
        stage_3e=3,
        levels=["college"],
        pitch="Deux phrases.",
    )
    assert await queries.known(booking) == Known(True, 2, True, 2, 1, True, True)
    await service.validate(edition, booking.id, ODILE)
    public = await client.get(f"/exposants/{booking.exhibitor}")
    assert all(word in public.text for word in ("Pipier", "Stage de 3ᵉ", "Collège"))
    assert "Acme Lunettes" in (await client.get("/exposants?q=pipier")).text


def _bomb() -> bytes:
    """A PNG of a few bytes that says it holds forty thousand pixels by forty thousand."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


async def _send(client: httpx.AsyncClient, name: str, content: bytes) -> httpx.Response:
    return await client.post(
        "/exposants/espace/logo", data=await csrf(client), files={"logo": (name, content, "image/png")}
    )


async def test_a_logo_is_drawn_anew_or_refused(edition: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/plan/A1/reservation", **BOOKING)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name, content in (("logo.png", b"MZ\x90\0" * 500), ("logo.png", _bomb()), ("logo.svg", svg), ("vide.png", b"")):
        assert (await _send(client, name, content)).status_code == 422
    assert await fetch("SELECT count(*) AS n FROM exhibitor_logo") == [{"n": 0}]
    assert (await _send(client, "van.png", b"\0" * 9_000_000)).status_code == 413
    out = io.BytesIO()
    made = Image.new("RGB", (3000, 1000), "navy")
    made.save(out, "JPEG", comment=b"secret", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")
    assert (await _send(client, "photo.exe", out.getvalue())).status_code == 303
    booking = (await queries.all_bookings(edition.id))[0]
    kept = await client.get(f"/exposants/{booking.exhibitor}/logo.png")
    assert kept.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(kept.content))
    assert (picture.format, picture.size) == ("PNG", (640, 213))
    assert b"secret" not in kept.content


async def test_a_logo_that_changed_meanwhile_is_shown_before_it_goes(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    def drawn(colour: str) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (300, 100), colour).save(out, "PNG")
        return out.getvalue()

    async def send(colour: str, seen: str) -> httpx.Response:
        files = {"logo": ("logo.png", drawn(colour), "image/png")}
        return await client.post("/exposants/espace/logo", data={"seen": seen, **await csrf(client)}, files=files)

    async def colour() -> Any:
        picture = Image.open(io.BytesIO((await client.get(f"/exposants/{booking.exhibitor}/logo.png")).content))
        return picture.convert("RGB").getpixel((5, 5))

    await submit(client, "/plan/A1/reservation", **BOOKING)
    booking = (await queries.all_bookings(edition.id))[0]
    page = "/exposants/espace/metiers"
    assert (await send("navy", "")).status_code == 303
    mine = re.findall(r'name="seen" value="(\w*)"', (await client.get(page)).text)[-1]
    assert (await send("red", mine)).status_code == 303
    theirs = await colour()
    for send_again in (
        lambda: send("lime", mine),
        lambda: submit(client, "/exposants/espace/logo/retrait", seen=mine),
    ):
        assert (await send_again()).headers["location"] == page
        shown = (await client.get(page)).text
        assert "Quelqu’un a changé le logo entre-temps" in shown
        assert await colour() == theirs
    now = re.findall(r'name="seen" value="(\w*)"', shown)[-1]
    assert f"logo.png?v={now}" in shown
    await submit(client, "/exposants/espace/logo/retrait", seen=now)
    assert await fetch("SELECT count(*) AS n FROM exhibitor_logo") == [{"n": 0}]


async def test_whoever_leaves_reads_what_they_leave(edition: EditionValue, client: httpx.AsyncClient) -> None:
    """A stand, the waiting list, or a file that was filled for them when they were asked back."""
    await submit(client, "/plan/A1/reservation", **BOOKING)
    booking = (await queries.all_bookings(edition.id))[0]

    async def offered() -> list[str]:
        page = (await client.get("/exposants/espace")).text
        return re.findall(r'type="submit">(Annuler|Quitter|Ne pas venir)', page)

    assert await offered() == ["Annuler"]
    await service.put_on_waiting_list(edition, booking.id, ODILE)
    assert await offered() == ["Quitter"]
    await fetch("UPDATE stand_booking SET state = 'draft' WHERE id = {}", booking.id)
    assert await offered() == ["Ne pas venir"]


async def test_the_only_contact_stays(edition: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/plan/A1/reservation", **BOOKING)
    booking = (await queries.all_bookings(edition.id))[0]
    from forum.exhibitors import queries as exhibitors

    (only,) = await exhibitors.contacts_of(booking.exhibitor)
    await submit(client, f"/exposants/espace/contacts/{only.id}/retrait")
    assert [one.id for one in await exhibitors.contacts_of(booking.exhibitor)] == [only.id]
    await submit(client, "/exposants/espace/contacts", first_name="Bo", last_name="Acme", email="bo@acme.example")
    await submit(client, f"/exposants/espace/contacts/{only.id}/retrait")
    assert [(one.email, one.rank) for one in await exhibitors.contacts_of(booking.exhibitor)] == [
        ("bo@acme.example", 0)
    ]
