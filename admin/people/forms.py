"""What an organiser types to let somebody into the team."""

from __future__ import annotations

import re

from forum.forms import Typed
from forum.people.who import ROLE_NAMES, TERRITORY_LEAD, Who
from forum.territory.communes import territory


class InviteForm(Typed):
    """Address, name, role, and the communauté de communes of a territory lead."""

    def read(self) -> tuple[str, str, str, str | None]:
        """Address, name, role and SIREN."""
        email = self.email("email")
        name = self.name("name", "Indiquez le prénom et le nom.", most=120)
        role = self.choice("role", ROLE_NAMES, "Choisissez un rôle.")
        siren = None
        if role == TERRITORY_LEAD:
            siren = self.choice(
                "epci", [one.siren for one in territory().epcis], "Choisissez la communauté de communes."
            )
        return email, name, role, siren


class RolesForm(Typed):
    """The roles of somebody, ticked, and the communauté de communes of a territory lead."""

    @classmethod
    def of(cls, who: Who) -> RolesForm:
        """As they stand."""
        return cls({"epci": who.epci or ""}, {"roles": sorted(who.roles)})

    def read(self) -> tuple[set[str], str | None]:
        """Roles and SIREN."""
        roles = {role for role in self.many("roles") if role in ROLE_NAMES}
        if not roles:
            self.fault("roles", "Cochez au moins un rôle, ou retirez cette personne de l’équipe.")
        siren = None
        if TERRITORY_LEAD in roles:
            sirens = [one.siren for one in territory().epcis]
            siren = self.choice("epci", sirens, "Choisissez la communauté de communes.")
        return roles, siren


class PasswordForm(Typed):
    """One's own password."""

    def read(self) -> str:
        """The password; it is never shown again."""
        password = self.typed.pop("password", "")
        if not password:
            self.fault("password", "Indiquez un mot de passe.")
        return password


class TotpForm(Typed):
    """The first code that proves that the application has the secret."""

    def read(self) -> tuple[str, str]:
        """The secret that the page proposed, and the six digits."""
        secret = self.text("secret", "Rechargez la page\u00a0: le secret a disparu.", most=64)
        if secret and not re.fullmatch(r"[A-Z2-7]{32}", secret):
            self.fault("secret", "Rechargez la page\u00a0: le secret a été modifié.")
        return secret, self.text("code", "Recopiez les six chiffres de votre application.", most=8)
