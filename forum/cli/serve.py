"""Bring the database up to date, and serve."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from pathlib import Path

import click
import uvicorn
from uvicorn.supervisors import Multiprocess

from forum import database
from forum.cli.group import main
from forum.cli.running import doing, said
from forum.settings import settings

SQLITE_ALONE = (
    "Avec SQLite, un seul processus\u00a0: la base n’a qu’un écrivain à la fois. Pour plusieurs processus, donnez une base"
    " PostgreSQL dans FORUM_DATABASE_URL."
)


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port d’écoute.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse d’écoute.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Dossier des données (FORUM_DATA, sinon ./var)."
)
@click.option("--empty", is_flag=True, help="Ne crée pas d’édition de démonstration.")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processus (PostgreSQL seulement)."
)
def run(port: int, host: str, data: Path | None, empty: bool, workers: int) -> None:
    """Met la base à jour, crée la démonstration si elle est vide, et sert le site."""
    if data:
        os.environ["FORUM_DATA"] = str(data)
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - only compared
    os.environ.setdefault("FORUM_BASE_URL", f"http://{shown}:{port}")
    settings.cache_clear()
    if workers > 1 and settings().database_url.startswith("sqlite"):
        raise click.UsageError(SQLITE_ALONE)
    door = _bound(host, port)
    door.listen(
        1024
    )  # a browser that follows an address as soon as it is printed waits a moment instead of being refused
    _first(empty)
    keep_log()
    config = uvicorn.Config(
        "forum.app:create_app",
        factory=True,
        workers=workers,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings().trusted_proxies,
        timeout_graceful_shutdown=3,
    )
    if workers > 1:
        Multiprocess(config, sockets=[door]).run()
    else:
        server = uvicorn.Server(config)
        server.run(sockets=[door])
        if not server.started:
            sys.exit(3)  # as uvicorn's own command does


def _first(empty: bool) -> None:
    """What is made and said before serving, in a process of its own: what a demonstration takes of memory goes with it."""
    from forum.demo.story import first_words

    child = os.fork()
    if child == 0:
        for line in doing(lambda: first_words(empty=empty)):
            click.echo(line)
        sys.exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(max(1, os.waitstatus_to_exitcode(status)))  # it has said why


def _bound(host: str, port: int) -> socket.socket:
    """The port, ours before anything is made. Raises ClickException where it is taken or forbidden."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as refused:
        door.close()
        taken = (
            "est déjà pris, peut-être par un autre forum"
            if refused.errno == errno.EADDRINUSE
            else "n’est pas permis ici"
        )
        raise click.ClickException(f"Le port {port} de {host} {taken}\u00a0: --port en choisit un autre.") from None
    door.set_inheritable(True)
    return door


def keep_log() -> None:
    """One JSON object a line on the error stream; no address, no name, no cookie in it."""
    from forum.web.log import JsonLines

    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("forum").setLevel("INFO")
    logging.getLogger("forum.requests").setLevel("INFO" if settings().log_requests else "WARNING")


@main.command()
def migrate() -> None:
    """Met la base de données à jour."""
    said(database.migrate())
    click.echo("La base est à jour.")
