"""Cut the typefaces that the PDF files are set in: `scripts/typefaces.py FOLDER`.

The packages carry variable fonts for a hundred languages; a PDF wants one weight, and the letters that people of the
Haut-Jura have in their names. Atkinson Hyperlegible comes as it is; Noto Sans steps in for the letters it lacks
(Cyrillic, Greek, Vietnamese), Noto Sans Arabic for Arabic and Persian ones in their joined forms; Bricolage Grotesque sets the headings.
"""

from __future__ import annotations

import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import resources
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Latin and its extensions, Greek, Cyrillic; Vietnamese and polytonic Greek; punctuation, currencies, arrows, signs.
LETTERS = [*range(0x20, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x20D0), *range(0x2100, 0x2200), 0x25CF, 0x2713]
# Arabic and its extensions; the joined forms of its letters.
LETTERS += [*range(0x600, 0x700), *range(0x750, 0x780), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)]

AS_IT_IS = {
    "AtkinsonHyperlegible-Regular.ttf": "fontpkg_atkinson_hyperlegible",
    "AtkinsonHyperlegible-Bold.ttf": "fontpkg_atkinson_hyperlegible",
}
NOTO = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
ARABIC = ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf")
BRICOLAGE = ("fontpkg_bricolage_grotesque", "BricolageGrotesque[opsz,wdth,wght].ttf")
CUT = {
    "NotoSans-Regular.ttf": (NOTO, {"wght": 400, "wdth": 100}),
    "NotoSans-Bold.ttf": (NOTO, {"wght": 700, "wdth": 100}),
    "NotoSansArabic-Regular.ttf": (ARABIC, {"wght": 400, "wdth": 100}),
    "NotoSansArabic-Bold.ttf": (ARABIC, {"wght": 700, "wdth": 100}),
    "BricolageGrotesque-Bold.ttf": (BRICOLAGE, {"wght": 700, "wdth": 100, "opsz": 24}),
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, package in AS_IT_IS.items():
        with resources.as_file(resources.files(package) / "files" / name) as path:
            shutil.copyfile(path, folder / name)
    with ProcessPoolExecutor() as pool:
        list(pool.map(cut, [folder / name for name in CUT]))


def cut(target: Path) -> None:
    """Write one weight of a variable font, with our letters only."""
    (package, name), axes = CUT[target.name]
    with resources.as_file(resources.files(package) / "files" / name) as path:
        font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"]))
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    instantiateVariableFont(font, axes, inplace=True)
    rename(font, target.stem)
    font.save(target)


def rename(font: TTFont, name: str) -> None:
    """Give the weight its own name: two fonts of one name cannot stand in one PDF."""
    family, _, style = name.partition("-")
    for number, text in ((1, family), (2, style), (3, name), (4, name.replace("-", " ")), (6, name)):
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
