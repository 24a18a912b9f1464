"""Odile sets her edition up in the back office, looks at it on any day, and puts it online."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.editions import queries, service
from forum.editions.values import EditionValue
from forum.stands import queries as stands
from forum.stands import service as stand_verbs
from tests import builders
from tests.admin.office import sign_in
from tests.kit.fair import ODILE
from tests.kit.web import save, submit

HOME = "/admin/edition"
IN_A_YEAR = clock.local(clock.now()).date() + timedelta(days=400)
NEW = {
    "name": "Forum du Haut-Jura",
    "place": "Palais des sports",
    "city": "Saint-Claude",
    "date": f"{IN_A_YEAR:%d/%m/%Y}",
    "opens": "9 h 30",
    "closes": "17h",
    "hall_name": "Grande salle",
    "width": "40,5",
    "depth": "25",
    "limit": "800",
}
IDENTITY = {
    "name": "Forum du Haut-Jura",
    "tagline": "Cent métiers",
    "place": "Palais des sports",
    "address": "1 rue du Stade",
    "postal_code": "39200",
    "city": "Saint-Claude",
    "latitude": "46,3869",
    "longitude": "5.8636",
    "access": "Les cars déposent devant.",
    "contact_email": "forum@exemple.fr",
    "contact_phone": "03 84 00 00 00",
    "emergency_phone": "112",
}
LEGAL = {
    "controller_name": "CC Haut-Jura Saint-Claude",
    "controller_address": "39200 Saint-Claude",
    "dpo_email": "dpo@exemple.fr",
    "publication_director": "La présidente",
    "host": "Le syndicat informatique, 39000 Lons",
}


async def test_from_nothing_to_online(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    assert (await client.get("/admin/exposants")).headers["location"] == f"{HOME}/nouvelle"
    refused = await submit(client, f"{HOME}/nouvelle", **{**NEW, "date": "32/11/2026", "limit": "beaucoup"})
    assert refused.status_code == 422
    assert "Une date s’écrit" in refused.text
    assert 'value="Palais des sports"' in refused.text
    assert (await submit(client, f"{HOME}/nouvelle", **NEW)).headers["location"] == HOME
    told = (await client.get(HOME)).text
    assert "En préparation" in told
    assert "avant de publier" in told
    assert (await client.get("/")).status_code == 404
    await submit(client, f"{HOME}/publication")
    assert (await client.get("/")).status_code == 404
    assert (await save(client, f"{HOME}/identite", **IDENTITY)).status_code == 303
    assert (await save(client, f"{HOME}/mentions", **LEGAL)).status_code == 303
    (edition,) = await queries.editions()
    value = await queries.edition(edition.id)
    slots = {"day": value.first_day.id, "gate": value.gates[0].id, "first": "9:30", "last": "11:00"}
    laid = await submit(client, f"{HOME}/creneaux", **slots, minutes=15, persons=150, coaches=3)
    assert laid.status_code == 303
    assert len(await queries.slots(edition.id)) == 7
    assert "Aucune" not in (await client.get("/admin/stands")).text
    await submit(client, f"{HOME}/publication")
    queries.forget()
    front = await client.get("/")
    assert (front.status_code, "Cent métiers" in front.text) == (200, True)
    journal = (await client.get("/admin/journal")).text
    assert "Édition publiée" in journal
    assert "Phrase d’accroche" in journal


@pytest.fixture
async def fair(client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    return await builders.a_fair()


async def test_every_step_is_a_page_and_keeps_what_was_typed(fair: EditionValue, client: httpx.AsyncClient) -> None:
    pages = [
        "identite",
        "mentions",
        "dates",
        "jours",
        f"jours/{fair.first_day.id}",
        "salles",
        f"salles/{fair.halls[0].id}",
        f"portes/{fair.gates[0].id}",
        "creneaux",
        f"creneaux/{(await queries.slots(fair.id))[0].id}",
    ]
    for name in pages:
        assert (await client.get(f"{HOME}/{name}")).status_code == 200, name
        answer = await submit(client, f"{HOME}/{'portes' if 'portes' in name else name}", name="", code="É" * 9)
        assert answer.status_code in {303, 422}, name
    for name in ("nulle-part", "jours/999", "salles/999", "portes/999", "creneaux/999"):
        assert (await client.get(f"{HOME}/{name}")).status_code == 404, name


async def test_dates_are_kept_on_the_wall_clock(fair: EditionValue, client: httpx.AsyncClient) -> None:
    typed = {"stands_open_at_day": "2026-07-01", "stands_open_at_hour": "8h", "stands_close_at_day": "01/10/2026"}
    assert (await save(client, f"{HOME}/dates", **typed)).status_code == 303
    text = (await client.get(f"{HOME}/dates")).text
    assert 'value="08:00"' in text
    assert 'value="23:59"' in text
    wrong = {**typed, "stands_close_at_day": "2026-06-30"}
    refused = await save(client, f"{HOME}/dates", **wrong)
    assert "La clôture vient après" in refused.text


async def test_the_site_is_seen_as_on_another_day_and_nothing_is_sent_from_there(
    fair: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    dates = {"visitors_open_at_day": "2026-11-01", "visitors_close_at_day": "2026-11-20"}
    await save(client, f"{HOME}/dates", **dates)
    queries.forget()
    await client.get("/")  # the word about the dates is read
    before = (await client.get("/visiteurs")).text
    for day, open_then in (("2026-10-15", False), ("2026-11-10", True), ("2026-11-25", False)):
        begun = await submit(client, f"{HOME}/apercu", date=day, hour="09:00")
        assert begun.headers["location"] == "/"
        front = (await client.get("/")).text
        assert "Aperçu du site au" in front
        assert ('name="first_name"' in (await client.get("/visiteurs")).text) is open_then
    assert (await submit(client, "/visiteurs", first_name="Ada")).status_code == 403
    assert "Aperçu" not in (await client.get("/admin/edition")).text.partition("<main")[0]
    charlie = another_client()
    charlie.cookies.set("forum_preview", client.cookies["forum_preview"])
    assert "Aperçu du site" not in (await charlie.get("/")).text
    await submit(client, f"{HOME}/apercu/fin")
    await client.get("/")
    assert (await client.get("/visiteurs")).text == before


async def test_a_forged_preview_stops_no_clock(fair: EditionValue, client: httpx.AsyncClient) -> None:
    for forged in ("x", "x.1.1", f"{'0' * 32}.{fair.id}.1793433600", "é" * 40):
        answer = await client.get("/", headers=[(b"Cookie", b"forum_preview=" + forged.encode())])
        assert answer.status_code == 200
        assert "Aperçu du site" not in answer.text


async def test_organizers_work_on_one_edition_while_the_public_sees_another(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    await submit(client, f"{HOME}/nouvelle", **NEW)
    assert "Forum du Haut-Jura" in (await client.get("/admin")).text
    assert fair.name in (await client.get("/")).text
    assert (await submit(client, f"{HOME}/choix/{fair.id}")).status_code == 303
    assert fair.name in (await client.get("/admin/edition")).text
    assert (await submit(client, f"{HOME}/choix/999")).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "territory_lead", "door_supervisor"])
async def test_only_organizers_set(fair: EditionValue, client: httpx.AsyncClient, role: str) -> None:
    client.cookies.clear()
    await sign_in(client, role, "Charlie")
    expected = 403 if role == "door_supervisor" else 200
    assert (await client.get(HOME)).status_code == expected
    for path in (
        "identite",
        "jours",
        "salles",
        "portes",
        "creneaux",
        "publication",
        "nouvelle",
        "archive",
        "suivante/copie",
        "suivante/anciens",
    ):
        assert (await submit(client, f"{HOME}/{path}")).status_code == 403, path


async def test_next_year_is_copied_and_last_years_exhibitors_asked_back(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    with builders.in_time(fair):
        await builders.an_exhibitor(fair)
    assert "Ce qui est repris" in (await client.get(f"{HOME}/suivante/copie")).text
    refused = await submit(client, f"{HOME}/suivante/copie", date="2020-11-27")
    assert refused.status_code == 422
    assert 'value="2020-11-27"' in refused.text
    assert (await client.get(f"{HOME}/suivante/anciens")).status_code == 404  # this one was copied from none
    made = await submit(client, f"{HOME}/suivante/copie", date=f"{IN_A_YEAR:%Y-%m-%d}")
    assert made.status_code == 303
    former = await client.get(f"{HOME}/suivante/anciens")
    assert "Acme Lunettes" in former.text
    assert "Pas encore" in former.text
    assert (await submit(client, f"{HOME}/suivante/anciens")).status_code == 422
    (line, *_) = (one for one in await queries.editions() if one.name == fair.name)
    await service.publish(line.id)
    chosen = former.text.partition('name="exhibitor" value="')[2].partition('"')[0]
    asked = await submit(client, f"{HOME}/suivante/anciens", exhibitor=chosen)
    assert asked.status_code == 303
    invited = (await client.get(f"{HOME}/suivante/anciens")).text
    assert ("Invité</span>" in invited, "Déjà là" in invited) == (True, False)
    (drafted,) = await stands.all_bookings(line.id)
    await stand_verbs.give(await queries.edition(line.id), drafted.id, "A1", ODILE)
    assert "Déjà là</span>" in (await client.get(f"{HOME}/suivante/anciens")).text


async def test_a_limit_below_whom_it_must_hold_says_who_is_over(app: Litestar, client: httpx.AsyncClient) -> None:
    fair = await builders.a_fair(persons=200, coaches=9)
    hall = fair.halls[0]
    for name in ("3e A", "3e B", "3e C"):
        await builders.a_class(fair, class_name=name)
    await builders.an_exhibitor(fair)
    await sign_in(client)
    hers = {"name": hall.name, "width": hall.width_cm / 100, "depth": hall.depth_cm / 100}
    path = f"/admin/edition/salles/{hall.id}"
    assert (await save(client, path, **hers, limit=89)).status_code == 303
    assert "de plus que la limite" not in (await client.get(f"{HOME}/salles")).text
    await save(client, path, **hers, limit=60)
    told = (await client.get(f"{HOME}/salles")).text.replace("\u00a0", " ")
    assert "89 personnes sont attendues ensemble (classes et exposants), 29 de plus que la limite" in told
    assert told.partition("Dernières inscrites : ")[2].partition(".")[0].endswith(" de Collège du Plateau (29)")
