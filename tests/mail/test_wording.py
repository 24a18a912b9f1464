"""Organisers word a letter themselves; what cannot be made into a letter is said beside its field."""

from __future__ import annotations

import uuid

import httpx
import pytest

from forum import clock
from forum.database import fetch
from forum.mail import checking, letterheads, names, queries, rendering, samples, service
from forum.mail.rendering import Letterhead
from forum.mail.service import write
from forum.mail.worker import Postman
from tests.admin.office import sign_in
from tests.kit.fair import ODILE, small_fair
from tests.kit.postbox import Postbox
from tests.kit.web import save, submit
from tests.mail.conftest import TRIAL, draft

HERE = "/admin/letters/modeles/visitors/welcome"
WELCOME = "visitors/letters/welcome.md"
OWN = {"subject": "Bienvenue {{ first_name }}", "body": "À **{{ date }}** !\n\n[Mon badge]({{ link }})"}


@pytest.mark.parametrize("letter", sorted(names.templates()))
async def test_every_letter_s_default_words_pass_the_check(head: Letterhead, letter: str) -> None:
    source = rendering.source_of(letter)
    made, faults = checking.check(letter, *rendering.parts_of(source), head)
    assert faults == {}
    assert made == rendering.render_source(letter, source, samples.made_up(letter), head, f"{head.site}/lien/exemple")


@pytest.mark.parametrize(
    ("subject", "body", "field", "said"),
    [
        ("Bonjour", "{{ prenom }} [x]({{ link }})", "body", "Champ inconnu\u00a0: {{ prenom }}."),
        ("{{ objet }}", "[x]({{ link }})", "subject", "Champ inconnu\u00a0: {{ objet }}."),
        ("Bonjour", "{% if prenom %}x{% endif %} [x]({{ link }})", "body", "Champ inconnu"),
        ("Bonjour", "Bonjour\n{{ first_name", "body", "(ligne 2)"),
        ("Bonjour", "{% if date %} sans fin [x]({{ link }})", "body", "n’est pas fermée"),
        ("{{ first_name", "[x]({{ link }})", "subject", "(ligne 1)"),
        ("Bonjour", "Votre badge est joint.", "body", "Il manque {{ link }}"),
        ("Bonjour", "{{ 'x' * 999999999 }} {{ link }}", "body", "Écriture non permise"),
        ("Bonjour", "{{ first_name.__class__ }} {{ link }}", "body", "Écriture non permise"),
        ("Bonjour", "{{ first_name | attr('x') }} {{ link }}", "body", "Écriture non permise"),
        ("Bonjour", "{% include 'mail/letter.html' %} {{ link }}", "body", "Écriture non permise"),
        ("Bonjour", "{% set a = 1 %} {{ link }}", "body", "Écriture non permise"),
        ("Bonjour", "{% for a in 'abc' %}x{% endfor %} {{ link }}", "body", "Une boucle parcourt un champ"),
        ("{{ '' }}", "[x]({{ link }})", "body", "objet vide"),
    ],
)
async def test_what_makes_no_letter_is_said_beside_its_field(
    head: Letterhead, subject: str, body: str, field: str, said: str
) -> None:
    made, faults = checking.check(WELCOME, subject, body, head)
    assert made is None
    assert list(faults) == [field]
    assert said in faults[field]


async def test_html_in_the_words_is_read_as_it_was_typed(head: Letterhead) -> None:
    typed = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x]({{ link }}) [y](javascript:alert(1))"
    made, faults = checking.check(WELCOME, "Bonjour <b>toi</b>", typed, head)
    assert (made is not None, faults) == (True, {})
    assert made is not None
    assert (made.subject, made.html.count("<script"), made.html.count("<img")) == ("Bonjour <b>toi</b>", 0, 0)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt;" in made.html
    assert 'href="javascript' not in made.html


async def test_a_letter_leaves_in_odile_s_words(edition: int, postbox: Postbox) -> None:
    await service.reword(edition, TRIAL, "Essai pour {{ name }}", "Tout va bien, {{ name }} !", ODILE)
    await write(draft(edition, name="Ada *Martin*"))
    assert await Postman().post_waiting() == 1
    [letter] = postbox.letters
    assert letter["subject"] == "Essai pour Ada *Martin*"
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert "Tout va bien, Ada *Martin*\u202f!" in plain.get_content()


async def test_the_list_and_the_letter_show_the_same_words(edition: int) -> None:
    letter = await write(draft(edition))
    await service.reword(edition, TRIAL, "Nouvel objet", "Nouveaux mots.", ODILE)
    assert (await queries.letter(letter)).line.subject == "Nouvel objet"
    assert "Nouveaux mots." in (await queries.letter(letter)).text
    assert [line.subject for line in (await queries.letters(edition)).lines] == ["Nouvel objet"]
    await service.reset_wording(edition, TRIAL, ODILE)
    assert "Nouveaux mots." not in (await queries.letter(letter)).text


async def test_words_that_do_not_fit_a_letter_s_own_fields_lose_no_letter(edition: int) -> None:
    await service.reword(edition, TRIAL, "Objet", "{{ nothing }}", ODILE)
    letter = await write(draft(edition))
    told = await queries.letter(letter)
    assert told.broken is None
    assert "Bonjour Ada Martin" in told.text


async def test_an_edition_s_words_are_its_own(edition: int) -> None:
    other = (await small_fair("2027")).id
    await service.reword(edition, TRIAL, "Objet", "Nos mots.", ODILE)
    assert await letterheads.wordings(other) == {}
    assert list(await letterheads.wordings(edition)) == [TRIAL]


async def test_history_says_who_and_when(edition: int) -> None:
    with clock.at(clock.now()) as now:
        await service.reword(edition, TRIAL, "Un", "Un.", ODILE)
    await service.reset_wording(edition, TRIAL, ODILE)
    told = await letterheads.history(edition, TRIAL)
    assert [(one.subject, one.by_name) for one in told] == [(None, "Odile"), ("Un", "Odile")]
    assert told[1].written_at == now
    assert len(await fetch("SELECT id FROM audit_entry WHERE act IN ('reword-letter', 'reset-wording')")) == 2


async def test_odile_words_a_letter_and_puts_it_back(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    await sign_in(client)
    shown = (await client.get(f"{HERE}/texte")).text
    assert "Votre badge pour le forum du {{ date }}" in shown
    assert "<code>{{ first_name }}</code>" in shown
    answer = await save(client, f"{HERE}/texte", **OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert "Bienvenue Thérèse" in (await client.get(f"{HERE}")).text
    assert "Vos mots" in (await client.get("/admin/letters/modeles")).text
    assert (await submit(client, f"{HERE}/origine")).status_code == 303
    assert "Bienvenue Thérèse" not in (await client.get(f"{HERE}")).text
    assert await letterheads.wordings(edition) == {}


async def test_a_fault_loses_nothing(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    await sign_in(client)
    answer = await submit(client, f"{HERE}/texte", subject="Mon objet", body="Mes mots {{ prenom }}")
    assert answer.status_code == 422
    assert 'value="Mon objet"' in answer.text
    assert "Mes mots {{ prenom }}</textarea>" in answer.text
    assert "Champ inconnu" in answer.text
    assert await letterheads.wordings(edition) == {}


async def test_the_effect_is_shown_without_keeping_anything(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    await sign_in(client)
    answer = await submit(client, f"{HERE}/essai", **OWN)
    assert answer.status_code == 200
    assert "Bienvenue Thérèse" in answer.text
    assert answer.headers["content-security-policy"].endswith("; sandbox")
    refused = await submit(client, f"{HERE}/essai", subject="x", body="<script>{{ y")
    assert refused.status_code == 422
    assert "<script>" not in refused.text
    assert await letterheads.wordings(edition) == {}


async def test_a_letter_that_is_not_has_no_words(database: str, client: httpx.AsyncClient) -> None:
    await small_fair()
    await sign_in(client)
    assert (await client.get("/admin/letters/modeles/visitors/none/texte")).status_code == 404
    assert (await submit(client, "/admin/letters/modeles/visitors/none/texte", **OWN)).status_code == 404


async def test_whose_letters_did_not_arrive(edition: int) -> None:
    from forum.mail.service import outbox

    lost, mended, fine = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    for holder in (lost, mended):
        letter = await write(draft(edition, holder=holder))
        [claimed] = [one for one in await outbox.claim("test", 50) if one.id == letter]
        await outbox.refused(claimed, "550 5.1.1 inconnu")
    for holder in (mended, fine):
        letter = await write(draft(edition, holder=holder))
        [claimed] = [one for one in await outbox.claim("test", 50) if one.id == letter]
        await outbox.posted(claimed, "Objet", "Texte", "250 OK")
    assert await queries.undelivered([lost, mended, fine]) == {lost: "550 5.1.1 inconnu"}
    assert await queries.undelivered([]) == {}
