"""What each guide says, with an edition's own dates and places. Words only; the drawing knows nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forum import clock
from forum.editions.values import Audience, EditionValue
from forum.web.words import say_date, say_hour, say_phone


@dataclass(frozen=True, slots=True)
class Guide:
    """One page: what it is called, numbered steps (a title and a sentence or two), and what is good to know."""

    name: str
    lead: str
    steps: tuple[tuple[str, str], ...]
    good_to_know: tuple[str, ...]


def _until(edition: EditionValue, audience: Audience) -> str:
    """« jusqu'au 6 novembre », or nothing when no end was set."""
    closes = edition.window(audience).closes_at
    return f" jusqu’au {say_date(clock.local(closes).date())}" if closes else ""


def _days(edition: EditionValue) -> str:
    told = [f"{say_date(day.date)} de {say_hour(day.opens_at)} à {say_hour(day.closes_at)}" for day in edition.days]
    return " et ".join(told)


def _place(edition: EditionValue) -> str:
    return ", ".join(part for part in (edition.place, edition.address, edition.city) if part)


def for_exhibitors(edition: EditionValue) -> Guide:
    """From the plan to the end of the day."""
    day = edition.first_day
    return Guide(
        "Le guide de l’exposant",
        f"{_days(edition)}, {_place(edition)}",
        (
            (
                "Choisissez un stand",
                "Sur le plan, touchez un stand libre, ou dites ce qu’il vous faut et prenez celui qu’on vous propose."
                f" Il vous est gardé un quart d’heure. Réservations{_until(edition, Audience.EXHIBITORS)}.",
            ),
            (
                "Complétez votre fiche",
                "Le lien du courriel ouvre votre espace, sans mot de passe\u00a0: métiers montrés, stages et emplois proposés,"
                " électricité, mobilier, personnes sur le stand. Tout se corrige jusqu’à la date dite dans l’espace.",
            ),
            (
                "Une machine qui tourne\u202f? Déclarez-la",
                "La déclaration (articles T 39 et T 40) se remplit en ligne et rejoint le dossier de sécurité."
                " Parties dangereuses à un mètre au moins de l’allée, ou derrière un écran rigide.",
            ),
            (
                "Imprimez vos badges et votre affiche",
                "Un badge par personne, l’affiche du stand et la fiche de montage\u00a0: tout est dans votre espace."
                " Le badge sur le téléphone suffit aussi.",
            ),
            (
                "Installez-vous",
                f"Montage le {say_date(day.date)} à partir de {say_hour(day.setup_at)}\u202f; tout est prêt un quart d’heure avant"
                f" l’ouverture, à {say_hour(day.opens_at)}. On ne démonte pas avant {say_hour(day.closes_at)}\u202f;"
                f" la salle est rendue à {say_hour(day.teardown_until)}.",
            ),
            (
                "Le jour même",
                "Présentez votre badge à chaque entrée et à chaque sortie\u00a0: le nombre de personnes présentes est compté."
                " Les classes viennent par créneaux\u202f; votre espace dit qui vient.",
            ),
        ),
        (
            "Un empêchement\u202f? Annulez dans votre espace\u00a0: le stand sert à quelqu’un d’autre.",
            "Issues de secours, extincteurs et allées restent libres, cartons compris.",
            *_help(edition),
        ),
    )


def for_teachers(edition: EditionValue) -> Guide:
    """From the form to the way home."""
    return Guide(
        "Le guide de l’enseignant",
        f"{_days(edition)}, {_place(edition)}",
        (
            (
                "Inscrivez la classe",
                "Établissement, niveau, nombre d’élèves, nombre d’adultes, car, heure d’arrivée\u00a0: quatre minutes. Aucun nom"
                f" d’élève n’est demandé, nulle part. Inscriptions{_until(edition, Audience.CLASSES)}.",
            ),
            (
                "Gardez le laissez-passer",
                "Un seul code pour toute la classe, joint au courriel, à imprimer ou à garder sur le téléphone."
                " Le rendez-vous s’ajoute à votre agenda et suit les changements.",
            ),
            (
                "Préparez la visite",
                "Le catalogue se cherche par métier, niveau et commune. Choisissez trois ou quatre stands par groupe\u00a0:"
                " une question par métier vaut mieux que vingt prospectus.",
            ),
            (
                "L’effectif change\u202f?",
                "Corrigez-le par le lien du courriel, même la veille\u00a0: le créneau et le badge suivent."
                " Si la classe ne vient plus, annulez\u00a0: ses places servent à une autre.",
            ),
            (
                "Arrivez à l’heure du créneau",
                (edition.access or "Présentez-vous à la porte indiquée sur le laissez-passer.")
                + " À la porte, un bénévole lit le code et confirme le nombre d’élèves et d’adultes.",
            ),
            (
                "Repartez par la même porte",
                "Faites lire le code en sortant\u00a0: le compte des personnes présentes reste juste, et personne n’est oublié.",
            ),
        ),
        (
            "Les élèves restent sous la responsabilité de leurs accompagnateurs pendant toute la visite.",
            "Un élève en situation de handicap\u202f? Dites-le dans le formulaire\u00a0: un accueil est préparé.",
            *_help(edition),
        ),
    )


def for_door(edition: EditionValue) -> Guide:
    """Five minutes before the doors open."""
    return Guide(
        "Le guide de l’accueil",
        f"{_days(edition)}, {_place(edition)}",
        (
            (
                "Ouvrez la porte sur votre téléphone",
                "Filmez le code que montre la personne responsable, acceptez la caméra, choisissez votre porte et le sens\u00a0:"
                " entrée ou sortie. C’est tout.",
            ),
            (
                "Présentez le code au milieu de l’écran",
                "À vingt centimètres, sans bouger. Vert\u00a0: la personne passe. Orange\u00a0: lisez la phrase affichée."
                " Rouge\u00a0: elle attend, vous appelez la personne responsable.",
            ),
            (
                "Une classe\u202f? Comptez",
                "Un seul code pour toute la classe. Corrigez le nombre d’élèves et d’adultes avec les grands boutons,"
                " puis validez.",
            ),
            (
                "Pas de badge\u202f? Personne n’est refoulé",
                "«\u00a0Sans badge\u00a0» enregistre l’entrée en deux gestes. Le compteur à main sert quand la foule presse.",
            ),
            (
                "Pas de réseau\u202f? Continuez",
                "Le téléphone retient tout et l’envoie dès qu’il peut. Ne fermez pas la page, ne videz pas le navigateur.",
            ),
            (
                "Une erreur\u202f? Annulez",
                "Le dernier passage se défait d’un geste. Dans le doute, laissez passer et notez l’heure.",
            ),
        ),
        (
            f"La salle tient {' et '.join(str(hall.capacity_limit) for hall in edition.halls)} personnes au plus,"
            " exposants et équipe compris\u00a0: à 90\u00a0%, on ralentit les entrées\u202f; à 100\u00a0%, on attend les sorties.",
            "Alarme\u00a0: laissez les portes ouvertes, n’arrêtez personne, rejoignez le point de rassemblement.",
            *_help(edition),
        ),
    )


def _help(edition: EditionValue) -> tuple[str, ...]:
    told = []
    ways = [way for way in (say_phone(edition.contact_phone), edition.contact_email) if way]
    if ways:
        told.append(f"Une question\u00a0: {', '.join(ways)}")
    if edition.emergency_phone:
        told.append(f"Urgence le jour du forum\u00a0: {say_phone(edition.emergency_phone)}")
    return tuple(told)


GUIDES: dict[str, Callable[[EditionValue], Guide]] = {
    "exposant": for_exhibitors,
    "enseignant": for_teachers,
    "accueil": for_door,
}
"""By the name in their address."""
