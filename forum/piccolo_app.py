"""The one Piccolo app: every concept with tables."""

from __future__ import annotations

from importlib.util import find_spec

from piccolo.conf.apps import AppConfig, table_finder

from forum.database.migration import FOLDER

CONCEPTS = (
    "territory",
    "editions",
    "people",
    "audit",
    "mail",
    "badges",
    "invitations",
    "consents",
    "drafts",
    "exhibitors",
    "visitors",
    "class_visits",
    "stands",
    "layout",
    "address_book",
    "imports",
    "mailings",
    "door",
    "attendance",
    "privacy",
)


def _with_tables() -> list[str]:
    return [
        f"forum.{concept}.tables"
        for concept in CONCEPTS
        if find_spec(f"forum.{concept}") and find_spec(f"forum.{concept}.tables")
    ]


APP_CONFIG = AppConfig(
    app_name="forum",
    migrations_folder_path=str(FOLDER),
    table_classes=table_finder(_with_tables(), exclude_imported=True),
)
