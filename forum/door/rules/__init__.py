"""Decisions of the door: what to answer to a badge, and what a set of journal lines means."""

from forum.door.rules.conflicts import Conflict, conflicts
from forum.door.rules.gauge import Gauge, HallGauge, gauge
from forum.door.rules.judging import Asked, Badge, Verdict, judge
from forum.door.rules.lines import Broken, Entry, Line, Phone, fault_of, moment_of
from forum.door.rules.register import Register, State, running, state
from forum.door.rules.weighing import Presence

__all__ = [
    "Asked",
    "Badge",
    "Broken",
    "Conflict",
    "Entry",
    "Gauge",
    "HallGauge",
    "Line",
    "Phone",
    "Presence",
    "Register",
    "State",
    "Verdict",
    "conflicts",
    "fault_of",
    "gauge",
    "judge",
    "moment_of",
    "running",
    "state",
]
