"""What ships is what was published: counts and facts that hold without a network."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from vacances_scolaires_france import SchoolHolidayDates

from forum.territory.communes import communes, territory
from forum.territory.holidays import school_holidays
from forum.territory.kinds import read_kind
from forum.territory.occupations import activities, occupations, search_occupations, sector_of_activity
from forum.territory.reference import DATA, rows
from forum.territory.sectors import SECTORS, find_sector
from forum.territory.uai import read_uai


def test_every_commune_of_the_three_departements() -> None:
    assert Counter(one.department for one in communes()) == {"01": 391, "25": 563, "39": 492}


def test_the_territory_is_five_communautes_de_communes() -> None:
    members = Counter(one.epci_siren for one in territory().communes)
    assert members == {"200026573": 22, "243900479": 4, "243900610": 8, "200090579": 92, "200069623": 66}
    assert len(territory().communes) == 192
    assert territory().population == 80_983


def test_codes_are_text() -> None:
    for one in communes():
        assert len(one.insee_code) == 5
        assert one.postal_codes
        assert all(len(code) == 5 and code.isdecimal() for code in one.postal_codes)


def test_files_are_plain_utf8_with_unix_lines() -> None:
    for path in DATA.rglob("*.csv"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path
        assert b"\r" not in content, path
        assert content.decode("utf-8").endswith("\n"), path


def test_every_sector_has_a_code_a_name_and_a_letter_of_its_own() -> None:
    for told in (
        [one.code for one in SECTORS],
        [one.name for one in SECTORS],
        [one.letter for one in SECTORS],
        [one.icon for one in SECTORS],
    ):
        assert len(set(told)) == len(SECTORS) == 16


def test_jobs_and_activities_belong_to_known_sectors() -> None:
    assert len({one.rome_code for one in occupations()}) == len(occupations()) == 113
    assert len({one.naf_code for one in activities()}) == len(activities()) == 88
    assert {one.sector for one in occupations()} == {one.code for one in SECTORS}
    assert {one.sector for one in activities()} == {one.code for one in SECTORS}


def test_jobs_are_found_by_the_words_of_the_place() -> None:
    assert [one.rome_code for one in search_occupations("pipier")] == ["H2208"]
    assert [one.rome_code for one in search_occupations("FROMAGERE affineuse")] == ["A1412"]
    assert [one.rome_code for one in search_occupations("h2903")] == ["H2903"]
    assert search_occupations(" ") == ()


def test_an_activity_suggests_its_sector() -> None:
    assert sector_of_activity("32.50B") == sector_of_activity("3250b") == find_sector("lunetterie")
    assert sector_of_activity("99.99Z") is None


def test_school_holidays_are_those_of_the_published_calendar() -> None:
    published = SchoolHolidayDates()
    day, last = school_holidays()[0].first, school_holidays()[-1].last
    assert (day, last) == (date(2024, 1, 1), date(2028, 8, 31))
    while day <= last:
        ours = any(some.first <= day <= some.last for some in school_holidays())
        assert ours == published.is_holiday_for_zone(day, "A"), day
        day += timedelta(days=1)


def test_the_starter_list_is_right() -> None:
    starter = list(rows("schools_starter.csv"))
    insee = {one.insee_code for one in territory().communes}
    assert len(starter) == len({row["uai"] for row in starter}) == 26
    assert [row["uai"] for row in starter if not read_uai(row["uai"]).valid] == []
    assert [row for row in starter if row["insee_code"] not in insee or read_kind(row["kind"]) is None] == []
