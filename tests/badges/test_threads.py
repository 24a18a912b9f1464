"""Letters draw their badges while the printing desk draws sheets: each in a thread, none disturbs another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

STORY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from forum.badges.drawing import sheets
from forum.badges.layouts import CARDS, FOLDED_HOME
from tests.badges.torture import FAIR, faces

everybody = faces()
work = [([face], FOLDED_HOME) for face in everybody[:12]] + [(everybody, CARDS)] * 2
draw = lambda job: sheets.draw_badges(job[0], FAIR, job[1])
sys.setswitchinterval(1e-5)
with ThreadPoolExecutor(8) as threads:
    together = list(threads.map(draw, work))
assert together == [draw(job) for job in work], "other bytes than alone"
"""


def test_badges_drawn_at_the_same_time_are_those_drawn_alone() -> None:
    """In a process of its own: the typefaces are read at their first use, which is when threads met."""
    command = [sys.executable, "-c", STORY]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
