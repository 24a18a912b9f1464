"""`forum staff`: who may sign in, repaired from the server when nobody can from the back office."""

from __future__ import annotations

import uuid

import click

from forum.cli.group import main
from forum.cli.running import doing

ROLES = "organizer, territory_lead, door_supervisor, door_staff, viewer."


@main.group()
def staff() -> None:
    """L’équipe : comptes et accès."""


@staff.command("list")
def staff_list() -> None:
    """Qui peut se connecter, avec quels rôles et comment."""
    from forum.people.queries import team

    for one in doing(team):
        ways = [name for name, there in (("mot de passe", one.has_password), ("code", one.has_totp)) if there]
        click.echo(f"{one.email}\t{one.name}\t{one.roles}\t{' et '.join(ways) or 'par lien'}")


@staff.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Prénom et nom.")
@click.option("--role", default="organizer", show_default=True, help=ROLES)
@click.option("--epci", help="SIREN de la communauté de communes, pour un référent territorial.")
def staff_add(email: str, name: str, role: str, epci: str | None) -> None:
    """Ajoute un compte et imprime un lien de connexion, bon une fois pendant une heure."""
    from forum.forms import Typed
    from forum.people import service

    typed = Typed({"email": email, "name": name})
    address, called = typed.email("email"), typed.name("name", "Indiquez le prénom et le nom.", most=120)
    for sentence in typed.faults.values():
        raise click.ClickException(sentence)

    async def work() -> str:
        return await service.sign_in_link(await service.add_staff(address, called, role, epci))

    click.echo(doing(work))


@staff.command("link")
@click.argument("email")
def staff_link(email: str) -> None:
    """Imprime un lien de connexion, bon une fois pendant une heure."""
    from forum.people import service

    async def work() -> str:
        return await service.sign_in_link(await _account(email))

    click.echo(doing(work))


@staff.command("roles")
@click.argument("email")
@click.argument("roles", nargs=-1, required=True)
@click.option("--epci", help="SIREN de la communauté de communes, pour un référent territorial.")
def staff_roles(email: str, roles: tuple[str, ...], epci: str | None) -> None:
    """Remplace les rôles d’un compte : organizer, territory_lead, door_supervisor, door_staff, viewer."""
    from forum.people import keeping

    async def work() -> None:
        await keeping.set_roles(await _account(email), set(roles), epci)

    doing(work)
    click.echo("Rôles enregistrés.")


@staff.command("reset-codes")
@click.argument("email")
def staff_reset_codes(email: str) -> None:
    """Retire la double vérification (téléphone et codes de secours perdus)."""
    from forum.people import service

    async def work() -> None:
        await service.drop_totp(await _account(email))

    doing(work)
    click.echo("Double vérification retirée.")


@staff.command("remove")
@click.argument("email")
@click.confirmation_option(prompt="Cette personne ne pourra plus se connecter. Continuer\u202f?")
def staff_remove(email: str) -> None:
    """Retire un compte et ferme ses sessions. La dernière personne de l’organisation reste."""
    from forum.people import keeping

    async def work() -> None:
        await keeping.remove(await _account(email))

    doing(work)
    click.echo("Compte retiré.")


async def _account(email: str) -> uuid.UUID:
    from forum.people.queries import find_account

    found = await find_account(email.strip())
    if found is None:
        raise click.ClickException("Aucun compte n’a cette adresse. «\u00a0forum staff list\u00a0» les montre tous.")
    return found
