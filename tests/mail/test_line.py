"""The line to the mail server: its address, its password, its TLS."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from forum.mail.message import Envelope
from forum.mail.smtp import Line, LineDown, Refused, Server, read_url
from tests.mail.moody import Moody

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

LETTER = Envelope("forum@exemple.fr", "ada@exemple.fr", b"Subject: oui\r\nMessage-ID: <1@x>\r\n\r\nBonjour\r\n", False)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.exemple.fr", Server("mail.exemple.fr", 25)),
        ("smtp://127.0.0.1:2525", Server("127.0.0.1", 2525)),
        ("smtps://mail.exemple.fr", Server("mail.exemple.fr", 465, "at-once")),
        (
            "smtp://forum%40exemple.fr:p%2Fss%3Aw%40rd%C3%A9@mail.exemple.fr",
            Server("mail.exemple.fr", 587, "offered", "forum@exemple.fr", "p/ss:w@rdé"),
        ),
        ("smtp://inside:25?tls=never&verify=no", Server("inside", 25, "never", verify=False)),
        ("smtp://[::1]:1025", Server("::1", 1025)),
    ],
)
def test_the_address_of_a_server(url: str, server: Server) -> None:
    assert read_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.exemple.fr",
        "http://mail.exemple.fr",
        "smtp://",
        "smtp://x:notaport",
        "smtp://x?tls=perhaps",
        "smtp://u:p/ss@x",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="FORUM_SMTP_URL") as refusal:
        read_url(url)
    assert "p/ss" not in str(refusal.value)


def test_a_servers_password_is_not_shown() -> None:
    assert "secret" not in repr(read_url("smtp://u:secret@x"))


def right_password(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (b"forum", b"p/ss")
    return AuthResult(success=right, handled=False)


@pytest.fixture
def certificate(tmp_path: Path) -> ssl.SSLContext:
    """A certificate that nobody signed."""
    made = tmp_path / "server.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-keyout", str(made), "-out", str(tmp_path / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem", made)
    return context


@pytest.fixture
def offering(certificate: ssl.SSLContext) -> Iterator[Moody]:
    """A server that offers STARTTLS and wants a password."""
    server = Moody(tls_context=certificate, authenticator=right_password, auth_required=True)
    server.up()
    yield server
    server.down()


@pytest.fixture
def plain() -> Iterator[Moody]:
    """A server without TLS that wants a password."""
    server = Moody(authenticator=right_password, auth_required=True, auth_require_tls=False)
    server.up()
    yield server
    server.down()


async def post(server: Moody, url: str) -> None:
    line = Line(read_url(url.format(port=server.port)), "test.exemple")
    try:
        await line.post(LETTER)
    finally:
        await line.close()


async def test_starttls_is_used_when_offered_and_the_password_sent_under_it(offering: Moody) -> None:
    await post(offering, "smtp://forum:p%2Fss@127.0.0.1:{port}?verify=no")
    assert len(offering.letters) == 1


async def test_a_certificate_that_nobody_signed_is_not_trusted(offering: Moody) -> None:
    with pytest.raises(LineDown, match="ne répond pas"):
        await post(offering, "smtp://forum:p%2Fss@127.0.0.1:{port}")
    assert offering.letters == []


async def test_a_wrong_password_stops_the_line_and_not_the_letters(plain: Moody) -> None:
    with pytest.raises(LineDown, match="refuse notre mot de passe"):
        await post(plain, "smtp://forum:wrong@127.0.0.1:{port}")


async def test_tls_can_be_required(plain: Moody) -> None:
    with pytest.raises(LineDown):
        await post(plain, "smtp://forum:p%2Fss@127.0.0.1:{port}?tls=required")
    assert plain.letters == []


async def test_on_this_machine_the_password_may_go_without_tls(plain: Moody) -> None:
    await post(plain, "smtp://forum:p%2Fss@127.0.0.1:{port}")
    assert len(plain.letters) == 1


async def test_across_a_network_the_password_never_goes_in_clear(plain: Moody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Server, "nearby", property(lambda self: False))
    with pytest.raises(LineDown, match="en clair"):
        await post(plain, "smtp://forum:p%2Fss@127.0.0.1:{port}")
    assert plain.letters == []


async def test_one_connection_serves_a_run_of_letters(plain: Moody) -> None:
    line = Line(read_url(f"smtp://forum:p%2Fss@127.0.0.1:{plain.port}"), "test.exemple")
    for _ in range(5):
        await line.post(LETTER)
    await line.close()
    assert (len(plain.letters), plain.connections) == (5, 1)


async def test_the_demonstrations_people_get_letters_on_this_machine_only(
    plain: Moody, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = replace(LETTER, recipient="exposant1@acme.example")
    near = Line(read_url(f"smtp://forum:p%2Fss@127.0.0.1:{plain.port}"), "test.exemple")
    await near.post(letter)
    await near.close()
    far = Line(read_url(f"smtp://127.0.0.1:{plain.port}?tls=never"), "test.exemple")
    monkeypatch.setattr(Server, "nearby", property(lambda self: False))
    with pytest.raises(Refused, match="démonstration"):
        await far.post(letter)
    assert len(plain.letters) == 1
