"""The few words that badges say in French beside those of their holder."""

import re

from forum.badges.faces import BadgeFace


def heads(face: BadgeFace) -> str:
    """How many heads the code stands for: « 27 élèves et 2 adultes », « Valable pour 3 personnes », or nothing for one."""
    if face.kind == "class":
        return f"{_count(face.pupils, 'élève')} et {_count(face.adults, 'adulte')}"
    together = face.pupils + face.adults
    if together <= 1:
        return ""
    if not face.pupils:
        return f"Valable pour {together} personnes"
    return f"Valable pour {_count(face.adults, 'adulte')} et {_count(face.pupils, 'enfant')}"


def printed(text: str) -> str:
    """« 3e B » as « 3ᵉ B », « 1ère » as « 1ʳᵉ », « d'Arc » as « d’Arc », and « 9 h 30 », « porte A », « n° 7 » that no line break parts."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r"\b1(?:ère|ere|re)\b", "1ʳᵉ", text)
    text = re.sub(r"\b(\d+)(?:ème|eme|e)\b", r"\1ᵉ", text)
    text = re.sub(
        r"\b(\d{1,2}) ?h(?: ?(\d\d))?\b", lambda hour: "\u00a0".join(filter(None, (hour[1], "h", hour[2]))), text
    )
    return re.sub(r"\b(porte|stand|hall|n°) (?=\w{1,4}\b)", "\\1\u00a0", text, flags=re.IGNORECASE)


def _count(number: int, word: str) -> str:
    return f"{number}\u00a0{word}{'s' if number > 1 else ''}"
