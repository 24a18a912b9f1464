"""What an organiser proves before everybody's data leaves."""

from __future__ import annotations

from typing import Any

from litestar import Request

from forum.forms import Typed
from forum.people import queries as people
from forum.people import service as accounts
from forum.people.queries import StaffLine
from forum.people.who import Who


class ProofForm(Typed):
    """The password again, and a one-time code where one is set."""

    def read(self) -> tuple[str, str]:
        """Password and code; neither is shown again."""
        password, code = self.typed.pop("password", ""), self.typed.pop("code", "")
        if not password:
            self.fault("password", "Indiquez votre mot de passe.")
        return password, code


async def proven(request: Request[Who, str, Any], form: ProofForm) -> bool:
    """Whether whoever asks is who is signed in; if not, the form says so."""
    password, code = form.read()
    if not form.faults:
        try:
            await accounts.prove(request.user.id, password, code)
        except accounts.WrongCredentials:
            form.fault("password", "Le mot de passe ou le code à usage unique n’est pas le bon.")
    return not form.faults


async def asking(request: Request[Who, str, Any]) -> StaffLine:
    """The account of whoever asks: the page says which proof it can give."""
    return next(one for one in await people.team() if one.id == request.user.id)
