"""The command: the raw journal and the open export in, the figures out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.attendance.naive.reading import journal_of, tables_of
from tests.attendance.naive.report import recount

_, said, export, *edition = sys.argv
tables = tables_of(Path(export))
asked = int(edition[0]) if edition else max(row["id"] for row in tables["edition"])
print(json.dumps(recount(journal_of(Path(said).read_text("utf-8")), tables, asked), ensure_ascii=False, indent=1))
