"""Sectors (« filières »): what the stands are about, told by a name, a letter, a colour and an icon.

The letter is there so that colour is never alone (RGAA 3.1). The code is what the database stores, what the style
sheets call `--sector-<code>` and what the icon sprite calls `sector-<code>`: it never changes once an edition used it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector: `code` in French kebab-case, `name` as printed, `letter` unique among the sectors."""

    code: str
    name: str
    letter: str

    @property
    def colour(self) -> str:
        """Name of the colour token, without its two dashes."""
        return f"sector-{self.code}"

    @property
    def icon(self) -> str:
        """Name of the icon."""
        return f"sector-{self.code}"


SECTORS: tuple[Sector, ...] = (
    Sector("lunetterie", "Lunetterie et optique", "L"),
    Sector("plasturgie", "Plasturgie", "P"),
    Sector("mecanique", "Mécanique et microtechniques", "M"),
    Sector("horlogerie", "Horlogerie, bijouterie et lapidaire", "H"),
    Sector("bois", "Bois, tournerie, pipe et jouet", "B"),
    Sector("industrie", "Industrie\u00a0: production, maintenance, qualité, logistique", "I"),
    Sector("fromagerie", "Fromagerie et agroalimentaire", "F"),
    Sector("agriculture", "Agriculture et forêt", "A"),
    Sector("btp", "Construction et travaux publics", "C"),
    Sector("sante", "Santé et social", "S"),
    Sector("tourisme", "Tourisme, hôtellerie et montagne", "T"),
    Sector("commerce", "Vente, commerce, services et administration", "V"),
    Sector("transport", "Transport routier et voyageurs", "R"),
    Sector("securite", "Défense et sécurité", "D"),
    Sector("numerique", "Numérique", "N"),
    Sector("emploi", "Emploi et orientation", "E"),
)

_BY_CODE = {sector.code: sector for sector in SECTORS}


def find_sector(code: str) -> Sector | None:
    """The sector with that code, or nothing."""
    return _BY_CODE.get(code)
