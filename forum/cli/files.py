"""What comes out as files, and back in: badges, figures, backups."""

from __future__ import annotations

from pathlib import Path

import click

from forum import database
from forum.cli.group import main
from forum.cli.running import bar, doing, said
from forum.settings import settings

FORMATS = ("csv", "json", "xlsx", "ods", "pdf")


@main.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--kind", help="exhibitor, visitor, class, blank\u202f; tous par défaut.")
@click.option("--due", is_flag=True, help="Seulement ceux qui ne sont pas imprimés, ou qui ont changé depuis.")
def badges(target: Path, kind: str | None, due: bool) -> None:
    """Écrit les badges de l’édition en cours dans un PDF, dix cartes par feuille A4."""
    from forum.badges import pdf, queries
    from forum.badges.layouts import CARDS
    from forum.editions.queries import current_edition

    with bar() as progress:
        task = progress.add_task("Badges", total=None)

        async def work() -> tuple[int, bytes]:
            edition = await current_edition()
            found = await queries.all_badges(edition.id, kind, valid_only=True, printing="due" if due else "all")
            progress.update(task, total=len(found))

            def told(done: int) -> None:
                progress.update(task, completed=done)

            return len(found), await pdf.sheets_pdf(edition.id, found, CARDS, told=told)

        count, content = doing(work)
    target.write_bytes(content)
    click.echo(f"{count} badges dans {target}.")


@main.command()
@click.option(
    "--format", "fmt", type=click.Choice(FORMATS), default="csv", show_default=True, help="Le genre de fichier."
)
@click.option(
    "--edition",
    "edition_id",
    type=click.IntRange(1, 2**31 - 1),
    help="Le numéro de l’édition\u202f; celle du site public sinon.",
)
@click.option("--inside", is_flag=True, help="Pour l’équipe seulement\u00a0: ne masque pas les petits effectifs.")
@click.argument("target", required=False, type=click.Path(dir_okay=False, path_type=Path))
def attendance(fmt: str, edition_id: int | None, inside: bool, target: Path | None) -> None:
    """Écrit les chiffres de fréquentation dans un fichier (sinon sous son propre nom, dans le dossier courant)."""
    from forum.attendance.service import export
    from forum.editions.queries import current_edition

    async def work() -> tuple[str, bytes]:
        return await export(edition_id or (await current_edition()).id, fmt, inside=inside)

    name, content = doing(work)
    target = target or Path(name)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"Impossible d’écrire {target}\u00a0: {error.strerror}.") from error
    click.echo(f"Les chiffres sont dans {target}.")


@main.command()
@click.argument("target", required=False, type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path | None) -> None:
    """Sauvegarde la base dans un fichier (sinon FORUM_BACKUP_DIR/forum-<date>.sauvegarde), pendant que le forum tourne."""
    from forum.backups import service
    from forum.database import backup as base

    with bar() as progress:
        task = progress.add_task("Octets", total=None)

        def told(written: int, of: int | None) -> None:
            progress.update(task, completed=written, total=of)

        async def save() -> Path:
            if target is None:
                return settings().backup_dir / (await service.save(told)).name
            return await base.backup(target, told)

        done = said(save())
    click.echo(f"Sauvegardé et vérifié dans {done}. Gardez le fichier «\u00a0secret\u00a0» à part.")


@main.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(source: Path) -> None:
    """Remet une sauvegarde dans une base vide, après l’avoir vérifiée."""
    from forum.database.backup import restore as bring_back

    with bar() as progress:
        task = progress.add_task("Octets", total=None)
        said(bring_back(source, lambda written, of: progress.update(task, completed=written, total=of)))
    said(database.migrate())
    people, kinds = doing(_erase_again)
    click.echo("La base est remise et à jour.")
    if people or kinds:
        click.echo(f"Effacé de nouveau\u00a0: {people} personnes à leur demande, {kinds} échéances passées.")


async def _erase_again() -> tuple[int, int]:
    """What the backup still held of erased people goes at once."""
    from forum.privacy.service import after_restore

    return await after_restore()


@main.command()
def purge() -> None:
    """Efface tout de suite ce qui est arrivé à échéance (le serveur le fait de lui-même, chaque heure)."""
    from forum.privacy import service

    async def work() -> tuple[int, int, int]:
        again = await service.erase_wishes()
        done = await service.erase_due()
        await service.sweep()
        return again, done, await service.renew()

    again, done, gone = doing(work)
    click.echo(
        f"{done} effacements à l’échéance, {again} personnes effacées de nouveau, {gone} sauvegardes remplacées."
    )
