"""The command itself, which the others join."""

from __future__ import annotations

import os
from pathlib import Path

import click

from forum.settings import settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Dossier des données (FORUM_DATA, sinon ./var)."
)
def main(data: Path | None) -> None:
    """Le forum des métiers : le serveur et ses outils."""
    if data:
        os.environ["FORUM_DATA"] = str(data)
        settings.cache_clear()
