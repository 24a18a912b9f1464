"""The figures of this machine."""

from __future__ import annotations

import asyncio
import os
import tempfile
from dataclasses import asdict

import click
import msgspec
from rich.console import Console
from rich.table import Table

from forum.cli.group import main
from forum.cli.running import refusing
from forum.settings import settings


@main.command()
@click.argument(
    "what",
    type=click.Choice(["server", "badges", "letters", "alone", "attendance", "plan", "backup"]),
    default="server",
)
@click.option("--json", "as_json", is_flag=True, help="Imprime du JSON.")
@click.option(
    "--badges", type=int, help="Badges dans la base (2000), ou à dessiner (1000\u00a0; «\u00a0badges\u00a0»)."
)
@click.option("--connections", default=32, show_default=True, help="Connexions simultanées.")
@click.option("--seconds", default=4.0, show_default=True, help="Durée de chaque scène.")
@click.option(
    "--scans",
    multiple=True,
    type=int,
    help="Passages d’une édition («\u00a0attendance\u00a0», «\u00a0backup\u00a0»), autant de fois que d’éditions.",
)
@click.option(
    "--registrations",
    default=20_000,
    show_default=True,
    help="Inscriptions de chaque édition («\u00a0attendance\u00a0»).",
)
@click.option("--workers", default=1, show_default=True, help="Processus du serveur (PostgreSQL seulement).")
def bench(
    what: str,
    as_json: bool,
    badges: int | None,
    connections: int,
    seconds: float,
    scans: tuple[int, ...],
    registrations: int,
    workers: int,
) -> None:
    """Mesure le forum sur cette machine\u00a0: le serveur, les badges, les chiffres, ou ce qu’un processeur calcule seul.

    Dans une base à part\u00a0: SQLite, ou celle de FORUM_DATABASE_URL.
    """
    if what == "badges":
        _bench_badges(as_json, badges or 1000)
        return
    if what == "letters":
        _bench_letters(as_json, badges or 2000)
        return
    if what == "backup":
        _bench_backup(as_json, sum(scans) or 100_000)
        return
    if what == "alone":
        _bench_alone(as_json)
        return
    if what == "plan":
        _bench_plan(as_json)
        return
    if what == "attendance":
        _bench_attendance(as_json, list(scans) or [10_000, 100_000, 1_000_000], registrations)
        return
    from forum.bench.run import run as measure  # it starts servers: only this command needs it

    with tempfile.TemporaryDirectory(prefix="forum-bench-") as scratch:
        os.environ["FORUM_DATA"] = scratch
        settings.cache_clear()
        figures = refusing(
            lambda: measure(
                badges or 2000, connections, seconds, workers, lambda name: click.echo(f"… {name}", err=True)
            )
        )
    if as_json:
        click.echo(msgspec.json.encode([asdict(figure) for figure in figures]).decode())
        return
    table = Table("Scène", "par seconde", "médiane (ms)", "99\u00a0% (ms)", "du JSON nu", "remarque")
    for one in figures:
        share = "" if one.share_of_bare is None else f"{one.share_of_bare:.1%}"
        table.add_row(one.scene, f"{one.rate:,.0f}", f"{one.median_ms:.1f}", f"{one.p99_ms:.1f}", share, one.note)
    Console().print(table)


def _bench_letters(as_json: bool, count: int) -> None:
    from forum.bench.letters import run as post

    with tempfile.TemporaryDirectory(prefix="forum-bench-") as scratch:
        os.environ["FORUM_DATA"] = scratch
        settings.cache_clear()
        figure = refusing(lambda: post(count, lambda name: click.echo(f"… {name}", err=True)))
    if as_json:
        click.echo(msgspec.json.encode(asdict(figure)).decode())
        return
    table = Table("Courriers avec badge et rendez-vous", "mesuré", "au plus")
    for words, value, most in (
        ("courriers", f"{figure.letters:,}", ""),
        ("perdus", str(figure.lost), "0"),
        ("du premier au dernier (s)", f"{figure.seconds:.1f}", f"{figure.letters * 0.03:.0f}"),
        ("chacun (ko)", f"{figure.each_kb:.0f}", ""),
        ("plafond\u00a0: les mêmes octets, nus (s)", f"{figure.bare_seconds:.1f}", ""),
        ("pages ouvertes pendant ce temps", f"{figure.pages:,}", ""),
        ("une page, médiane (ms)", f"{figure.page_median_ms:.1f}", ""),
        ("une page, 99\u00a0% (ms)", f"{figure.page_p99_ms:.1f}", "150"),
        ("une page, la plus lente (ms)", f"{figure.page_worst_ms:.1f}", ""),
        ("mémoire du serveur (Mo)", f"{figure.server_mb:.0f}", ""),
    ):
        table.add_row(words, value, most)
    Console().print(table)


def _bench_backup(as_json: bool, passages: int) -> None:
    from forum.bench.backing import run as save

    with tempfile.TemporaryDirectory(prefix="forum-bench-") as scratch:
        os.environ["FORUM_DATA"] = scratch
        settings.cache_clear()
        figure = refusing(lambda: asyncio.run(save(passages, lambda name: click.echo(f"… {name}", err=True))))
    if as_json:
        click.echo(msgspec.json.encode(asdict(figure)).decode())
        return
    table = Table(f"Sauvegarde sous la charge ({figure.engine})", "")
    for words, value in (
        ("passages dans la base", f"{figure.passages:,}"),
        ("sauvegarde et vérification (s)", f"{figure.seconds:.2f}"),
        ("taille (Mo)", f"{figure.bytes / 1e6:.1f}"),
        ("passages envoyés et confirmés par seconde pendant ce temps", f"{figure.asked:.0f}, {figure.a_second:.0f}"),
        ("le plus long à répondre pendant ce temps (ms)", f"{figure.worst * 1000:.0f}"),
        ("confirmés et perdus dans la base", str(figure.lost_here)),
        ("confirmés avant et absents de la sauvegarde", str(figure.lost_in_the_backup)),
        ("remise en place après destruction (s)", f"{figure.restore_seconds:.2f}"),
        ("tables et chiffres revenus différents", ", ".join(figure.differing) or "aucun"),
    ):
        table.add_row(words, value)
    Console().print(table)


def _bench_alone(as_json: bool) -> None:
    from forum.bench.alone import run as compute

    with tempfile.TemporaryDirectory(prefix="forum-bench-") as scratch:
        os.environ["FORUM_DATA"] = scratch
        settings.cache_clear()
        figures = refusing(lambda: asyncio.run(compute(lambda name: click.echo(f"… {name}", err=True))))
    if as_json:
        click.echo(msgspec.json.encode([asdict(figure) for figure in figures]).decode())
        return
    table = Table("Scène", "chacun (ms)", "au plus (ms)")
    for one in figures:
        table.add_row(one.scene, f"{one.each_ms:.2f}", f"{one.most_ms:.0f}")
    Console().print(table)


def _bench_plan(as_json: bool) -> None:
    from forum.bench.plan import run as draw

    with tempfile.TemporaryDirectory(prefix="forum-bench-") as scratch:
        os.environ["FORUM_DATA"] = scratch
        settings.cache_clear()
        figures = refusing(lambda: asyncio.run(draw(lambda name: click.echo(f"… {name}", err=True))))
    if as_json:
        click.echo(msgspec.json.encode([asdict(figure) for figure in figures]).decode())
        return
    table = Table("Plan de 400 stands", "mesuré", "au plus")
    for one in figures:
        table.add_row(one.scene, f"{one.value:.2f} {one.unit}", f"{one.bound:g} {one.unit}")
    Console().print(table)


def _bench_attendance(as_json: bool, sizes: list[int], registrations: int) -> None:
    from forum.bench.attendance import run as count

    with tempfile.TemporaryDirectory(prefix="forum-bench-") as scratch:
        os.environ["FORUM_DATA"] = scratch
        settings.cache_clear()
        grown = refusing(
            lambda: asyncio.run(count(sizes, registrations, lambda name: click.echo(f"… {name}", err=True)))
        )
    if as_json:
        click.echo(msgspec.json.encode([asdict(one) for one in grown]).decode())
        return
    table = Table(
        *("passages", "compte entier (s)", "par millier (ms)", "regardé encore (ms)", "après un passage (ms)"),
        *("au démarrage (ms)", "en retard (ms)", "rapport PDF (s)", "classeur (s)", "fichiers (Mo)"),
        *("journal (s)", "journal (Mo)", "mémoire (Mo)"),
    )
    for one in grown:
        table.add_row(
            *(f"{one.scans:,}", f"{one.count_s:.2f}", f"{one.per_thousand_ms:.1f}", f"{one.again_ms:.0f}"),
            *(f"{one.after_one_ms:.0f}", f"{one.started_ms:.0f}", f"{one.behind_ms:.0f}", f"{one.pdf_s:.2f}"),
            *(f"{one.xlsx_s:.2f}", f"{one.files_mb:.1f}", f"{one.journal_s:.1f}", f"{one.journal_mb:.1f}"),
            f"{one.peak_mb:.0f}",
        )
    Console().print(table)


def _bench_badges(as_json: bool, count: int) -> None:
    from forum.bench.paper import run as draw

    figures = draw(count, lambda name: click.echo(f"… {name}", err=True))
    if as_json:
        click.echo(msgspec.json.encode([asdict(figure) for figure in figures]).decode())
        return
    table = Table("Scène", "nombre", "par seconde", "chacun (ms)", "du plafond", "fichier (Mo)", "mémoire (Mo)")
    for one in figures:
        share = "" if one.share_of_ceiling is None else f"{one.share_of_ceiling:.1%}"
        each = f"{one.each_ms:.3f}"
        table.add_row(
            one.scene, f"{one.count:,}", f"{one.rate:,.0f}", each, share, f"{one.file_mb:.2f}", f"{one.peak_mb:.0f}"
        )
    Console().print(table)
