"""What goes to stdout: text that no terminal obeys, and JSON that keeps every value and sends no control character."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sdrdesk.domain.text import visible

# What a terminal may obey or hide, and lone surrogates; JSON can say all of it in escapes.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def put(text: str = "") -> None:
    """Print one line of text; what is in it stays on that line."""
    sys.stdout.write(visible(text) + "\n")


def put_json(value: Any) -> None:
    """Print one value as JSON."""
    sys.stdout.write(as_json(value, indent=2) + "\n")


def put_json_array(values: Iterable[Any]) -> None:
    """Print values as one JSON array, each on a line of its own and none kept in memory."""
    sys.stdout.write("[")
    between = "\n"
    for value in values:
        sys.stdout.write(between + as_json(value))
        between = ",\n"
    sys.stdout.write("\n]\n")


def as_json(value: Any, indent: int | None = None) -> str:
    """The value as JSON text in which nothing is left for a terminal to obey."""
    utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    text = json.dumps(_plain(value), ensure_ascii=not utf8, indent=indent)
    return _UNSAFE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if found[0] != "\x7f" else "\\u007f"


def _plain(value: Any) -> Any:
    """Records as objects, tuples as arrays, days and instants as ISO text."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def local(stamp: str) -> str:
    """A stored instant on the rep's clock: `2026-11-26 09:41`."""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
