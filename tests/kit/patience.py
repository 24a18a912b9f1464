"""How long a test waits for something to happen, on the slowest and busiest machine.

It costs nothing while the program works: every wait ends with what is waited for. It is no measure of anything; figures are
in `scripts/bench`.
"""

from __future__ import annotations

SECONDS = 180.0
