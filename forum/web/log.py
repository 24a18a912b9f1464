"""The log: one JSON object a line, with the fields that we chose and nothing that a person typed."""

from __future__ import annotations

import json
import logging
import traceback

_FIELDS = ("request", "method", "route", "status", "ms")


class JsonLines(logging.Formatter):
    """Time, level, logger, message, our own fields; a fault adds its type and the places it went through, never its values."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "say": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            # The message of an exception may quote what somebody typed, or a row: the type and the places are enough.
            line["fault"] = record.exc_info[0].__qualname__
            line["places"] = [
                f"{f.filename.rpartition('/')[2]}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False, default=str)
