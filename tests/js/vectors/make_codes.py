"""Writes codes.json from forum/badges/codes.py, so that the scanner reads codes as the server does."""

import json
import random
from pathlib import Path

from forum.badges import codes


def main() -> None:
    """Write the vectors beside this file, from a fixed seed."""
    chance = random.Random(20261127)
    codes.secrets = chance  # type: ignore[attr-defined]
    chance.randbits = chance.getrandbits  # type: ignore[attr-defined]
    made = [codes.new_code() for _ in range(20)]
    typed = [variant for code in made for variant in _variants(code, chance)]
    typed += [
        "",
        "HJ",
        "https://example.org/",
        "HJ-" * 40,
        "é" * 17,
        "HJ 1234",
        "0" * 17,
        "HJ" + "0" * 17,
        "HJ" + "O" * 17,
        "ÀÉ\u00a0-…",
    ]
    vectors = {
        "read": [{"typed": text, "code": codes.read_code(text)} for text in typed],
        "shown": [{"code": code, "shown": codes.show_code(code)} for code in made],
    }
    Path(__file__).with_name("codes.json").write_text(json.dumps(vectors, indent=1) + "\n", "utf-8")


def _variants(code: str, chance: random.Random) -> list[str]:
    shown = codes.show_code(code)
    place = chance.randrange(2, len(code) - 1)
    wrong = chance.choice([c for c in codes.ALPHABET if c != code[place]])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    return [
        code,
        shown,
        shown.lower(),
        shown.replace("-", " "),
        shown.replace("-", "\u2013"),
        f"  {code[2:]}\n",
        code.replace("0", "O").replace("1", "l"),
        code.replace("0", "o").replace("1", "I"),
        code[:place] + wrong + code[place + 1 :],
        swapped,
        code[:-1],
        code + "0",
        code.replace(code[5], "U"),
    ]


if __name__ == "__main__":
    main()
