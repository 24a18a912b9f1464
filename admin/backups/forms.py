"""What an organiser proves before everybody's data leaves."""

from __future__ import annotations

from forum.forms import Typed


class ProofForm(Typed):
    """The password again, and a one-time code where one is set."""

    def read(self) -> tuple[str, str]:
        """Password and code; neither is shown again."""
        password, code = self.typed.pop("password", ""), self.typed.pop("code", "")
        if not password:
            self.fault("password", "Indiquez votre mot de passe.")
        return password, code
