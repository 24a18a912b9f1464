"""The journal in the back office: searched, filtered, read page by page, taken away; and the day's curve."""

from __future__ import annotations

import httpx
import pytest

from admin.door.passages import SORTS as NAMED
from forum import clock
from forum.badges.codes import show_code
from forum.door import queries
from forum.door import service as door
from forum.door.queries import SORTS, Curve, Sought, Step
from forum.door.queries import sought as module
from tests.admin.office import sign_in
from tests.door.stage import ODILE, TEN, Stage, entry, minutes, send
from tests.door.test_questions import asked
from tests.door.test_supervise import post


async def a_morning(stage: Stage) -> dict[str, str]:
    """Ada comes twice, a class is counted, somebody clicks and it is erased, Odile corrects; the code of Ada's badge."""
    dora, bob = await stage.phone("Dora quai"), await stage.phone("Robert", gate=stage.gate_b)
    ada, b3 = await stage.visitor(), await stage.class_pass()
    click = entry("click", adults=1, device_at=TEN + minutes(3))
    await send(dora, entry(code=ada.code), entry("count", b3.code, pupils=27, adults=2), at=TEN + minutes(1))
    await send(bob, entry(code=ada.code, device_at=TEN + minutes(2)), click, at=TEN + minutes(3))
    await send(bob, entry("undo", target=click.id, device_at=TEN + minutes(4), offline=True), at=TEN + minutes(4))
    with clock.at(TEN + minutes(5)):
        await door.correct(stage.edition, stage.hall, 5, "Entrés par le quai", ODILE)
    return {"code": ada.code}


async def found(stage: Stage, **sought: object) -> list[str]:
    return [line.kind for line in (await queries.passages(stage.edition, Sought(**sought))).lines]  # type: ignore[arg-type]


async def test_passages_are_found_by_words_gate_and_sort(stage: Stage) -> None:
    code = (await a_morning(stage))["code"]
    everything = ["correction", "undo", "click", "scan", "count", "scan"]
    assert await found(stage) == everything
    assert await found(stage, words="plateau 3e") == ["count"]
    assert await found(stage, words="ADA") == ["scan", "scan"]
    assert await found(stage, words="ada porte b") == ["scan"]
    assert await found(stage, words=show_code(code).lower()) == ["scan", "scan"]
    assert await found(stage, words="robert") == ["undo", "click", "scan"]
    assert await found(stage, words="quai") == ["correction", "count", "scan"]
    assert await found(stage, words="personne de ce nom") == []
    assert await found(stage, gate=stage.gate_b) == ["undo", "click", "scan"]
    by_sort = {sort: await found(stage, sort=sort) for sort in SORTS}
    assert by_sort == {
        "badges": ["scan", "scan"],
        "classes": ["count"],
        "sans-badge": ["click"],
        "corrections": ["correction", "undo"],
        "refuses": [],
        "deja-passes": ["scan"],
        "hors-ligne": ["undo"],
        "effaces": ["click"],
    }
    assert set(NAMED) == {"", *SORTS}


async def test_pages_hold_everything_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE", 4)
    await a_morning(stage)
    pages = [await queries.passages(stage.edition, Sought(), number) for number in (1, 2, 9)]
    assert [(page.page, page.pages, page.total, len(page.lines)) for page in pages] == [
        (1, 2, 6, 4),
        (2, 2, 6, 2),
        (2, 2, 6, 2),
    ]
    assert len({line.id for page in pages for line in page.lines}) == 6


async def test_a_search_asks_as_much_for_many_as_for_few(stage: Stage) -> None:
    await a_morning(stage)
    one = await asked(lambda: queries.passages(stage.edition, Sought(words="ada")))
    phone, ada = await stage.phone(), await stage.visitor()
    await send(phone, *(entry(code=ada.code, device_at=TEN + minutes(n)) for n in range(9)), at=TEN + minutes(20))
    assert await asked(lambda: queries.passages(stage.edition, Sought(words="ada"))) == one <= 7


async def test_odile_searches_takes_the_file_and_erases_without_losing_her_search(
    stage: Stage, client: httpx.AsyncClient
) -> None:
    await sign_in(client)
    await a_morning(stage)
    page = await client.get("/admin/porte/passages?q=ada&porte=&etat=deja-passes")
    assert "1\u00a0passage" in page.text.replace(" ", "\u00a0")
    assert "/admin/porte/passages/export.csv?q=ada&amp;etat=deja-passes" in page.text
    file = await client.get("/admin/porte/passages/export.csv?q=ada&etat=deja-passes")
    rows = [line.split(";") for line in file.content.decode("utf-8-sig").splitlines()]
    assert [(row[3], row[8], row[-1]) for row in rows[1:]] == [("Robert", "déjà passé", "30")]
    [line] = (await queries.passages(stage.edition, Sought(words="ada", sort="deja-passes"))).lines
    erased = await post(client, f"/admin/porte/passages/{line.id}/effacement?q=ada&etat=deja-passes&page=1")
    assert (erased.status_code, erased.headers["location"]) == (
        303,
        "/admin/porte/passages?q=ada&etat=deja-passes&page=1",
    )
    for odd in ("?porte=x&etat=y&page=z", "?page=99999", "?porte=999999", "?q=%00%25", f"?q={'a' * 500}"):
        assert (await client.get(f"/admin/porte/passages{odd}")).status_code == 200, odd
    nothing = await client.get("/admin/porte/passages?q=zzz")
    assert "Aucun passage ne répond" in nothing.text


async def test_the_curve_tells_who_came_against_the_plan(stage: Stage, client: httpx.AsyncClient) -> None:
    dora = await stage.phone()
    assert await curve(stage) == Curve()
    first = await stage.class_pass(expected_at=TEN)
    await stage.class_pass(pupils=20, adults=1, expected_at=TEN + minutes(30))
    await stage.class_pass(pupils=9, adults=1, expected_at=TEN + minutes(24 * 60))
    await send(
        dora,
        entry("count", first.code, pupils=15, adults=1, device_at=TEN + minutes(2)),
        entry("count", first.code, pupils=12, adults=1, device_at=TEN + minutes(20)),
        entry("count", first.code, direction="out", pupils=27, adults=2, device_at=TEN + minutes(24)),
        at=TEN + minutes(25),
    )
    with clock.at(TEN + minutes(25)):
        assert await curve(stage) == Curve(
            (
                Step(TEN, 29, 0),
                Step(TEN + minutes(15), 29, 16),
                Step(TEN + minutes(30), 50, None),
                Step(TEN + minutes(45), 50, None),
            ),
            Step(TEN + minutes(25), 29, 29),
        )
        await sign_in(client)
        shown = await client.get("/admin/porte")
        assert "29 sur 29 attendues à 10 h 25" in shown.text.replace("\u00a0", " ")


async def curve(stage: Stage) -> Curve:
    return await queries.curve(stage.edition, (await queries.arrivals(stage.edition)).classes)
