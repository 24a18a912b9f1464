"""The environment, read once into one frozen value. No other file looks at os.environ."""

from __future__ import annotations

import functools
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """How this installation of the forum is set up."""

    database_url: str = field(repr=False)  # it may hold a password
    """`sqlite:///relative.sqlite`, `sqlite:////absolute.sqlite` or `postgresql://user:password@host/name`."""
    data_dir: Path
    """Where the database file, the secret and the backups live."""
    smtp_url: str | None = field(repr=False)
    """`smtp://user:password@host:587`, `smtps://…`; without it letters wait at /admin/letters."""
    base_url: str
    """The public address, without a final slash; letters link to it."""
    sender: str
    """The From address of every letter."""
    secret: str = field(repr=False)
    """Signs cookies and seals what is kept secret; never shown nor logged."""

    backup_dir: Path
    """Where backups go (FORUM_BACKUP_DIR): another disk than the data's, best on another machine."""
    backups: bool = True
    """Whether the forum makes them by itself (FORUM_BACKUPS=0: something else does)."""
    metrics_token: str | None = field(default=None, repr=False)
    """Who knows it may read /metrics (FORUM_METRICS_TOKEN); without one nobody may."""
    log_requests: bool = False
    """Whether each request leaves a line in the log (FORUM_LOG_REQUESTS=1): route and time, never an address."""
    trusted_proxies: str = "127.0.0.1"
    """Whose word on the visitor's address and protocol is taken (FORUM_TRUSTED_PROXIES): addresses or networks, by commas."""

    @property
    def https(self) -> bool:
        """Whether the public address is served over https (cookies are then `Secure`)."""
        return self.base_url.startswith("https://")


@functools.cache
def settings() -> Settings:
    """This process's settings. `settings.cache_clear()` reads the environment again (tests)."""
    data_dir = data_folder()
    return Settings(
        database_url=os.environ.get("FORUM_DATABASE_URL") or f"sqlite:///{data_dir / 'forum.sqlite'}",
        data_dir=data_dir,
        smtp_url=os.environ.get("FORUM_SMTP_URL") or None,
        base_url=(os.environ.get("FORUM_BASE_URL") or "http://127.0.0.1:8000").rstrip("/"),
        sender=os.environ.get("FORUM_SENDER") or "Forum des métiers <forum@example.org>",
        backup_dir=Path(os.environ.get("FORUM_BACKUP_DIR") or data_dir / "sauvegardes").absolute(),
        backups=os.environ.get("FORUM_BACKUPS", "1") not in {"0", "false", "no"},
        metrics_token=os.environ.get("FORUM_METRICS_TOKEN") or None,
        log_requests=os.environ.get("FORUM_LOG_REQUESTS", "") in {"1", "true", "yes"},
        trusted_proxies=os.environ.get("FORUM_TRUSTED_PROXIES") or "127.0.0.1",
        secret=_given_secret() or _kept_secret(data_dir),
    )


def data_folder() -> Path:
    """The folder of the data, known even where nothing can be written into it."""
    return Path(os.environ.get("FORUM_DATA") or "var").absolute()


def _given_secret() -> str:
    given = os.environ.get("FORUM_SECRET", "")
    if given and len(given) < 32:
        raise ValueError("FORUM_SECRET: 32 characters at least; or leave it unset, one is made and kept")
    return given


def _kept_secret(data_dir: Path) -> str:
    """The secret kept in <data>/secret; made at the first start, readable by its owner only."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "secret"
    if not path.exists():
        # Written aside and linked in place: of two processes starting together, both end with the same whole secret.
        draft = data_dir / f".secret-{os.getpid()}-{secrets.token_hex(4)}"
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink(missing_ok=True)
    return path.read_text().strip()
