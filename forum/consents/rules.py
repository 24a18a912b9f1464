"""What is optional, and each version of the words in which it was asked: the last one is asked today."""

from dataclasses import dataclass

NEXT_EDITION = "next_edition"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something optional. `versions` are never edited, only added to: a consent says which one was read."""

    code: str
    name: str
    versions: tuple[str, ...]

    @property
    def version(self) -> int:
        return len(self.versions)

    @property
    def sentence(self) -> str:
        return self.versions[-1]

    def asked(self, version: int) -> str:
        """The words of one version."""
        return self.versions[version - 1] if 0 < version <= len(self.versions) else ""


PURPOSES: dict[str, Purpose] = {
    NEXT_EDITION: Purpose(
        NEXT_EDITION,
        "Être prévenu de la prochaine édition",
        (
            "Prévenez-moi par courriel de la prochaine édition. Mes prénom, nom et courriel sont alors gardés trois ans"
            " au plus\u00a0; je peux changer d’avis à tout moment.",
        ),
    )
}
