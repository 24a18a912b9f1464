"""Names that break badges."""

from __future__ import annotations

import io

from PIL import Image

from forum.badges.codes import new_code
from forum.badges.faces import BadgeFace, EditionFace, PictureFace, PlanFace

NAMES = (
    "Marie-Élisabeth de La Rochefoucauld-Doudeauville",
    "Şükrü Yıldızoğlu",
    "Nguyễn Thị Ánh",
    "Ngọc Anh Nguyễn-Đặng",
    "İbrahim Çağatay Kılıçdaroğlu",
    "Łukasz Brzęczyszczykiewicz",
    "Владимир Рахманинов",
    "Ελευθερία Παπαδοπούλου",
    "Jean‑Baptiste D’Œuvres‑Æther",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "Ада́м",
    "O",
    "李小龍",
    "محمد",
    "Zoë 🎉 Müller",
    "e\u0301le\u0300ve \u202e inversé",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
)
SCHOOL = "Section d’enseignement général et professionnel adapté du collège du Pré Saint-Sauveur 1"
assert len(SCHOOL) >= 88


def _logo(wide: int, high: int) -> PictureFace:
    file = io.BytesIO()
    Image.new("RGB", (wide, high), "green").save(file, "PNG")
    return PictureFace("Région", file.getvalue(), wide, high)


FAIR = EditionFace(
    name="Forum des métiers du Haut-Jura",
    dates="vendredi 27 novembre 2026",
    place="Palais des sports",
    city="Saint-Claude",
    address="1 rue du Stade, 39200 Saint-Claude",
    emergency="03 84 41 00 18",
    contact="03 84 41 00 00 · forum@exemple.fr",
    access="Car : dépose devant le palais.\nTrain : gare à 900 m.",
    site="forum.exemple.fr",
    programme=(("8 h 30", "Montage des stands"), ("9 h", "Ouverture du forum"), ("17 h", "Fermeture, puis démontage")),
    plan=PlanFace(
        4000, 2400, ((200, 200, 300, 300, "A1", "#1f5f45"), (3600, 2000, 300, 300, "D9", "#7b3d29")), ((0, 1200, "A"),)
    ),
)
LONG_FAIR = EditionFace(
    name="Forum des métiers, des formations et de l’apprentissage du Haut-Jura et de la Grandvallière",
    dates="jeudi 26 novembre 2026 et vendredi 27 novembre 2026 et samedi 28 novembre 2026",
    place="Salle des fêtes et complexe sportif intercommunal Pierre-Hyacinthe Cazeaux",
    city="Saint-Laurent-en-Grandvaux",
    address="12 ter, impasse du Général-de-Gaulle-et-de-la-Résistance, 39150 Saint-Laurent-en-Grandvaux",
    emergency="03 84 41 00 18 (poste de secours, porte B)",
    contact="accueil.du.forum.des.metiers@communaute-de-communes-haut-jura.exemple.fr",
    access="Par la route nationale, sortie « Grandvaux », puis suivre les panneaux jusqu’au parking des cars. " * 3,
    site="forum-des-metiers.communaute-de-communes-haut-jura.exemple.fr",
    programme=tuple(
        (f"{hour} h 30", "Visite des classes, ateliers et conférence sur l’apprentissage") for hour in range(8, 18)
    ),
)


def faces() -> list[BadgeFace]:
    """Every name in every kind's place, the longest school, every photo rule."""
    kinds = ("exhibitor", "visitor", "class", "chaperone", "pupil", "organizer", "door", "press")
    photos = ("yes", "no", "partial")
    made = [
        BadgeFace(new_code(), kinds[n % 8], name, NAMES[-n], SCHOOL, 27 * (n % 2), 2, photos[n % 3])
        for n, name in enumerate(NAMES)
    ]
    made += [BadgeFace(new_code(), kind, SCHOOL, SCHOOL, SCHOOL, 35, 12, "partial") for kind in kinds]
    return [*made, BadgeFace(new_code(), "blank", "", "", "n° 2000")]
