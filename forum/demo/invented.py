"""Invented organisations and people. Nobody of these exists; the text of each organisation says so."""

from __future__ import annotations

import random
from collections.abc import Iterator

from forum.territory.communes import Commune, communes, territory

FIRST_NAMES = [
    "Inès",
    "Léa",
    "Manon",
    "Chloé",
    "Jade",
    "Louise",
    "Zoé",
    "Élise",
    "Anaïs",
    "Maëlys",
    "Noémie",
    "Aya",
    "Şule",
    "Camille",
    "Ada",
    "Thérèse",
    "Odette",
    "Marie-Lou",
    "Yasmine",
    "Ngọc",
    "Hugo",
    "Léo",
    "Jules",
    "Gabin",
    "Théo",
    "Nathan",
    "Émile",
    "Malo",
    "Anatole",
    "Rayan",
    "Kerem",
    "Loïc",
    "Étienne",
    "Gaël",
    "Raphaël",
    "Tiago",
    "Milan",
    "Bastien",
    "Corentin",
    "Noé",
]
LAST_NAMES = [
    "Perrier",
    "Grandclément",
    "Vuillermoz",
    "Jacquet",
    "Lacroix",
    "Bonnefoy",
    "Mermet",
    "Dalloz",
    "Benoit-Gonin",
    "Michaud",
    "Reybier",
    "Chavin",
    "Regad",
    "Lançon",
    "Yıldız",
    "Nguyễn",
    "Ferreira",
    "Bouvard",
    "Clerc",
    "Monnet",
    "Prost",
    "Tissot",
    "Roidor",
    "Crestin",
    "Poncet",
    "Janier",
    "Romand",
    "Gaillard",
    "Delacroix",
    "d’Étioles",
]
_TRADES = {
    "lunetterie": ("Lunetterie", "Optique", "Branches et Charnières", "Verres"),
    "plasturgie": ("Plasturgie", "Injection", "Moules et Modèles", "Polymères"),
    "mecanique": ("Décolletage", "Mécanique de précision", "Microtechnique", "Outillage"),
    "horlogerie": ("Lapidaires", "Émaux", "Boîtiers", "Sertissage"),
    "bois": ("Tournerie", "Pipes", "Jouets en bois", "Menuiserie"),
    "industrie": ("Maintenance", "Robotique", "Qualité Plus", "Assemblage"),
    "fromagerie": ("Fruitière", "Affineurs", "Salaisons", "Moulin"),
    "agriculture": ("Ferme", "Scierie", "Forestiers", "Pépinière"),
    "btp": ("Charpente", "Maçonnerie", "Couverture", "Travaux publics"),
    "sante": ("Soins à domicile", "Résidence", "Crèche", "Cabinet"),
    "tourisme": ("Hôtel", "Remontées", "Gîtes", "Auberge"),
    "commerce": ("Comptoir", "Librairie", "Épicerie", "Services"),
    "transport": ("Autocars", "Transports", "Messagerie", "Logistique"),
    "securite": ("Secours", "Protection", "Sûreté", "Veille"),
    "numerique": ("Atelier numérique", "Réseaux", "Logiciels", "Images"),
    "emploi": ("Point emploi", "École des métiers", "Orientation", "Campus"),
}
_PLACES = [
    "du Haut Crêt",
    "de la Combe",
    "des Trois Sapins",
    "de la Bienne",
    "du Lison Bleu",
    "des Épicéas",
    "de la Cluse",
    "du Pré Vert",
    "de la Dôle Blanche",
    "du Lac Noir",
    "des Hautes Joux",
    "de la Frasse",
    "du Moulin Vieux",
    "de la Borne",
    "du Risoux Gris",
]
_STATUSES = (
    "collegien",
    "lyceen",
    "etudiant",
    "apprenti",
    "parent",
    "demandeur_emploi",
    "salarie",
    "enseignant",
    "autre",
)
_STATUS_WEIGHTS = (6, 16, 6, 5, 30, 16, 13, 5, 3)


def person(chance: random.Random) -> tuple[str, str]:
    """A first and a last name."""
    return chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)


def organisations(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Names with their sector, industry more often, never the same twice."""
    sectors = list(_TRADES)
    weights = [9, 9, 9, 4, 6, 8, 6, 4, 6, 7, 5, 4, 4, 4, 4, 8]
    seen: set[str] = set()
    while True:
        sector = chance.choices(sectors, weights)[0]
        name = f"{chance.choice(_TRADES[sector])} {chance.choice(_PLACES)}"
        if name not in seen:
            seen.add(name)
            yield name, sector


def siret(chance: random.Random) -> str:
    """Fourteen digits with the right key."""
    digits = [chance.randrange(10) for _ in range(13)]
    total = sum(d if place % 2 else (2 * d - 9 if d > 4 else 2 * d) for place, d in enumerate(digits))
    return "".join(map(str, digits)) + str(-total % 10)


def status(chance: random.Random) -> str:
    """A visitor's status, families and job seekers first."""
    return chance.choices(_STATUSES, _STATUS_WEIGHTS)[0]


def home(chance: random.Random) -> Commune | None:
    """Where somebody comes from: mostly the territory, by its inhabitants; a few from outside the list (None)."""
    drawn = chance.random()
    if drawn < 0.05:
        return None
    pool = territory().communes if drawn < 0.82 else [one for one in communes() if not one.in_territory]
    return chance.choices(pool, [one.population for one in pool])[0]
