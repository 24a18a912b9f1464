"""A list is tried, decided, written, and taken back; nothing is lost on the way, nothing is written twice."""

from __future__ import annotations

import pytest

from forum import clock
from forum.address_book import queries as book
from forum.address_book import service as book_verbs
from forum.address_book.rules import COMPANIES
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.imports import queries, service
from forum.imports.queries import ListLine
from tests.builders import a_class, a_fair, an_exhibitor, in_time, staff
from tests.imports.lists import ACME, BOIS, HEADS, csv_of, tried, worked, written, xlsx_of


@pytest.fixture
async def fair(database: str) -> EditionValue:
    return await a_fair()


def lines(found: list[book.Entry]) -> list[tuple[str, str, str]]:
    return [(one.name, one.contact, one.email) for one in found]


async def the_book(edition: EditionValue) -> list[tuple[str, str, str]]:
    return lines(await book.all_entries(edition.id, COMPANIES))


async def rows(one: ListLine) -> list[queries.RowLine]:
    return (await queries.rows_of(one)).lines


async def test_a_list_becomes_the_book_and_no_stand(fair: EditionValue) -> None:
    done = await written(fair, csv_of(HEADS, ACME, BOIS))
    assert (done.state, done.made, done.skipped) == ("finished", 2, 0)
    assert await the_book(fair) == [
        ("Lunetterie Acme", "Alix Acme", "alix@acme.example"),
        ("Tournerie du Lac", "Bruno Buis", "bruno@bois.example"),
    ]
    assert await fetch("SELECT id FROM exhibitor") == []
    assert await fetch("SELECT id FROM stand_booking") == []


async def test_trying_writes_nothing_and_tells_each_fault_beside_its_cell(fair: EditionValue) -> None:
    sent = xlsx_of(
        HEADS,
        ("Sans adresse", "", "Bois", "Morez", "A", "B", "", ""),
        ("Mauvais SIRET", 12345678901234, "Bois", "Morez", "A", "B", "a@b.example", ""),
        ("SIREN", 732829320, "Bois", "Morez", "A", "B", "c@b.example", ""),
        ("Formule", "", "Bois", "Morez", "A", "B", ("=NA()", "#N/A"), ""),
        ("", "", "Inconnue", "Morez", "A", "B", "d@b.example", "12"),
    )
    one = await tried(fair, sent)
    found = {row.line: sorted(row.faults) for row in await rows(one)}
    assert found == {2: ["email"], 3: ["siret"], 4: ["siret"], 5: ["email"], 6: ["name", "phone", "sector"]}
    assert (one.state, one.faulty, one.to_add) == ("checked", 5, 0)
    assert await the_book(fair) == []
    with pytest.raises(service.NotReady):
        await service.begin(one, await staff(name="Oscar"))


async def test_a_siret_taken_for_a_number_gets_its_zeros_back(fair: EditionValue) -> None:
    short = ("05552118460018").lstrip("0")
    await written(fair, xlsx_of(HEADS, ("Zéro", float(short), "Bois", "Morez", "A", "B", "z@b.example", 612345678.0)))
    assert await fetch("SELECT siret, phone FROM prospect") == [{"siret": "05552118460018", "phone": "0612345678"}]


async def test_a_fault_is_corrected_in_its_row(fair: EditionValue) -> None:
    one = await tried(fair, csv_of(HEADS, (*ACME[:6], "alix chez acme", "")))
    row = await queries.row(one, 2)
    assert list(row.faults) == ["email"]
    await service.correct(one, row, {"email": "alix@acme.example"})
    one = await worked(one.id)
    assert (one.faulty, one.to_add) == (0, 1)
    await service.begin(one, await staff(name="Oscar"))
    await worked(one.id)
    assert [email for *_, email in await the_book(fair)] == ["alix@acme.example"]


async def test_twins_are_found_by_siret_address_and_name(fair: EditionValue) -> None:
    await written(
        fair, csv_of(HEADS, ACME, BOIS, ("Fromagerie des Crêts", "", "fromagerie", "", "", "", "f@cretes.example", ""))
    )
    by = await staff(name="Oscar")
    one = await tried(
        fair,
        csv_of(
            HEADS,
            ("Acme SARL", ACME[1], "Bois", "", "", "", "autre@acme.example", ""),
            ("Tout autre nom", "", "Bois", "", "", "", "BRUNO@bois.example", ""),
            ("S.A.R.L. Fromagerie des Cretes", "", "Bois", "", "", "", "x@y.example", ""),
            ("La Tournerie du Lac (SAS)", "", "Bois", "", "", "", "w@y.example", ""),
            ("Vraiment nouveau", "", "Bois", "", "", "", "n@y.example", ""),
            ("VRAIMENT NOUVEAU", "", "Bois", "", "", "", "n2@y.example", ""),
        ),
        by=by,
    )
    found = [(row.line, row.twin_why, row.twin_where, row.choice) for row in await rows(one)]
    assert found == [
        (2, "siret", "book", "merge"),
        (3, "email", "book", "merge"),
        (4, "close", "book", ""),
        (5, "name", "book", ""),
        (6, "", "", ""),
        (7, "name", "file", ""),
    ]
    with pytest.raises(service.NotReady, match="3 doublons"):
        await service.begin(one, by)


async def test_completing_fills_what_was_empty_and_keeps_the_rest(fair: EditionValue) -> None:
    await written(fair, csv_of(HEADS, ("Tournerie du Lac", "", "Bois", "", "", "Buis", "bruno@bois.example", "")))
    done = await written(
        fair,
        csv_of(HEADS, ("Autre nom", "", "Bois", "Morez", "Bruno", "Autre", "bruno@bois.example", "0384000000")),
        by=await staff(name="Oscar"),
    )
    assert (done.merged, done.made) == (1, 0)
    row = (await fetch("SELECT name, first_name, last_name, phone FROM prospect"))[0]
    assert row == {"name": "Tournerie du Lac", "first_name": "Bruno", "last_name": "Buis", "phone": "0384000000"}


async def test_two_people_of_one_organisation_both_stay(fair: EditionValue) -> None:
    zoe = ("ACME Lunetterie", ACME[1], "Bois", "", "Zoé", "Acme", "zoe@acme.example", "")
    await written(fair, csv_of(HEADS, ACME, zoe))
    assert len(await the_book(fair)) == 1
    with in_time(fair):
        await book_verbs.ask_found(fair, COMPANIES, "", await staff(name="Oscar"))
        await book_verbs.write_batch(fair.id, COMPANIES)
    contacts = await fetch("SELECT email FROM exhibitor_contact ORDER BY rank")
    assert [row["email"] for row in contacts] == ["alix@acme.example", "zoe@acme.example"]


async def test_an_exhibitor_who_is_there_is_completed_and_gets_another_contact(fair: EditionValue) -> None:
    await an_exhibitor(fair, siret=ACME[1])
    done = await written(fair, csv_of(HEADS, ("Acme", ACME[1], "Bois", "", "Zoé", "Acme", "zoe@acme.example", "")))
    assert (done.made, done.merged) == (0, 1)
    assert await the_book(fair) == []
    assert len(await fetch("SELECT id FROM exhibitor_contact")) == 2


async def test_the_same_list_twice_changes_nothing(fair: EditionValue) -> None:
    by = await staff()
    await written(fair, csv_of(HEADS, ACME, BOIS), by=by)
    before = await fetch("SELECT * FROM prospect ORDER BY id")
    again = await written(fair, csv_of(HEADS, ACME, BOIS), by=by)
    assert (again.made, again.merged, again.same) == (0, 0, 2)
    assert await fetch("SELECT * FROM prospect ORDER BY id") == before


async def test_whoever_dies_half_way_is_taken_up_again(fair: EditionValue) -> None:
    by = await staff()
    one = await tried(
        fair,
        csv_of(HEADS, *[("Nom " + "abcdefgh"[n] * 5, "", "Bois", "", "", "", f"{n}@x.example", "") for n in range(8)]),
        by=by,
    )
    await service.begin(one, by)
    assert await service.write_batch(one.id, most=3) == 3
    assert (await queries.list_line(one.id)).settled == 3
    done = await worked(one.id)
    assert (done.made, len(await the_book(fair))) == (8, 8)


async def test_a_list_is_taken_back_whole(fair: EditionValue) -> None:
    by = await staff()
    await written(fair, csv_of(HEADS, ("Tournerie du Lac", "", "Bois", "", "", "", "bruno@bois.example", "")), by=by)
    before = await fetch("SELECT * FROM prospect ORDER BY id")
    zoe = ("ACME Lunetterie", ACME[1], "Bois", "", "Zoé", "Acme", "zoe@acme.example", "")
    done = await written(fair, csv_of(HEADS, BOIS, ACME, zoe), by=by)
    assert (done.made, done.merged) == (1, 2)
    await service.take_back(done, by)
    back = await worked(done.id)
    assert (back.state, back.kept) == ("undone", 0)
    assert await fetch("SELECT * FROM prospect ORDER BY id") == before
    with pytest.raises(service.NotNow):
        await service.take_back(back, by)


async def test_what_was_invited_since_stays(fair: EditionValue) -> None:
    by = await staff()
    done = await written(fair, csv_of(HEADS, ACME, BOIS), by=by)
    invited = next(one.id for one in await book.all_entries(fair.id, COMPANIES) if one.name == BOIS[0])
    with in_time(fair):
        await book_verbs.ask(fair, COMPANIES, [invited], by)
        await book_verbs.write_batch(fair.id, COMPANIES)
    await service.take_back(done, by)
    back = await worked(done.id)
    assert back.kept == 1
    assert [name for name, *_ in await the_book(fair)] == [BOIS[0]]


async def test_the_names_of_columns_are_remembered(fair: EditionValue) -> None:
    heads = ("Boîte", "Qui", "Où écrire", "Genre de travail")
    row = ("Acme", "Alix Acme", "alix@acme.example", "Bois")
    one = await tried(fair, csv_of(("Nom", "Contact", "Mail", "Filière"), row))
    assert (one.mapping, one.faulty) == ({"name": 0, "contact": 1, "email": 2, "sector": 3}, 0)
    from forum.imports.reading import read
    from forum.imports.rules.columns import EXHIBITORS, known_heads

    table = await read(csv_of(heads, row), known_heads(EXHIBITORS))
    first = await queries.list_line(await service.send(fair.id, EXHIBITORS, "a.csv", table, await staff(name="Oscar")))
    named = {"name": 0, "contact": 1, "email": 2, "sector": 3}
    await service.name_columns(first, named, {})
    second = await queries.list_line(
        await service.send(fair.id, EXHIBITORS, "b.csv", table, await staff(name="Octave"))
    )
    assert second.mapping == named


async def test_contacts_of_schools_find_their_school(fair: EditionValue) -> None:
    await a_class(fair)  # Thérèse, who has registered
    sent = csv_of(
        ("UAI", "Établissement", "Ville", "Prénom", "Nom", "Fonction", "Courriel"),
        ("0391035n", "", "", "Paul", "Principal", "Principal", "paul@ac-besancon.fr"),
        ("", "Collège du Plateau", "Lavans-lès-Saint-Claude", "Doc", "Umentaliste", "CDI", "cdi@ac-besancon.fr"),
        ("", "", "", "", "", "Secrétariat", "ce.0391035N@ac-besancon.fr"),
        ("", "Lycée Introuvable", "", "", "", "", "x@ac-besancon.fr"),
        ("0390001A", "", "", "", "", "", "y@ac-besancon.fr"),
        ("0391035N", "", "", "Thérèse", "Teacher", "", "therese@ac-besancon.fr"),
    )
    one = await tried(fair, sent, kind="contacts")
    found = [(row.line, sorted(row.faults), row.twin_where, row.choice) for row in await rows(one)]
    assert found == [
        (2, [], "", ""),
        (3, [], "", ""),
        (4, [], "", ""),
        (5, ["school"], "", ""),
        (6, ["uai"], "", ""),
        (7, [], "forum", "skip"),
    ]
    await service.begin(one, await staff(name="Oscar"))
    done = await worked(one.id)
    assert (done.made, done.skipped) == (3, 3)
    assert len({row["school"] for row in await fetch("SELECT school FROM school_contact")}) == 1


async def test_cells_go_a_week_later_and_lists_that_nobody_wrote_too(fair: EditionValue) -> None:
    by = await staff()
    done = await written(fair, csv_of(HEADS, ACME), by=by)
    left = await tried(fair, csv_of(HEADS, BOIS), by=by)
    with clock.at(clock.now() + service.sending.KEPT * 2):
        assert await service.sweep() == 2
    assert [row["cells"] for row in await fetch("SELECT cells FROM import_row WHERE list = {}", done.id)] == ["[]"]
    assert await fetch("SELECT id FROM list_import WHERE id = {}", left.id) == []
