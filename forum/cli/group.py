"""The command itself, which the others join."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from forum.database import DiskFull, disk
from forum.settings import data_folder, settings


class Saying(click.Group):
    """A full disk is said in one line, whichever command meets it, and wherever."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (OSError, DiskFull) as fault:
            if isinstance(fault, OSError) and not disk.is_full(fault):
                raise
            raise click.ClickException(disk.full(data_folder())) from fault


@click.group(cls=Saying, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Dossier des données (FORUM_DATA, sinon ./var)."
)
def main(data: Path | None) -> None:
    """Le forum des métiers : le serveur et ses outils."""
    if data:
        os.environ["FORUM_DATA"] = str(data)
        settings.cache_clear()
