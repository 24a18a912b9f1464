"""Lists of the back office: as many questions for three rows as for one, and no address that breaks them."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar
from playwright.async_api import Page

from forum.class_visits.queries import visit
from forum.editions.values import EditionValue
from forum.people import service, sessions
from forum.people.who import SYSTEM
from forum.stands import service as stands
from forum.stands.queries import booking_of
from tests import builders
from tests.admin.office import open_session, sign_in
from tests.kit.counting import questions

LISTS = ("/admin/exposants", "/admin/classes", "/admin/visiteurs")
PUBLIC = ("/", "/plan", "/exposants", "/classes", "/visiteurs", "/exposer")
OFFICE = (
    "/admin",
    *LISTS,
    "/admin/classes/ensemble",
    "/admin/stands",
    "/admin/badges",
    "/admin/letters",
    "/admin/journal",
    "/admin/equipe",
    "/admin/edition",
)
EXPORTS = (
    "/admin/exposants/export.csv",
    "/admin/stands/export.csv",
    "/admin/classes/export.csv",
    "/admin/visiteurs/export.csv",
)


async def one_more(edition: EditionValue, n: int) -> None:
    """Another of each."""
    await builders.an_exhibitor(edition, f"A{n}", name=f"Acme {n}", email=f"acme{n}@exemple.fr")
    await builders.a_class(edition, class_name=f"3e {n}", pupils=10, transport="foot")
    await builders.a_visitor(edition, last_name=f"Lovelace {n}")


@pytest.fixture(autouse=True)
def patient_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The current edition is remembered for two seconds: on a slow machine that would be counted now and then."""
    monkeypatch.setattr("forum.editions.queries._KEPT_FOR", 1e9)


@pytest.fixture
async def odile(app: Litestar, client: httpx.AsyncClient) -> httpx.AsyncClient:
    await sign_in(client)
    return client


async def cost(client: httpx.AsyncClient, path: str) -> int:
    """How many questions a page asks the database, the second time it is looked at."""
    await client.get(path)
    with questions() as asked:
        assert (await client.get(path)).status_code == 200, path
    return len(asked)


async def test_a_page_asks_as_much_for_three_rows_as_for_one(odile: httpx.AsyncClient) -> None:
    edition = await builders.a_fair(slots=2, persons=60)
    await one_more(edition, 1)
    pages = (*PUBLIC, *OFFICE, *EXPORTS)
    small = {path: await cost(odile, path) for path in pages}
    await one_more(edition, 2)
    await one_more(edition, 3)
    assert {path: await cost(odile, path) for path in pages} == small
    assert all(count <= 25 for count in small.values()), small


async def test_a_space_asks_as_much_for_three_as_for_one(
    app: Litestar, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    edition = await builders.a_fair(persons=60)
    acme = await builders.an_exhibitor(edition, people=4)
    first = await builders.a_class(edition, pupils=10, transport="foot")
    referent = (await visit(edition.id, first)).referent
    spaces = {"exhibitor": (acme, "/exposants/espace"), "teacher": (referent, "/classes/espace")}
    clients = {}
    for kind, (subject, _) in spaces.items():
        clients[kind] = another_client()
        clients[kind].cookies.set(sessions.cookie_name(), await service.open_session(kind, subject, edition.id))
    small = {kind: await cost(clients[kind], path) for kind, (_, path) in spaces.items()}
    booking = await booking_of(edition.id, acme)
    for n in (2, 3):
        await stands.add_person(edition, booking.id, f"N{n}", "Nouveau", SYSTEM)
        await builders.a_class(edition, class_name=f"3e {n}", pupils=5, transport="foot")
    assert {kind: await cost(clients[kind], path) for kind, (_, path) in spaces.items()} == small


ODD = (
    "page=-1",
    "page=0",
    "page=" + "9" * 30,
    "page=²",
    "page=٣",
    "page=1e9",
    "page=99999",
    "page=",
    "sort=%27;drop",
    "sort=name,id",
    "sort=%00",
    "direction=zzz",
    "direction=desc",
    "etat=%00",
    "etat=" + "x" * 5000,
    "etat=all",
    "q=%00",
    "q=%25%25__",
    "q=%27%20OR%201=1--",
    "q=" + "a%20" * 500,
    "q=%F0%9F%99%82",
    "q=%ED%A0%80",
    "q=%ff%fe",
    "q=a&q=b&page=1&page=2",
    "q[]=a",
    "&&&===",
    "q=\\",
    "q={}",
)


@pytest.mark.parametrize("path", LISTS)
async def test_an_odd_address_is_read_as_the_default(odile: httpx.AsyncClient, path: str) -> None:
    edition = await builders.a_fair()
    await one_more(edition, 1)
    answers = {odd: (await odile.get(f"{path}?{odd}")).status_code for odd in ODD}
    assert {odd: status for odd, status in answers.items() if status not in (200, 400)} == {}
    files = {odd: (await odile.get(f"{path}/export.csv?{odd}")).status_code for odd in ODD}
    assert {odd: status for odd, status in files.items() if status not in (200, 400)} == {}


async def test_a_search_finds_without_accents_and_a_sort_turns_round(odile: httpx.AsyncClient) -> None:
    edition = await builders.a_fair()
    for name in ("Étioles", "Zola", "Aragon"):
        await builders.a_visitor(
            edition, first_name="Ğülşen", last_name=name, email=f"{name[0]}@exemple.fr".lower().replace("é", "e")
        )

    def order(page: str) -> list[str]:
        return sorted(("Étioles", "Zola", "Aragon"), key=page.index)

    assert order((await odile.get("/admin/visiteurs?sort=name&direction=asc")).text) == ["Aragon", "Étioles", "Zola"]
    assert order((await odile.get("/admin/visiteurs?sort=name&direction=desc")).text) == ["Zola", "Étioles", "Aragon"]
    found = (await odile.get("/admin/visiteurs?q=gulsen+etioles")).text
    assert "Étioles" in found
    assert "Zola" not in found
    assert "1 inscription." in found


async def test_pages_hold_fifty_lines_and_keep_what_was_asked(odile: httpx.AsyncClient) -> None:
    edition = await builders.a_fair()
    for n in range(53):
        await builders.a_visitor(edition, last_name=f"Lovelace {n:02}")
    first = (await odile.get("/admin/visiteurs?q=ada&sort=name")).text
    assert first.count('<th scope="row">') == 50
    assert "53 inscriptions." in first
    assert "q=ada&amp;sort=name&amp;direction=asc&amp;page=2" in first
    second = (await odile.get("/admin/visiteurs?q=ada&sort=name&page=2")).text
    assert second.count('<th scope="row">') == 3
    assert "Lovelace 52" in second


@pytest.mark.browser
async def test_on_a_phone_the_headings_begin_where_the_lines_do(live: str, phone: Page) -> None:
    await builders.an_exhibitor(await builders.a_fair())
    await phone.context.add_cookies([{"name": sessions.cookie_name(), "value": await open_session(), "url": live}])
    await phone.goto("/admin/exposants")
    lefts = "(links) => links.map((link) => Math.round(link.getBoundingClientRect().left))"
    headings = await phone.locator("thead a").evaluate_all(lefts)
    (line,) = await phone.locator("tbody th a").evaluate_all(lefts)
    assert headings[0] == line
