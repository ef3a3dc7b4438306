"""An import's plan kept in a file, to be read, compared and run: what it says is done, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, cast

from sdrdesk.domain.concepts import CONCEPTS
from sdrdesk.domain.dates_in import Order
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import visible
from sdrdesk.files.lists_in import open_list
from sdrdesk.files.plan_toml import PlanFile, read_plan, write_plan

from .desk import Desk
from .import_plan import plan
from .import_run import AS_FOUND, KINDS_OF_ROWS, WINS, Choices, ImportResult, Progress, RowPlan
from .joined import import_joined

_MOST_ROWS = 10_000
_KINDS = ("create", "update", "same", "skip", "reject")


class Planned(NamedTuple):
    """The file a plan was written to, and what it would do."""

    file: Path
    result: ImportResult
    said: str


class _Decisions:
    """Hears of every row; keeps the words of the first, and the hash of all."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, int, str]] = []
        self._hash = hashlib.sha256()

    def hear(self, row: RowPlan) -> None:
        """One row."""
        self._hash.update(f"{row.file} {row.line} {row.kind}\n".lstrip().encode())
        if len(self._rows) < _MOST_ROWS:
            who = " · ".join(part for part in (row.who, row.where) if part)
            words = visible(f"{row.file} {row.line} {row.kind} {who}".lstrip() + (f": {row.why}" if row.why else ""))
            self._rows.append((row.file, row.line, words))

    @property
    def rows(self) -> list[str]:
        """Their words, in the order of the file."""
        return [words for _, _, words in sorted(self._rows)]

    @property
    def hash(self) -> str:
        """Tells whether anything was decided otherwise."""
        return self._hash.hexdigest()


def save_plan(
    desk: Desk,
    path: str | Path,
    to: str | Path,
    *,
    source: str = "",
    region: str = "",
    chosen: Choices = AS_FOUND,
    progress: Progress | None = None,
    others: Sequence[str | Path] = (),
) -> Planned:
    """Find out what an import of `path` (and `others`) would do and write it to the file `to`. Nothing is imported."""
    to = Path(to)
    found = plan(path, chosen)
    if not found.columns:
        raise DeskError(f"{visible(found.file)} is a whole desk and needs no plan: it comes in as it is.")
    if to.exists() and not to.is_file():
        raise DeskError(f"{to} is no file; name one to write to, such as leads.plan.toml.")
    if to.suffix.lower() != ".toml":
        raise DeskError(f"A plan is a TOML file; name it so, such as {to.stem}.plan.toml.")
    heard = _Decisions()
    result = import_joined(
        desk, path, others, dry_run=True, source=source, region=region, chosen=chosen, progress=progress,
        told=heard.hear,
    )  # fmt: skip
    counts = {kind: getattr(result, kind) for kind in _KINDS}
    columns = {column.header: column.concept for column in found.columns}
    dates: dict[str, str] = {column.header: column.order for column in found.columns if column.order}
    kept = PlanFile(
        str(Path(path).resolve()), found.sha256, source, region or desk.settings.region, columns, dates, counts,
        heard.hash, chosen.wins, chosen.kind or "", tuple(str(Path(one).resolve()) for one in others),
    )  # fmt: skip
    write_plan(to, kept, heard.rows)
    return Planned(to, result, f"Wrote the plan to {to}. {result.said}")


def run_plan(desk: Desk, path: str | Path, *, progress: Progress | None = None) -> ImportResult:
    """Import by a plan, exactly as it was made.

    Raises DeskError, and imports nothing, when the file is another now or the desk would decide otherwise.
    """
    path = Path(path)
    kept = read_plan(path)
    file = Path(kept.file) if Path(kept.file).is_absolute() else path.parent / kept.file
    if not file.exists() and (path.parent / file.name).exists():
        file = path.parent / file.name
    if kept.sha256 and open_list(file).sha256 != kept.sha256:
        raise DeskError(
            f"{visible(file.name)} is not the file {visible(path.name)} was made for: it has changed since; "
            f"make the plan again with sdrdesk import {visible(file.name)} --plan {visible(path.name)}."
        )
    if kept.wins not in WINS:
        raise DeskError(f"{visible(path.name)}: wins is one of {', '.join(WINS)}, not {visible(kept.wins)}.")
    if kept.kind and kept.kind not in KINDS_OF_ROWS:
        raise DeskError(f"{visible(path.name)}: kind is one of {', '.join(KINDS_OF_ROWS)}, not {visible(kept.kind)}.")
    chosen = Choices(_columns(path, kept, file), _dates(path, kept), kept.wins, kept.kind or None)
    if kept.decided:
        heard = _Decisions()
        would = import_joined(
            desk, file, kept.others, dry_run=True, source=kept.source, region=kept.region, chosen=chosen,
            told=heard.hear,
        )  # fmt: skip
        if heard.hash != kept.decided:
            raise DeskError(f"The desk would decide otherwise than {visible(path.name)} says{_unlike(kept, would)}; "
                            "make the plan again, or take out what is decided there.")  # fmt: skip
    return import_joined(
        desk, file, kept.others, source=kept.source, region=kept.region, chosen=chosen, progress=progress
    )


def _columns(path: Path, kept: PlanFile, file: Path) -> dict[str, str | None]:
    """What the plan says otherwise than would be found."""
    for header, concept in kept.columns.items():
        if concept is not None and concept not in CONCEPTS:
            raise DeskError(
                f"{visible(path.name)}: {visible(concept)} is nothing a column can mean (that of {visible(header)})."
            )
    found = {column.header: column.concept for column in plan(file).columns}
    return {header: concept for header, concept in kept.columns.items() if found.get(header, "") != concept}


def _dates(path: Path, kept: PlanFile) -> dict[str, Order]:
    for header, order in kept.dates.items():
        if order not in ("dmy", "mdy"):
            raise DeskError(f"{visible(path.name)}: dates in {visible(header)} are dmy or mdy, not {visible(order)}.")
    return cast(dict[str, Order], kept.dates)


def _unlike(kept: PlanFile, would: ImportResult) -> str:
    """` (2 new, not 3)`, for what is counted otherwise."""
    words = {"create": "new", "update": "to update", "same": "the same", "skip": "left out", "reject": "refused"}
    parts = [
        f"{getattr(would, kind):,} {word}, not {kept.counts.get(kind, 0):,}"
        for kind, word in words.items()
        if getattr(would, kind) != kept.counts.get(kind, 0)
    ]
    return f" ({'; '.join(parts)})" if parts else ""
