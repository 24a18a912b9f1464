"""The whole story over HTTP: Acme books, Thérèse registers, Ada registers, Dora scans, Odile reads, Charlie gets nowhere."""

from __future__ import annotations

import contextlib
import io
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import httpx
import icalendar
import pypdf
import pytest

from forum import clock
from forum.badges.codes import read_code
from forum.database import fetch
from forum.editions.queries import slots
from tests import builders
from tests.kit.postbox import Postbox
from tests.kit.web import csrf, submit

pytestmark = pytest.mark.anyio
BEFORE = datetime(2026, 11, 9, 9, tzinfo=UTC)  # no reminder is due yet
ON_THE_DAY = datetime(2026, 11, 27, 8, 2, tzinfo=UTC)


@contextlib.contextmanager
def _the_clock_says(moment: datetime) -> Iterator[None]:
    """For the whole process: the postman works in a task of his own."""
    clock.set(moment)
    try:
        yield
    finally:
        clock.reset()


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return body.get_content().replace("\u202f", " ").replace("\u00a0", " ")


def _link(letter: EmailMessage) -> str:
    found = re.search(r"https?://[^\s/]+(/lien/\S+)", _text(letter))
    assert found, _text(letter)
    return found[1]


def _parts(letter: EmailMessage, kind: str) -> list[EmailMessage]:
    return [part for part in letter.walk() if part.get_content_type() == kind]  # type: ignore[misc]


def _event(letter: EmailMessage) -> icalendar.Event:
    (part,) = _parts(letter, "text/calendar")
    (event,) = icalendar.Calendar.from_ical(part.get_content()).events
    return event


def _pages(letter: EmailMessage) -> str:
    (part,) = _parts(letter, "application/pdf")
    pages = pypdf.PdfReader(io.BytesIO(part.get_payload(decode=True))).pages
    return " ".join(page.extract_text() for page in pages).replace("\xa0", " ")


async def _sign_in(client: httpx.AsyncClient, address: str) -> httpx.Response:
    """Follow a sign-in link as a person does: open it, then press the button."""
    assert (await client.get(address)).status_code == 200
    return await submit(client, address)


async def test_the_story_of_the_forum(another_client: Callable[[], httpx.AsyncClient], postbox: Postbox) -> None:
    with _the_clock_says(BEFORE):
        edition = await builders.a_fair(slots=2, persons=60, coaches=2)
        acme, rival, therese, ada, dora, odile, charlie = (another_client() for _ in range(7))

        # 1. Acme picks a free stand on the public plan; nobody else can take it.
        plan = await acme.get("/plan")
        assert 'href="/plan/A1/reservation"' in plan.text
        booking = {
            "name": "Acme Lunettes",
            "kind": "company",
            "sector": "lunetterie",
            "commune": "39368",
            "siret": "732 829 320 00074",
            "first_name": "Alix",
            "last_name": "Acme",
            "email": "alix@acme.example",
            "people": 2,
            "tables": 1,
            "chairs": 2,
            "panels": 0,
            "power_watts": 500,
        }
        booked = await submit(acme, "/plan/A1/reservation", **booking)
        assert (booked.status_code, booked.headers["location"]) == (303, "/exposants/espace")
        assert "Acme Lunettes" in (await acme.get("/exposants/espace")).text
        refused = await submit(
            rival, "/plan/A1/reservation", **{**booking, "name": "Rival & Fils", "email": "r@rival.example"}
        )
        assert refused.status_code == 422
        assert "Rival &amp; Fils" in refused.text
        assert "A2" in refused.text

        # 2. Thérèse finds her school by name; the class has places in persons and in coaches.
        (school,) = [one for one in (await therese.get("/etablissements?q=plateau")).json() if one["uai"] == "0391035N"]
        wrong = (await therese.get("/etablissements?q=0391035M")).json()
        assert wrong == [] or all(one["uai"] == "0391035N" for one in wrong)
        slot = (await slots(edition.id))[1]
        visit = {
            "school": school["id"],
            "school_text": school["label"],
            "class_name": "3ème B",
            "pupils": 27,
            "adults": 2,
            "transport": "coach",
            "slot": slot.id,
            "photo": "no",
            "first_name": "Thérèse",
            "last_name": "Teacher",
            "email": "ce.0391035n@ac-besancon.fr",
            "phone": "06 12 34 56 78",
        }
        misspelt = await submit(therese, "/classes", **{**visit, "school": "", "school_text": "0391035M"})
        assert misspelt.status_code == 422
        assert "0391035N" in misspelt.text
        registered = await submit(therese, "/classes", **visit)
        assert (registered.status_code, registered.headers["location"]) == (303, "/classes/espace")
        (after,) = [one for one in await slots(edition.id) if one.id == slot.id]
        assert (after.taken_persons, after.taken_coaches) == (29, 1)

        # 3. Ada gives a postal code and chooses the commune by an old name.
        (morez,) = (await ada.get("/communes?q=Morez")).json()[:1]
        assert (morez["insee_code"], morez["name"]) == ("39368", "Hauts de Bienne")
        visitor = {
            "first_name": "Ada",
            "last_name": "Lovelace",
            "email": "ada@visiteuse.example",
            "commune": morez["insee_code"],
            "commune_text": morez["label"],
            "status": "lyceen",
            "companions": 1,
            "children": 0,
        }
        assert (await submit(ada, "/visiteurs", **visitor)).headers["location"] == "/visiteurs/espace"

        # Each has a letter with the badge and a calendar entry.
        await postbox.wait(lambda box: len(box.letters) == 3)
        (to_acme,) = postbox.to("alix@acme.example")
        (to_therese,) = postbox.to("ce.0391035n@ac-besancon.fr")
        (to_ada,) = postbox.to("ada@visiteuse.example")
        assert "Acme Lunettes" in _pages(to_acme)
        assert "Plateau" in _pages(to_therese)
        assert "Ada" in _pages(to_ada)
        assert [(e["SEQUENCE"], str(e["STATUS"])) for e in map(_event, (to_acme, to_therese, to_ada))] == [
            (0, "TENTATIVE"),
            (0, "CONFIRMED"),
            (0, "CONFIRMED"),
        ]
        assert str(to_therese["Subject"]).replace("\u00a0", " ") == (
            "Votre visite du vendredi 27 novembre 2026 : 3ᵉ B, arrivée à 9 h 15"
        )
        assert _event(to_therese)["DTSTART"].dt == slot.starts_at
        assert len({str(e["UID"]) for e in map(_event, (to_acme, to_therese, to_ada))}) == 3
        codes = {}
        for name, letter in (("therese", to_therese), ("ada", to_ada)):
            found = re.search(r"code[^\n]*: *([A-Z0-9]{2}(?:-[A-Z0-9]+)+)", _text(letter))
            assert found, _text(letter)
            codes[name] = read_code(found[1])
            assert codes[name]
        # The link of a letter opens one's own space on another device, and only that.
        elsewhere = another_client()
        opened = await elsewhere.get(_link(to_therese))
        assert (opened.status_code, opened.headers["location"]) == (303, "/classes/espace")
        assert (
            "3ᵉ B" in (await elsewhere.get("/classes/espace")).text
            or "3ème B" in (await elsewhere.get("/classes/espace")).text
        )
        assert (await elsewhere.get("/exposants/espace")).status_code == 403

    with _the_clock_says(ON_THE_DAY):
        # 4. Dora enrols her phone and scans: the class, its counted heads, Ada twice, an unknown code.
        await _sign_in(dora, await builders.sign_in_address(**builders.DORA))
        gate = edition.gates[0]
        enrolled = await submit(dora, "/porte/inscription", gate=gate.id, name="Porte A – téléphone 1")
        assert enrolled.status_code == 303, enrolled.text
        assert (await dora.get("/porte")).status_code == 200
        token = (await csrf(dora))["_csrf_token"]

        async def passage(**said: object) -> dict[str, object]:
            entry = {"id": str(uuid.uuid4()), "direction": "in", "device_at": clock.now().isoformat(), **said}
            sent = {"sent_at": clock.now().isoformat(), "queued": 1, "entries": [entry]}
            answered = await dora.post("/porte/api/passages", json=sent, headers={"x-csrftoken": token})
            assert answered.status_code in {200, 201}, answered.text
            told = answered.json()
            (answer,) = told["answers"]
            again = await dora.post("/porte/api/passages", json=sent, headers={"x-csrftoken": token})
            assert again.json()["answers"] == [answer]  # a repeated id gets the stored answer
            return {**answer, "entry": entry["id"], "present": told["occupancy"]["present"]}

        klass = await passage(kind="scan", code=codes["therese"])
        assert (klass["verdict"], klass["pupils"], klass["adults"]) == ("class", 27, 2)
        counted = await passage(kind="count", code=codes["therese"], target=klass["entry"], pupils=26, adults=2)
        assert (counted["verdict"], counted["present"]) == ("counted", 28)
        welcome = await passage(kind="scan", code=codes["ada"])
        assert (welcome["verdict"], welcome["tone"], welcome["present"]) == ("welcome", "good", 30)
        again = await passage(kind="scan", code=codes["ada"])
        assert (again["verdict"], again["present"]) == ("again", 30)
        assert "A" in str(again["first"])
        assert (await passage(kind="scan", code="HJ26-NOT-OURS"))["verdict"] in {"foreign", "unknown"}
        walked = await passage(kind="walk_in", status="parent", insee_code="39478", adults=1)
        assert (walked["verdict"], walked["present"]) == ("noted", 31)

        # 5. Odile signs in and reads.
        landed = await _sign_in(odile, await builders.sign_in_address())
        assert landed.headers["location"] == "/admin"
        assert "31" in (await odile.get("/admin")).text
        for path, words in {
            "/admin/exposants": "Acme Lunettes",
            "/admin/classes": "Collège du Plateau",
            "/admin/visiteurs": "Lovelace",
            "/admin/letters": "ce.0391035n@ac-besancon.fr",
            "/admin/journal": "Thérèse",
            "/admin/frequentation": "Hauts de Bienne",
            "/admin/porte": "Porte A – téléphone 1",
        }.items():
            answered = await odile.get(path)
            assert answered.status_code == 200, path
            assert words in answered.text, path
        figures = (await odile.get("/admin/frequentation")).text
        assert "Haut-Jura Arcade" in figures
        assert "Collège du Plateau" in figures

        # 6. Charlie gets nowhere.
        badge = (await fetch("SELECT id FROM badge WHERE kind = 'class'"))[0]["id"]
        for path in (
            "/admin",
            "/admin/visiteurs",
            "/admin/letters",
            "/exposants/espace",
            "/classes/espace",
            "/visiteurs/espace",
            f"/badge/{badge}",
            f"/badge/{badge}.pdf",
            "/porte/api/liste",
            "/porte/api/affluence",
            "/api/attendance",
        ):
            answered = await charlie.get(path)
            assert answered.status_code in {401, 403, 404}, (path, answered.status_code)
            assert "Lovelace" not in answered.text
        assert (await charlie.get("/lien/" + "A" * 32)).status_code == 404
        assert (await ada.get(f"/badge/{badge}")).status_code == 403
        assert (await therese.get("/admin")).status_code == 403
        forged = await charlie.post("/visiteurs", data=visitor)
        assert forged.status_code == 403

    # A cancellation follows everywhere: the place goes back, the entry is withdrawn, the badge says so at the door.
    with _the_clock_says(ON_THE_DAY + timedelta(minutes=1)):
        assert (await ada.get(_link(to_ada))).status_code == 303  # her session of the first day is long over
        assert (await submit(ada, "/visiteurs/espace/annulation")).status_code == 303
        await postbox.wait(lambda box: len(box.to("ada@visiteuse.example")) == 2)
        gone = _event(postbox.to("ada@visiteuse.example")[1])
        assert (str(gone["UID"]), gone["SEQUENCE"], str(gone["STATUS"])) == (str(_event(to_ada)["UID"]), 1, "CANCELLED")
        assert (await passage(kind="scan", code=codes["ada"]))["verdict"] in {"cancelled", "again"}
