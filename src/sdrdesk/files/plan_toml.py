"""An import's plan as a TOML file: which file, what its columns mean, and what was decided for its rows."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import visible

from .tables_out import whole_or_nothing

_LARGEST = 50_000_000
_HEAD = """\
# What sdrdesk will do with this file. It is run, exactly so, by: sdrdesk import --run {name}
# Columns may be given another meaning here ("" keeps one as a field of its own), dates another order (dmy, mdy);
# wins says which record wins where both say something: mine, file, or empty (only gaps are filled);
# then take out what is decided below, as it was decided before that.
"""


class PlanFile(NamedTuple):
    """A plan as it stands in its file; `decided` is the hash of what happens to each row, '' for whatever happens."""

    file: str
    sha256: str
    source: str
    region: str
    columns: dict[str, str | None]
    dates: dict[str, str]
    counts: dict[str, int]
    decided: str
    wins: str = "mine"
    kind: str = ""
    others: tuple[str, ...] = ()


def write_plan(path: Path, plan: PlanFile, rows: Iterable[str]) -> None:
    """Write the plan, and the words for its rows, to `path`. Raises DeskError when it cannot be written."""
    with whole_or_nothing(path) as file:
        file.write(_HEAD.format(name=visible(path.name)))
        for name in ("file", "sha256", "source", "region"):
            file.write(f"{name} = {_text(getattr(plan, name))}\n")
        file.write(f"wins = {_text(plan.wins)}\n")
        if plan.kind:
            file.write(f"kind = {_text(plan.kind)}\n")
        if plan.others:
            file.write(f"with = [{', '.join(map(_text, plan.others))}]\n")
        for name, table in (("columns", plan.columns), ("dates", plan.dates)):
            file.write(f"\n[{name}]\n")
            file.writelines(f"{_text(key)} = {_text(told or '')}\n" for key, told in table.items())
        file.write("\n[decided]\n")
        file.writelines(f"{kind} = {number}\n" for kind, number in plan.counts.items())
        file.write(f"hash = {_text(plan.decided)}\nrows = [\n")
        file.writelines(f"  {_text(row)},\n" for row in rows)
        file.write("]\n")


def read_plan(path: Path) -> PlanFile:
    """The plan in a file. Raises DeskError, naming what is wrong, when it is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise DeskError(f"{path.name} is too large to be a plan.")
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as trouble:
        raise DeskError(f"{path.name} cannot be read: {trouble.strerror}.") from trouble
    except (ValueError, RecursionError) as trouble:
        raise DeskError(f"{path.name} is no plan: {visible(str(trouble))}.") from trouble
    decided = table.get("decided", {})
    texts = [table.get(name, "") for name in ("file", "sha256", "source", "region")]
    if not all(isinstance(text, str) for text in texts) or not texts[0] or not isinstance(decided, dict):
        raise DeskError(f"{path.name} is no plan of an import; sdrdesk import FILE --plan {path.name} makes one.")
    columns: dict[str, str | None] = {key: told or None for key, told in _texts(path, table, "columns")}
    counts = {str(kind): number for kind, number in decided.items() if isinstance(number, int)}
    return PlanFile(
        texts[0], texts[1], texts[2], texts[3], columns, dict(_texts(path, table, "dates")), counts,
        str(decided.get("hash", "")), str(table.get("wins", "mine")), str(table.get("kind", "")),
        tuple(map(str, table["with"])) if isinstance(table.get("with"), list) else (),
    )  # fmt: skip


def _texts(path: Path, table: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise DeskError(f"{path.name}: {name} is no table.")
    for key, told in found.items():
        if not isinstance(told, str):
            raise DeskError(f"{path.name}: {name}, {visible(key)} has no text behind it.")
        yield key, told


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
