"""Everything leaves as open files and comes back into an empty forum of either engine: every figure is the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import uuid4

import anyio
import msgspec
import pytest

from forum import clock
from forum import database as forum_database
from forum.class_visits import queries as class_visits
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.exchange import dictionary, shelf
from forum.exchange.reading import ImportRefused, bring_in
from forum.exchange.rules import STAYS
from forum.exchange.writing import MANIFEST, ExportRefused, export
from forum.privacy.service.figures import digest
from tests.builders import a_class, a_fair, an_exhibitor, staff


async def out(to: Path) -> None:
    await anyio.to_thread.run_sync(export, to, clock.now())


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Callable[[], object]]:
    """Turns to another forum, new and empty, on one engine or the other."""
    name = f"other{uuid4().hex}"
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / name}.sqlite"
    else:
        running = request.getfixturevalue("postgres")
        running.sql(f"CREATE DATABASE {name}")
        url = running.url(name)

    async def go() -> None:
        await forum_database.stop()
        forum_database.use(url)
        await forum_database.migrate()
        await forum_database.start()
        editions.forget()

    yield go
    await forum_database.stop()
    if request.param == "postgres":
        request.getfixturevalue("postgres").sql(f"DROP DATABASE {name}")


async def everything() -> dict[str, object]:
    """What must be the same: rows of each table, figures from the beginning, the journal."""
    edition = await editions.find_current()
    assert edition is not None
    counts = {
        (name := table._meta.tablename): (await fetch(f'SELECT count(*) AS n FROM "{name}"'))[0]["n"]
        for table in dictionary.tables()
    }
    acts = await fetch("SELECT at, act, actor_name, summary FROM audit_entry ORDER BY at, summary")
    passages = await fetch("SELECT number, verdict, admitted, pupils, adults, corrected_at FROM scan ORDER BY number")
    return {
        "counts": counts,
        "figures": await digest(edition.id),
        "acts": acts,
        "passages": passages,
        "edition": edition,
    }


async def test_every_figure_is_the_same_afterwards(
    demonstration: dict[str, str], elsewhere: Callable[[], object], tmp_path: Path
) -> None:
    before = await everything()
    await out(tmp_path / "forum.zip")
    await elsewhere()  # type: ignore[misc]
    await bring_in(tmp_path / "forum.zip")
    editions.forget()
    assert await everything() == before
    # And it goes on living: the next rows take the next numbers.
    assert await staff(name="Ondine")
    await fetch(
        "INSERT INTO school (name, kind, municipality_name, search, added_at) VALUES ('X', 'LP', 'Y', 'x', {})",
        clock.now(),
    )


async def test_no_secret_leaves(database: str, tmp_path: Path) -> None:
    fair = await a_fair()
    await an_exhibitor(fair)
    secret = "$argon2id$secret"
    await staff()
    await fetch("UPDATE account SET password_hash = {}, totp_secret = 'JBSWY3DPEHPK3PXP'", secret)
    await out(tmp_path / "forum.zip")
    with zipfile.ZipFile(tmp_path / "forum.zip") as packed:
        whole = b"".join(packed.read(name) for name in packed.namelist())
        names = set(packed.namelist())
    tokens = [row["token_hash"] for row in await fetch("SELECT token_hash FROM access_link")]
    assert tokens
    assert not [told for told in (secret, "JBSWY3DPEHPK3PXP", *tokens) if told.encode() in whole]
    assert not {f"json/{name}.json" for name in STAYS} & names
    assert {"LISEZMOI.txt", "dictionnaire.csv", "dictionnaire.json", MANIFEST} <= names
    assert (tmp_path / "forum.zip").stat().st_mode & 0o077 == 0


async def test_a_living_forum_is_never_written_over(database: str, tmp_path: Path) -> None:
    fair = await a_fair()
    await out(tmp_path / "forum.zip")
    with pytest.raises(ImportRefused, match="pas vide"):
        await bring_in(tmp_path / "forum.zip")
    assert (await editions.edition(fair.id)).name == fair.name
    with pytest.raises(ExportRefused, match="existe déjà"):
        await out(tmp_path / "forum.zip")


def changed(source: Path, to: Path, **members: Callable[[bytes], bytes | None]) -> Path:
    """The same export with some members said otherwise, or left out."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(to, "w") as after:
        for name in before.namelist():
            change = members.get(
                name.rpartition("/")[2].partition(".")[0] if name.startswith(("json/", MANIFEST)) else ""
            )
            told = change(before.read(name)) if change else before.read(name)
            if told is not None:
                after.writestr(name, told)
    return to


def newer(manifest: bytes) -> bytes:
    return manifest.replace(b'"format": 1', b'"format": 2')


def unknown_migration(manifest: bytes) -> bytes:
    said = msgspec.json.decode(manifest)
    said["migrations"].append("m9999_tomorrow")
    return msgspec.json.encode(said)


@pytest.mark.parametrize(
    ("member", "change", "said"),
    [
        ("forum", newer, "plus récente"),
        ("forum", unknown_migration, "m9999_tomorrow"),
        ("forum", lambda _: None, "pas un export"),
        ("forum", lambda _: b"[]", "pas un export"),
        ("stand", lambda _: None, "stand manque"),
        ("stand", lambda told: told[: len(told) // 2], "abîmé"),
        ("stand", lambda told: told.replace(b'"x_cm":200', b'"x_cm":"deux"'), "ligne 1"),
        ("stand", lambda told: told.replace(b'"hall":1', b'"hall":99'), "contredisent"),
    ],
)
async def test_what_cannot_be_brought_in_leaves_nothing(
    database: str, tmp_path: Path, member: str, change: Callable[[bytes], bytes | None], said: str
) -> None:
    await a_fair()
    await out(tmp_path / "forum.zip")
    bad = changed(tmp_path / "forum.zip", tmp_path / "bad.zip", **{member: change})
    await forum_database.stop()
    forum_database.use(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    await forum_database.migrate()
    await forum_database.start()
    with pytest.raises(ImportRefused, match=said):
        await bring_in(bad)
    assert await fetch("SELECT id FROM edition") == []
    assert await fetch("SELECT id FROM stand") == []


async def test_an_earlier_export_comes_in_although_one_of_its_fields_is_gone(
    database: str, elsewhere: Callable[[], object], tmp_path: Path
) -> None:
    """A class had remarks until m0016."""
    edition = await a_fair(slots=1)
    await a_class(edition)
    await out(tmp_path / "forum.zip")
    earlier = changed(
        tmp_path / "forum.zip",
        tmp_path / "earlier.zip",
        class_visit=lambda told: told.replace(b'"search":', b'"remarks":"Rien","search":'),
        forum=lambda told: told.replace(b',\n  "m0016_no_remarks"', b""),
    )
    with zipfile.ZipFile(earlier) as packed:
        assert b"remarks" in packed.read("json/class_visit.json")
        assert b"m0016" not in packed.read(MANIFEST)
    await elsewhere()  # type: ignore[misc]
    await bring_in(earlier)
    editions.forget()
    assert [one.class_name for one in await class_visits.all_visits(edition.id)] == ["3e B"]


async def test_no_zip_and_a_cut_one(database: str, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"not a zip")
    with pytest.raises(ImportRefused, match="abîmé"):
        await bring_in(tmp_path / "no.zip")


async def test_a_full_disk_leaves_nothing(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await a_fair()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("forum.exchange.writing._dictionary_csv", full)
    with pytest.raises(ExportRefused, match="No space left"):
        await out(tmp_path / "forum.zip")
    assert list(tmp_path.iterdir()) == []


async def test_the_shelf_makes_one_and_lets_it_go_the_next_day(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fair: EditionValue = await a_fair()
    monkeypatch.setattr(shelf, "folder", lambda: tmp_path / "exports")
    odile = await staff()
    await shelf.begin(fair.id, odile)
    await shelf.settled()
    told = await shelf.shelf()
    assert (len(told.exports), told.underway, told.failure) == (1, False, "")
    assert told.done == told.of > 0
    file = await shelf.hand_over(told.exports[0].name, fair.id, odile)
    assert zipfile.is_zipfile(io.BytesIO(file.read_bytes()))
    with pytest.raises(shelf.NoSuchExport):
        await shelf.hand_over("../forum.sqlite", fair.id, odile)
    with clock.at(clock.now() + shelf.KEPT * 2):
        assert (await shelf.shelf()).exports == []
