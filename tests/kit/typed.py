"""What people type into the public forms, by the names of the fields."""

from __future__ import annotations

THERESE = {
    "school": "",
    "school_text": "0391035N",
    "class_name": "3ème B",
    "pupils": "27",
    "adults": "2",
    "transport": "coach",
    "photo": "no",
    "first_name": "Thérèse",
    "last_name": "d'Étioles",
    "email": "ce.0391035n@ac-besancon.fr",
    "phone": "06 12 34 56 78",
}
