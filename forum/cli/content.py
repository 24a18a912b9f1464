"""What goes into the database: a demonstration, people of the team, schools."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import TaskID

from forum.cli.group import main
from forum.cli.running import bar, doing
from forum.demo.sizes import SIZES, STAGES


@main.command()
@click.option(
    "--stage", type=click.Choice(STAGES), default="registration", show_default=True, help="Le moment de l’année."
)
@click.option("--size", type=click.Choice(list(SIZES)), default="small", show_default=True, help="La taille.")
@click.option("--seed", default=2026, show_default=True, help="La même graine donne la même histoire.")
def demo(stage: str, size: str, seed: int) -> None:
    """Crée une édition de démonstration, inventée, et la publie."""
    from forum.demo.stages import demonstrate

    with bar() as progress:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=of)
            progress.update(tasks[what], completed=done)

        made = doing(lambda: demonstrate(stage, size, seed, told))
    click.echo(f"«\u00a0{made.name}\u00a0», {made.first_day.date:%d/%m/%Y}, est publiée.")


@main.group()
def schools() -> None:
    """Les établissements scolaires."""


@schools.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dit ce qui changerait, ne change rien.")
def schools_import(file: Path, dry_run: bool) -> None:
    """Importe l’annuaire de l’éducation (CSV du ministère)."""
    from forum.territory.service import import_schools

    content = file.read_bytes()
    for line in doing(lambda: import_schools(content, dry_run=dry_run)).lines():
        click.echo(line)
