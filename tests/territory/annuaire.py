"""Invented exports in the form of the ministry's « annuaire de l'éducation »: its columns, its semicolons, its BOM."""

from __future__ import annotations

import csv
import io

from forum.territory.uai import uai_letter

TITLES = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Adresse_2;Adresse_3"
    ";Code_postal;Code_commune;Nom_commune;Code_departement;Code_academie;Code_region;Voie_generale;Voie_technologique"
    ";Voie_professionnelle;Telephone;Fax;Web;Mail;Restauration;Hebergement;ULIS;Apprentissage;Segpa;Lycee_Agricole"
    ";Lycee_des_metiers;Post_BAC;Appartenance_Education_Prioritaire;GRETA;SIREN_SIRET;Nombre_d_eleves;position"
    ";Type_contrat_prive;Libelle_departement;Libelle_academie;Libelle_region;latitude;longitude;date_ouverture"
    ";date_maj_ligne;etat;ministere_tutelle;multi_uai;code_nature;libelle_nature;etablissement_mere"
)


def uai(number: int) -> str:
    """An invented UAI of the Jura with its right letter."""
    digits = f"039{9000 + number}"
    return digits + uai_letter(digits)


def school(number: int, name: str = "", **cells: str) -> dict[str, str]:
    """A line of the export: a collège of Saint-Claude unless told otherwise; titles in lower case."""
    usual = {
        "identifiant_de_l_etablissement": uai(number),
        "nom_etablissement": name or f"Collège d'essai {number}",
        "type_etablissement": "Collège",
        "statut_public_prive": "Public",
        "code_postal": "39200",
        "code_commune": "39478",
        "nom_commune": "Saint-Claude",
        "code_departement": "039",
        "telephone": "03 00 00 00 00",
        "mail": "ce.essai@example.org",
        "etat": "OUVERT",
        "code_nature": "340",
        "libelle_nature": "COLLEGE",
    }
    return usual | cells


def export(*schools: dict[str, str], encoding: str = "utf-8-sig", separator: str = ";") -> bytes:
    """The file as it is downloaded."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    titles = TITLES.split(";")
    writer.writerow(titles)
    writer.writerows([one.get(title.lower(), "") for title in titles] for one in schools)
    return text.getvalue().encode(encoding)
