"""The line to the mail server: how its address is read, how its answers are understood.

smtp://user:password@host:587      STARTTLS when the server offers it
smtps://user:password@host         TLS from the first byte (465)
?tls=required                      refuse to speak without TLS;   ?tls=never  do not even try
?verify=no                         an inside server whose certificate nobody signed
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import ssl
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from forum.mail import rules
from forum.mail.message import Envelope

CONNECT_SECONDS = 20.0
POST_SECONDS = 120.0
"""For one whole letter. A lease outlives it by far, or two postmen might hold the same letter."""


class LineDown(Exception):
    """Nobody's letter is at fault: the server cannot be reached, will not let us in, or refuses the sender."""


class Later(Exception):
    """The server asks to try this letter again later, or hung up in the middle of it."""


class Refused(Exception):
    """The server will never take this letter."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server's address."""

    host: str
    port: int
    tls: str = "offered"
    """at-once, required, offered or never."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    verify: bool = True

    @property
    def nearby(self) -> bool:
        """On this machine: what is said does not cross a network."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_url(url: str) -> Server:
    """FORUM_SMTP_URL as a server. Raises ValueError, which names what is wrong but never quotes the password."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise ValueError("FORUM_SMTP_URL: the address cannot be read (is a special character not %-encoded?)") from None
    if parts.scheme not in ("smtp", "smtps") or not host:
        raise ValueError("FORUM_SMTP_URL must look like smtp://user:password@host:587 or smtps://…")
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    tls = "at-once" if parts.scheme == "smtps" else asked.get("tls", "offered")
    if tls not in ("at-once", "required", "offered", "never") or asked.get("verify", "yes") not in ("yes", "no"):
        raise ValueError("FORUM_SMTP_URL: tls is required, offered or never; verify is yes or no")
    return Server(
        host=host,
        port=port or (465 if tls == "at-once" else 587 if parts.username else 25),
        tls=tls,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        verify=asked.get("verify", "yes") == "yes",
    )


def invented(address: str) -> bool:
    """Whether an address can belong to nobody, by RFC 2606: the demonstration's people live there."""
    return address.rpartition(".")[2].lower() in {"example", "invalid", "test", "localhost"}


class Line:
    """One connection, opened at the first letter and kept for the run. Not for two tasks at once."""

    def __init__(self, server: Server, name: str, *, seconds: float = POST_SECONDS) -> None:
        self.server = server
        self.name = name
        self.seconds = seconds
        self._client: aiosmtplib.SMTP | None = None

    async def post(self, envelope: Envelope) -> str:
        """Hand one letter over; what the server said on taking it. Raises LineDown, Later, Refused."""
        if invented(envelope.recipient) and not self.server.nearby:
            raise Refused("Adresse inventée, celle d’une démonstration\u00a0: le courrier reste ici.")
        client = await self._open()
        try:
            async with asyncio.timeout(self.seconds):
                _, said = await client.sendmail(
                    envelope.sender,
                    [envelope.recipient],
                    envelope.message,
                    mail_options=["SMTPUTF8", "BODY=8BITMIME"] if envelope.utf8 else None,
                )
            return said
        except aiosmtplib.SMTPRecipientsRefused as refusal:
            raise _judged(refusal.recipients[0]) from refusal
        except aiosmtplib.SMTPSenderRefused as refusal:
            if refusal.code < 500:
                await self._hang_up_if(refusal.code)
                raise _judged(refusal) from refusal
            await self.close()
            raise LineDown(f"Le serveur n’accepte pas notre adresse d’expéditeur\u00a0: {_said(refusal)}") from refusal
        except aiosmtplib.SMTPResponseException as refusal:
            await self._hang_up_if(refusal.code)
            raise _judged(refusal) from refusal
        except aiosmtplib.SMTPNotSupported as lack:
            raise Refused("Le serveur ne connaît pas les adresses accentuées (SMTPUTF8).") from lack
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as fault:
            await self._drop()
            slow = isinstance(fault, TimeoutError)
            raise Later(
                "Le serveur n’a pas répondu à temps." if slow else "Le serveur a raccroché au milieu."
            ) from fault
        except BaseException:  # cancelled in the middle: what the server heard of it is not known
            await self._drop()
            raise

    async def close(self) -> None:
        """Say goodbye and hang up."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await client.quit(timeout=5)
            client.close()

    async def _open(self) -> aiosmtplib.SMTP:
        if self._client is not None and self._client.is_connected:
            return self._client
        server = self.server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            local_hostname=self.name,
            timeout=CONNECT_SECONDS,
            use_tls=server.tls == "at-once",
            start_tls={"required": True, "offered": None}.get(server.tls, False),
            tls_context=_context(server.verify),
        )
        try:
            async with asyncio.timeout(CONNECT_SECONDS * 2):
                await client.connect()
                if server.user is not None:
                    await self._log_in(client)
        except aiosmtplib.SMTPAuthenticationError as refusal:
            client.close()
            raise LineDown(f"Le serveur de courrier refuse notre mot de passe\u00a0: {_said(refusal)}") from refusal
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ssl.SSLError) as fault:
            client.close()
            raise LineDown(f"Le serveur de courrier ne répond pas\u00a0: {_said(fault)}") from fault
        except BaseException:
            client.close()
            raise
        client.timeout = self.seconds
        self._client = client
        return client

    async def _log_in(self, client: aiosmtplib.SMTP) -> None:
        server = self.server
        covered = client.get_transport_info("sslcontext") is not None
        if not (covered or server.nearby or server.tls == "never"):
            raise LineDown("Le serveur n’offre pas de chiffrement\u00a0: le mot de passe ne sera pas envoyé en clair.")
        await client.login(server.user or "", server.password or "")

    async def _hang_up_if(self, code: int) -> None:
        if code == 421:  # « closing transmission channel »
            await self._drop()

    async def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


def _judged(refusal: aiosmtplib.SMTPResponseException) -> Later | Refused:
    return Later(_said(refusal)) if refusal.code < 500 else Refused(_said(refusal))


def _said(fault: BaseException) -> str:
    if isinstance(fault, aiosmtplib.SMTPResponseException):
        return f"{fault.code} {rules.one_line(str(fault.message))}"
    return str(fault) or type(fault).__name__


def _context(verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
