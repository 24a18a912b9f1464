"""What an import of schools did, or would do."""

from dataclasses import dataclass

from forum.territory.schools_file import RefusedLine, SchoolLine

_SHOWN = 40
"""Lines of one kind shown in full; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Lines of the file by what became of them; `changed` holds each school before and after."""

    dry_run: bool
    added: tuple[SchoolLine, ...]
    changed: tuple[tuple[SchoolLine, SchoolLine], ...]
    unchanged: int
    refused: tuple[RefusedLine, ...]
    set_aside: tuple[tuple[str, int], ...]

    def lines(self) -> list[str]:
        """The report in French, ready to print."""
        said = ["Essai à blanc\u00a0: rien n’a été enregistré."] if self.dry_run else []
        aside = sum(count for _, count in self.set_aside)
        counts = {
            "ajoutés": len(self.added),
            "modifiés": len(self.changed),
            "inchangés": self.unchanged,
            "refusés": len(self.refused),
            "laissés de côté": aside,
        }
        told = ", ".join(f"{what}\u00a0: {count}" for what, count in counts.items())
        said.append(f"Établissements {told}.")
        said += _shown([f"+ {_told(line)}" for line in self.added])
        said += _shown([f"~ {_told(before)} → {_told(after)}" for before, after in self.changed])
        said += _shown([f"! ligne {refused.line}\u00a0: {refused.reason}" for refused in self.refused])
        said += [f"- {count}\u00a0× {reason}" for reason, count in self.set_aside]
        return said


def _told(line: SchoolLine) -> str:
    return f"{line.uai or 'sans UAI'} {line.name} ({line.kind}, {line.municipality_name})"


def _shown(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return lines if more <= 0 else [*lines[:_SHOWN], f"  … et {more} de plus"]
