"""The scanner's JavaScript reads codes by the same vectors as the server."""

import json
from pathlib import Path

from forum.badges.codes import read_code, show_code

VECTORS = json.loads(Path(__file__).with_name("vectors").joinpath("codes.json").read_text("utf-8"))


def test_the_shared_vectors_say_what_the_server_reads() -> None:
    assert [row for row in VECTORS["read"] if read_code(row["typed"]) != row["code"]] == []
    assert [row for row in VECTORS["shown"] if show_code(row["code"]) != row["shown"]] == []
    assert sum(row["code"] is None for row in VECTORS["read"]) > 50
