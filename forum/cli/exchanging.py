"""Everything out as open files, and back into an empty forum."""

from __future__ import annotations

from pathlib import Path

import click
from anyio import to_thread

from forum import clock
from forum.cli.group import main
from forum.cli.running import bar, doing


@main.command()
@click.argument("target", required=False, type=click.Path(dir_okay=False, path_type=Path))
def export(target: Path | None) -> None:
    """Écrit tout le forum en fichiers ouverts (JSON, CSV, dictionnaire) dans un ZIP (sinon forum-<date>.zip, ici)."""
    from forum.exchange.writing import export as write

    at = clock.now()
    file = target or Path(f"forum-{clock.local(at):%Y%m%d-%H%M%S}.zip")
    with bar() as progress:
        task = progress.add_task("Lignes", total=None)

        async def work() -> int:
            made = await to_thread.run_sync(
                write, file, at, lambda done, of: progress.update(task, completed=done, total=of)
            )
            return sum(one.rows for one in made.tables)

        rows = doing(work)
    click.echo(
        f"{rows} lignes dans {file}. Les données personnelles de tous les inscrits y sont\u00a0: gardez-le en lieu sûr."
    )


@main.command("import")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def bring_in(source: Path) -> None:
    """Reprend un export ouvert dans ce forum, qui doit être vide."""
    from forum.exchange.reading import bring_in as read
    from forum.privacy.service import after_restore

    with bar() as progress:
        task = progress.add_task("Lignes", total=None)

        async def work() -> tuple[int, list[str]]:
            made = await read(source, lambda done, of: progress.update(task, completed=done, total=of))
            await after_restore()
            return sum(one.rows for one in made.tables), made.editions

        rows, editions = doing(work)
    click.echo(f"{rows} lignes reprises ({', '.join(editions) or 'aucune édition'}).")
    click.echo(
        "Chaque compte choisit un nouveau mot de passe\u00a0: «\u00a0forum staff link ADRESSE\u00a0» imprime un lien."
    )
