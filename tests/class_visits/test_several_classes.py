"""Several classes on one page, read over before they leave; the form works without a script."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries, service
from forum.class_visits.forms import MOST_CLASSES, RegistrationForm
from forum.editions.queries import slots
from forum.editions.service import SlotFull
from forum.editions.values import EditionValue
from forum.territory.sectors import SECTORS
from tests import builders
from tests.kit.fair import OPENING
from tests.kit.typed import THERESE
from tests.kit.web import faults, submit


@pytest.fixture
async def said(app: Litestar, edition: EditionValue) -> dict[str, str]:
    """Thérèse's form with two classes, on the first slot and on the second."""
    first, second, _ = [str(one.id) for one in await slots(edition.id)]
    other = {"class_name": "3e C", "pupils": "25", "adults": "2", "transport": "coach", "photo": "no", "slot": second}
    return {**THERESE, "slot": first, **{f"c2_{name}": value for name, value in other.items()}}


async def registered(edition: EditionValue) -> list[tuple[str, int]]:
    return [(one.class_name, one.heads) for one in await queries.all_visits(edition.id, state="")]


async def test_two_classes_go_in_one_page(
    edition: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    answer = await submit(client, "/classes", **said, faire="envoyer")
    assert (answer.status_code, answer.headers["location"]) == (303, "/classes/espace")
    assert await registered(edition) == [("3ème B", 29), ("3e C", 27)]
    assert "2 classes sont enregistrées" in (await client.get("/classes/espace")).text


async def test_one_more_is_copied_from_the_last_but_for_its_name_and_numbers(
    edition: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    page = await submit(client, "/classes", **said, sectors=["bois", "sante"], c2_sectors=["bois"], faire="ajouter")
    assert page.status_code == 200
    text = " ".join(page.text.split())
    assert 'name="c3_class_name" type="text" value=""' in text
    assert re.search(r'name="c3_pupils"[^>]* value=""', text)
    assert re.search(r'name="c3_adults"[^>]* value="2"', text)
    assert re.search(r'name="c3_sectors" value="bois" checked', text)
    assert not re.search(r'name="c3_sectors" value="sante" checked', text)
    assert f'<option value="{said["c2_slot"]}" selected>' in text
    assert 'value="d&#39;Étioles"' in text  # nothing else is lost
    assert await registered(edition) == []


async def test_one_less_moves_the_others_up(
    edition: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    third = {"c3_class_name": "3e D", "c3_pupils": "20"}
    page = await submit(client, "/classes", **said, **third, faire="retirer-2")
    text = " ".join(page.text.split())
    assert 'name="c2_class_name" type="text" value="3e D"' in text
    assert ('name="c3_class_name"' in text, "3e C" in text) == (False, False)


async def test_all_of_them_or_none_and_the_fault_stands_at_its_class(
    edition: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    second = (await slots(edition.id))[1]
    await builders.a_class(edition, class_name="3e Z", pupils=50, slot=second.id)
    answer = await submit(client, "/classes", **said, faire="envoyer")
    assert (answer.status_code, faults(answer)) == (422, {"c2_slot"})
    assert 'name="c2_wait" value="any"' in answer.text
    assert await registered(edition) == [("3e Z", 52)]
    waits = await submit(client, "/classes", **said, c2_wait="slot", faire="envoyer")
    assert waits.status_code == 303
    states = {one.class_name: one.state for one in await queries.all_visits(edition.id, state="")}
    assert states == {"3ème B": "expected", "3e Z": "expected", "3e C": "waiting"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"c2_class_name": "3e b"}, {"c2_class_name"}),
        ({"c2_class_name": ""}, {"c2_class_name", "c2_grade_level"}),
        ({"c2_pupils": "90"}, {"c2_pupils"}),
        ({"c2_slot": ""}, {"c2_slot"}),
        ({"leaves": "08:00"}, {"leaves"}),
        ({"leaves": "23:30"}, {"leaves"}),
        ({"leaves": "midi"}, {"leaves"}),
    ],
)
async def test_bad_input_is_said_at_its_field(
    edition: EditionValue, said: dict[str, str], client: httpx.AsyncClient, typed: dict[str, str], wrong: set[str]
) -> None:
    for act in ("relire", "envoyer"):
        answer = await submit(client, "/classes", **{**said, **typed}, faire=act)
        assert (answer.status_code, faults(answer)) == (422, wrong)
    assert await registered(edition) == []


async def test_a_class_of_the_same_go_is_noticed_by_the_verb_too(edition: EditionValue) -> None:
    said = await builders.said_of_a_class(edition, pupils=5)
    with pytest.raises(service.ClassAlreadyThere) as refused:
        await service.register_several(edition, [said, said], builders.THERESE)
    assert refused.value.number == 1
    big = await builders.said_of_a_class(edition, class_name="3e C", pupils=58)
    with pytest.raises(SlotFull):
        await service.register_several(edition, [said, big], builders.THERESE)
    assert await registered(edition) == []


def test_the_page_stops_at_a_number_of_classes() -> None:
    form = RegistrationForm({"class_name": "3e A"})
    for _ in range(MOST_CLASSES + 3):
        form.add_class()
    assert len(form.prefixes) == MOST_CLASSES
    assert "form" in form.faults


async def test_it_is_read_over_before_it_leaves(
    edition: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    asked = {**said, "pupils": "40", "leaves": "11:30", "lunch": "yes"}
    page = await submit(client, "/classes", **asked, sectors=["bois", "sante"], faire="relire")
    assert page.status_code == 200
    text = page.text.replace("\u00a0", " ").replace("\u202f", " ")
    for word in (
        "Collège du Plateau",
        "3ᵉ B",
        "3ᵉ C",
        "40 élèves, 2 accompagnateurs",
        "11 h 30",
        "Santé",
        "06 12 34 56 78",
    ):
        assert word in text, word
    assert "nous conseillons 3 accompagnateurs" in text
    assert await registered(edition) == []
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    again = {name: [value for other, value in hidden if other == name] for name, _ in hidden if name != "_csrf_token"}
    back = await submit(client, "/classes", **again, faire="corriger")
    assert (back.status_code, 'value="3ème B"' in back.text) == (200, True)
    assert (await submit(client, "/classes", **again, faire="envoyer")).status_code == 303
    mine = await queries.all_visits(edition.id)
    assert [one.sectors for one in mine] == ["bois,sante", ""]
    assert [one.leaves_at for one in mine] == [OPENING + timedelta(hours=2, minutes=30), None]


async def test_the_button_says_how_many_of_them_will_wait(
    edition: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    """Each class has its places on that slot, both together have not."""
    asked = {**said, "c2_slot": said["slot"], "c2_pupils": "40", "c2_wait": "slot"}
    page = " ".join((await submit(client, "/classes", **asked, faire="relire")).text.split())
    assert "Inscrire les 2 classes, dont 1 sur la liste d’attente" in page
    assert page.count("(complet : liste d’attente)") == 1
    await submit(client, "/classes", **asked, faire="envoyer")
    assert [one.class_name for one in await queries.all_visits(edition.id, state="waiting")] == ["3e C"]


async def test_departure_and_sectors_can_be_changed_later(
    edition: EditionValue, said: dict[str, str], client: httpx.AsyncClient
) -> None:
    one = {name: value for name, value in said.items() if not name.startswith("c2_")}
    await submit(client, "/classes", **one, leaves="11:30", sectors=["bois"])
    (mine,) = await queries.all_visits(edition.id)
    page = (await client.get(f"/classes/espace/{mine.id}")).text
    assert '<option value="11:30" selected>' in page
    assert re.search(r'name="sectors" value="bois" checked', page)
    await submit(client, f"/classes/espace/{mine.id}", **one, leaves="12:00", sectors=["sante"])
    (mine,) = await queries.all_visits(edition.id)
    assert (mine.leaves_at, mine.sectors) == (OPENING + timedelta(hours=3), "sante")


def test_the_common_case_is_under_twelve_fields() -> None:
    """Fields that must be filled: those that are folded away are optional."""
    form = RegistrationForm({})
    form.read_all([], {}, SECTORS)
    form.read_referent()
    wrong = set(form.faults) - {"grade_level"}
    assert wrong == {
        "school",
        "class_name",
        "pupils",
        "adults",
        "transport",
        "slot",
        "first_name",
        "last_name",
        "email",
        "phone",
    }
