"""What the note says, from the facts of a deployment: values in, sentences out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from forum.security_note.values import Facts
from forum.web.words import say_date, say_moment


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the note: its title and its sentences, each a point of a list."""

    title: str
    points: tuple[str, ...]


def sections(told: Facts) -> tuple[Section, ...]:
    """The whole note, in the order in which it is read."""
    return (
        Section("Ce qui est protégé", _protected(told)),
        Section("Ce que l’on craint", _THREATS),
        Section("Qui entre, et comment", _entering(told)),
        Section("Ce que le programme fait à chaque page", _always(told)),
        Section("Journaux", _logs(told)),
        Section("Sauvegardes", _backups(told)),
        Section("Données personnelles", _personal(told)),
        Section("Ce qui reste à faire ou à accepter", remains(told)),
    )


def _protected(told: Facts) -> tuple[str, ...]:
    return (
        f"Le site {told.address}, ses inscriptions (exposants, classes, visiteurs), ses badges et les passages à la porte.",
        f"Les données sont dans une seule base ({told.engine}), sur ce serveur\u00a0; aucune page ne demande rien à un autre"
        " site, aucun élève n’y est nommé.",
    )


_THREATS = (
    "Lecture ou copie des coordonnées par quelqu’un qui n’y a pas droit\u00a0: compte deviné, lien transféré, base ou"
    " sauvegarde emportée.",
    "Inscriptions ou plan modifiés, par malveillance ou par erreur\u00a0; faux badges à l’entrée.",
    "Site indisponible avant ou pendant le forum\u00a0: panne, disque plein, affluence, coupure du réseau dans la salle.",
)


def _entering(told: Facts) -> tuple[str, ...]:
    public = told.sessions["visitor"]
    return (
        f"L’équipe\u00a0: mot de passe d’au moins {told.least_password} caractères, gardé par Argon2id"
        f" ({told.memory_mib}\u00a0Mio de mémoire, {told.passes} passes), ou lien par courriel qui sert une fois, pendant"
        f" {_lasts(told.link_lasts)}. La session dure {_lasts(told.sessions['staff'])}\u00a0; chacun voit les siennes et les ferme.",
        f"Double vérification par téléphone, avec {told.recovery_codes} codes de secours\u00a0:"
        f" {_count(told.team_doubly_verified, told.team)}. Aucun lien par courriel ne la contourne.",
        f"Au plus {told.tries_a_minute} essais de connexion par minute et par adresse. La réponse ne dit jamais si une adresse est connue.",
        "Cinq rôles, du comité de pilotage qui lit au membre de l’organisation\u00a0; un référent territorial ne voit et"
        " ne change que ce qui est de sa communauté de communes. Toute page est refusée à qui n’y est pas nommé.",
        "Exposants, enseignants et visiteurs\u00a0: un lien personnel, dont la base ne garde que l’empreinte\u00a0; leur session"
        f" dure {_lasts(public)}.",
        f"Les téléphones de la porte\u00a0: une invitation à scanner dans les {_lasts(told.door_link_lasts)}, retirée d’un geste.",
    )


def _always(told: Facts) -> tuple[str, ...]:
    line = "Échanges chiffrés (https), exigés des navigateurs pendant un an (HSTS)\u00a0; cookies réservés à https."
    return (
        line
        if told.https
        else "Le site est servi sans chiffrement (http)\u00a0: à n’employer que sur un réseau fermé.",
        "Politique de contenu stricte\u00a0: aucun script ni style étranger à ce site, aucune page dans le cadre d’un autre.",
        "Chaque formulaire porte un jeton propre au navigateur\u00a0; chaque saisie est relue, et affichée sans pouvoir agir.",
        "Les places rares (stands, créneaux, premières entrées) sont tenues par la base elle-même.",
        "À la porte, le contrôle continue sans réseau\u00a0; la liste gardée sur le téléphone est chiffrée.",
    )


def _logs(told: Facts) -> tuple[str, ...]:
    requests = (
        "chaque demande y laisse sa route et sa durée" if told.requests_logged else "les demandes n’y sont pas notées"
    )
    return (
        "Le journal des actes dit qui a fait quoi, quand, et ce qui a changé\u00a0; les valeurs qui nomment quelqu’un n’y sont"
        " pas gardées, les secrets jamais. Un acte peut y être défait tant que rien n’a suivi.",
        f"Le journal technique ne contient ni adresse, ni nom, ni contenu\u00a0; {requests}.",
        "Les mesures de surveillance sont ouvertes à qui connaît leur jeton."
        if told.metrics
        else "Les mesures de surveillance sont fermées.",
    )


def _backups(told: Facts) -> tuple[str, ...]:
    if not told.backups:
        return ("Le programme ne fait pas de sauvegarde lui-même (FORUM_BACKUPS=0)\u00a0: l’exploitant en répond.",)
    hours, days, weeks, months = told.backups_kept
    last = "Aucune n’a encore été faite."
    if told.last_backup:
        last = f"La dernière date de {say_moment(told.last_backup)}" + (
            " et a été relue en entier." if told.last_backup_checked else " et n’a pas été relue."
        )
    return (
        "Chaque nuit, et chaque heure le jour du forum, sans arrêter le site\u00a0; chaque copie est relue en entier. "
        f"Sont gardées celles des {hours} dernières heures, {days} jours, {weeks} semaines et {months} mois.",
        last,
        "Une sauvegarde restaurée est effacée à nouveau de ce qui l’était. La télécharger demande le mot de passe une seconde fois.",
    )


def _personal(told: Facts) -> tuple[str, ...]:
    who = told.controller or "à indiquer dans les mentions légales"
    dates = "\u202f; ".join(f"{name}\u00a0: {say_date(on, weekday=False)}" for name, on in told.erased)
    return (
        f"Responsable du traitement\u00a0: {who}. Délégué à la protection des données\u00a0: {told.dpo or 'à indiquer'}.",
        "Le moins possible\u00a0: ni date de naissance, ni adresse postale\u00a0; les élèves sont comptés, les besoins particuliers aussi.",
        f"Effacement de lui-même, avec une preuve. {dates}."
        if dates
        else "Effacement de lui-même aux dates choisies pour l’édition.",
        "Chacun lit, corrige, emporte ou efface ses données depuis le lien de ses courriels.",
    )


def remains(told: Facts) -> tuple[str, ...]:
    """What this deployment lacks, then what every one must accept."""
    found = []
    if not told.https:
        found.append("Mettre le site derrière https (voir le README).")
    if told.team_doubly_verified < told.team:
        found.append(
            f"Activer la double vérification\u00a0: {told.team - told.team_doubly_verified} personne(s) de l’équipe ne l’ont pas."
        )
    if told.backups and not told.backups_aside:
        found.append(
            "Les sauvegardes sont sur le même disque que la base\u00a0: en garder une copie ailleurs (FORUM_BACKUP_DIR)."
        )
    if told.backups and told.backup_failure:
        found.append(f"La dernière tentative de sauvegarde a échoué\u00a0: {told.backup_failure}")
    if told.mail_host and not told.mail_sealed:
        found.append(
            f"Le courrier part vers {told.mail_host} sans exiger le chiffrement\u00a0: ajouter ?tls=required à FORUM_SMTP_URL."
        )
    if not told.mail_host:
        found.append("Aucun serveur de courrier n’est réglé\u00a0: les courriels attendent.")
    if not (told.controller and told.dpo):
        found.append("Compléter les mentions légales de l’édition (responsable, délégué).")
    return (
        *found,
        "Un courriel lu par un tiers lui ouvre ce que son lien ouvre\u00a0: les liens d’équipe servent une fois, ceux des enseignants ne"
        " font que montrer.",
        "La base n’est pas chiffrée sur le disque\u00a0: chiffrer celui du serveur et des sauvegardes, et mettre le système à jour.",
        "Tester une restauration avant le forum, et après chaque mise à jour du programme.",
    )


def _lasts(span: timedelta) -> str:
    """« 12 heures », « 7 jours », « 30 minutes »."""
    minutes = round(span.total_seconds() / 60)
    for many, name in ((1440, "jour"), (60, "heure"), (1, "minute")):
        if minutes % many == 0 and (minutes >= many * 2 or many == 1 or minutes == many):
            count = minutes // many
            return f"{count}\u00a0{name}{'s' if count > 1 else ''}"
    raise AssertionError("every span is so many minutes")


def _count(some: int, all_of: int) -> str:
    if not all_of:
        return "personne n’est encore dans l’équipe"
    return f"{some} personne{'s' if some > 1 else ''} sur {all_of} l’{'ont' if some > 1 else 'a'} activée"
