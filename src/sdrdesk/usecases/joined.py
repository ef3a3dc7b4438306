"""Files that belong together: companies, their people, their deals and calls, brought one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Mapping
from sdrdesk.domain.text import visible

from . import history
from .desk import Desk
from .filling import is_whole
from .import_run import AS_FOUND, Choices, ImportResult, Progress, RowPlan
from .importing import copy_of, import_file, open_people

_RANK = {"companies": 0, "people": 1, "deals": 2, "orders": 3, "calls": 4}
_OWNERS = {"account_ref": "companies", "contact_ref": "people"}
_COMMON = (("company", "company"), ("email", "e-mail"), ("website", "website"), ("phone", "phone"))


class Join(NamedTuple):
    """A file that comes with another: what its rows are, and by what they find each other."""

    file: str
    kind: str
    by: str


def joins(path: str | Path, others: Sequence[str | Path], chosen: Choices = AS_FOUND) -> list[Join]:
    """How these files hang together, in the order they come in; the first is among them.

    Raises DeskError when one cannot be read, is there twice, or has nothing in common with the others.
    """
    read = _read(path, others, chosen)
    if len(read) == 1:
        return []
    return [Join(mapping.file, mapping.object, _by(mapping, read)) for _, mapping, _ in read]


def import_joined(
    desk: Desk,
    path: str | Path,
    others: Sequence[str | Path],
    *,
    dry_run: bool = False,
    source: str | None = None,
    region: str | None = None,
    chosen: Choices = AS_FOUND,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    told: Callable[[RowPlan], None] | None = None,
) -> ImportResult:
    """As `import_file`, for a file and others that belong to it: companies first, then people, then what was dealt.

    `chosen` columns are those of `path`. All of them come, or none does; each can be taken back by itself later.
    """
    if not others:
        return import_file(
            desk, path, dry_run=dry_run, source=source, region=region, chosen=chosen, progress=progress,
            cancelled=cancelled, told=told,
        )  # fmt: skip
    joins(path, others, chosen)
    files = _read(path, others, chosen)
    bring = partial(import_file, source=source, region=region, progress=progress, cancelled=cancelled)
    if dry_run:
        with copy_of(desk) as copy:
            return _summed([
                bring(copy, file, chosen=choices, trial=True, told=_named(told, mapping.file))
                for file, mapping, choices in files
            ])  # fmt: skip
    done: list[ImportResult] = []
    try:
        for file, _, choices in files:
            done.append(bring(desk, file, chosen=choices))
            if done[-1].stopped:
                break
    except BaseException:
        _take_back(desk, done)
        raise
    if done[-1].stopped:
        _take_back(desk, done)
        return done[-1]._replace(said="The import was stopped; nothing of it was kept")
    return _summed(done)


def _take_back(desk: Desk, done: list[ImportResult]) -> None:
    for one in reversed(done):
        if one.step is not None and not one.stopped:
            history.undo(desk, one.step)


def _named(told: Callable[[RowPlan], None] | None, file: str) -> Callable[[RowPlan], None] | None:
    """The listener, who hears of which file a row is."""
    if told is None:
        return None
    return lambda row: told(row._replace(file=file))


def _read(
    path: str | Path, others: Sequence[str | Path], chosen: Choices
) -> list[tuple[str | Path, Mapping, Choices]]:
    found: list[tuple[str | Path, Mapping, Choices]] = []
    seen: set[str] = set()
    for place, file in enumerate((path, *others)):
        if is_whole(file):
            raise DeskError(f"{visible(Path(file).name)} is a whole desk; it comes alone.")
        choices = chosen if place == 0 else Choices({}, {}, chosen.wins)
        table = open_people(file, choices)
        if table.sha256 in seen:
            raise DeskError(f"{visible(table.name)} is named twice.")
        seen.add(table.sha256)
        mapping = table.mapping().taken_as(choices.kind).changed(choices.columns)
        found.append((file, mapping, choices))
    return sorted(found, key=lambda one: _RANK.get(one[1].object, 1))


def _by(mapping: Mapping, read: list[tuple[str | Path, Mapping, Choices]]) -> str:
    """`Company ID = Record ID of companies.csv`, or the fact they share; empty for the one the others hang on."""
    earlier = [other for _, other, _ in read[: next(n for n, one in enumerate(read) if one[1] is mapping)]]
    for concept, kind in _OWNERS.items():
        own = _column(mapping, concept)
        for other in earlier:
            theirs = _column(other, "external_id")
            if own and theirs and other.object == kind:
                return f"{own} = {theirs} of {other.file}"
    for other in earlier:
        for concept, word in _COMMON:
            if _column(mapping, concept) and _column(other, concept):
                return f"{word}, as {other.file}"
    if earlier and not (_column(mapping, "account_ref") or _column(mapping, "contact_ref")):
        files = ", ".join(other.file for other in earlier)
        raise DeskError(f"{mapping.file} has no column by which its rows belong to those of {files}.")
    return ""


def _column(mapping: Mapping, concept: str) -> str | None:
    return next((header for header, meant in mapping.columns if meant == concept), None)


def _summed(done: list[ImportResult]) -> ImportResult:
    last = done[-1]
    skipped: dict[str, int] = {}
    for why, number in (pair for one in done for pair in one.skipped):
        skipped[why] = skipped.get(why, 0) + number
    counts = {name: sum(getattr(one, name) for one in done) for name in _COUNTED}
    return last._replace(
        **counts, said="; ".join(one.said for one in done), skipped=tuple(skipped.items()),
        step=next((one.step for one in reversed(done) if one.step), None),
        batch=next((one.batch for one in reversed(done) if one.batch), None),
        rejects_file=next((one.rejects_file for one in done if one.rejects_file), None),
    )  # fmt: skip


_COUNTED = ("rows", "create", "update", "same", "skip", "reject")
