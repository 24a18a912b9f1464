"""Each command says what it did, or in one line why not, and ends with a code that a script can read."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Forum


def test_migrating_twice_is_once(forum: Forum, tmp_path: Path) -> None:
    for _ in range(2):
        done = forum("migrate")
        assert (done.returncode, done.stdout, done.stderr) == (0, "La base est à jour.\n", "")
    assert (tmp_path / "data" / "forum.sqlite").exists()


def test_a_new_account_is_given_a_link_that_nobody_else_can_read(forum: Forum, tmp_path: Path) -> None:
    done = forum("staff", "add", "dora@exemple.fr", "--name", "Dora", "--role", "door_staff")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("http://127.0.0.1:8000/lien/")
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("staff", "add", "x@exemple.fr", "--name", "X", "--role", "king"), "Ce rôle n’existe pas."),
        (("staff", "add", "pas-une-adresse", "--name", "X"), "adresse n’est pas complète"),
        (("badges", "/dev/null"), "pas encore annoncé"),
    ],
)
def test_a_refusal_is_one_clear_line(forum: Forum, arguments: tuple[str, ...], said: str) -> None:
    done = forum(*arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_figures_that_cannot_be_written_say_where(forum: Forum, tmp_path: Path) -> None:
    assert forum("demo").returncode == 0
    done = forum("attendance", str(tmp_path / "nowhere" / "figures.csv"))
    assert done.returncode == 1
    assert "Impossible d’écrire" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url", ["mysql://x", "sqlite:///", "postgresql://nobody@127.0.0.1:1/x", "sqlite:////dev/null/forum.sqlite"]
)
def test_a_database_that_is_not_there_is_one_clear_line(forum: Forum, url: str) -> None:
    done = forum("migrate", FORUM_DATABASE_URL=url)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("demo", "--stage", "tomorrow"),
        ("schools", "import", "/nulle/part.csv"),
        ("run", "--port", "0"),
        ("staff", "add"),
        ("attendance", "--edition", "99999999999999999999"),
    ],
)
def test_a_slip_of_the_keyboard_is_explained(forum: Forum, arguments: tuple[str, ...]) -> None:
    done = forum(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr


def test_several_workers_are_refused_with_sqlite_and_it_says_why(forum: Forum) -> None:
    done = forum("run", "--workers", "3")
    assert done.returncode == 2
    assert "Avec SQLite, un seul processus" in done.stderr
    assert "FORUM_DATABASE_URL" in done.stderr


def test_every_command_explains_itself(forum: Forum) -> None:
    told = forum("--help")
    assert told.returncode == 0
    for name in ("run", "migrate", "demo", "staff", "schools", "badges", "backup", "restore"):
        assert name in told.stdout


def test_the_team_is_repaired_from_the_server(forum: Forum) -> None:
    forum("staff", "add", "odile@exemple.fr", "--name", "Odile")
    stuck = forum("staff", "remove", "odile@exemple.fr", "--yes")
    assert stuck.returncode == 1
    assert "dernière personne de l’organisation" in stuck.stderr
    forum("staff", "add", "dora@exemple.fr", "--name", "Dora", "--role", "viewer")
    assert forum("staff", "roles", "dora@exemple.fr", "organizer", "door_supervisor").returncode == 0
    assert "/lien/" in forum("staff", "link", "dora@exemple.fr").stdout
    assert forum("staff", "reset-codes", "dora@exemple.fr").returncode == 0
    assert forum("staff", "remove", "odile@exemple.fr", "--yes").returncode == 0
    listed = forum("staff", "list").stdout
    assert "dora@exemple.fr\tDora\t" in listed
    assert "odile" not in listed
    unknown = forum("staff", "link", "odile@exemple.fr")
    assert (unknown.returncode, "Aucun compte" in unknown.stderr) == (1, True)
