"""What people type to sign in."""

from forum.forms import Typed


class SignInForm(Typed):
    """Address, password and one-time code."""

    def read(self) -> tuple[str, str, str]:
        """Address, password and code; `faults` says what is missing."""
        email = self.email("email")
        password = self.typed.pop("password", "")
        if not password:
            self.fault("password", "Indiquez votre mot de passe.")
        return email, password, self.text("code", most=16)


class InstallForm(Typed):
    """The first organiser: a name, an address, a password."""

    def read(self) -> tuple[str, str, str]:
        """Name, address and password; `faults` says what is missing."""
        name = self.name("name", "Indiquez votre prénom et votre nom.", most=120)
        password = self.typed.pop("password", "")
        if not password:
            self.fault("password", "Choisissez un mot de passe.")
        return name, self.email("email"), password


class LostForm(Typed):
    """« J'ai perdu mon lien », « mon badge »: only the address that it was sent to."""

    def read(self) -> str:
        """The address."""
        return self.email("email")
