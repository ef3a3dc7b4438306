"""The list of imports: what each brought, what of it is still here, and taking it back whole at any later time."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.errors import Ambiguous, DeskError, NotFound
from sdrdesk.domain.text import visible
from sdrdesk.store import attaching, batches
from sdrdesk.store.database import Row

from . import history
from .desk import Desk, Done


class Batch(NamedTuple):
    """One import: `at` is its instant, `step` the act an undo takes back (None: it was made on another desk).

    `state` is done, taken back or unfinished; the counts are those of its day.
    """

    id: str
    step: str | None
    file: str
    at: str
    state: str
    source: str | None
    region: str | None
    format: str | None
    rows: int
    create: int
    update: int
    same: int
    skip: int
    reject: int
    rejects_file: str | None


class Brought(NamedTuple):
    """An account an import made, and how many people came with it."""

    id: str
    name: str
    stage: str
    status: str
    people: int


def imports(desk: Desk, limit: int = 200) -> list[Batch]:
    """Every import, the newest first."""
    return [_batch(row) for row in batches.listed(desk.db, limit)]


def find_import(desk: Desk, text: str) -> Batch:
    """The import of this id, or of the only one that begins so. Raises NotFound, or Ambiguous with the candidates."""
    wanted = text.strip().lower()
    found = batches.beginning(desk.db, wanted) if wanted and set(wanted) <= set("0123456789abcdef-") else []
    if not found:
        raise NotFound(f"There is no import {visible(text.strip())}; sdrdesk imports lists them.")
    if len(found) > 1:
        labels = [(row["id"], f"{row['file_name']} {row['started_at']}") for row in found]
        raise Ambiguous(f"“{visible(text.strip())}” begins the id of several imports; write more of it.", labels)
    return _batch(found[0])


def brought(desk: Desk, batch_id: str, limit: int = 200) -> list[Brought]:
    """The accounts it made that are still here, by name."""
    return [Brought(*row) for row in batches.made(desk.db, batch_id, limit)]


def still_here(desk: Desk, batch_id: str) -> str:
    """What of it is here now: `12 accounts and 31 people of it here, 3 taken on`."""
    accounts, people, taken = batches.still_here(desk.db, batch_id)
    step = batches.step_of(desk.db, batch_id)
    dealings = attaching.still_here(desk.db, step) if step else {}
    if not accounts and not people and not dealings:
        return "nothing it made is here"
    worked = f", {taken:,} taken on" if taken else ""
    more = ", ".join(_count(number, table, _SEVERAL.get(table, "")) for table, number in dealings.items())
    if not accounts and not people:
        return f"{more} of it here"
    said = f"{_count(accounts, 'account')} and {_count(people, 'person', 'people')}"
    return f"{said}{', ' + more if more else ''} of it here{worked}"


_SEVERAL = {"activity": "activities"}


def take_back_import(desk: Desk, batch_id: str) -> Done:
    """Take an import back whole; what was worked on since stays, and is named."""
    return history.undo(desk, _act_of(find_import(desk, batch_id)))


def bring_again(desk: Desk, batch_id: str) -> Done:
    """Do an import again that was taken back."""
    return history.redo(desk, _act_of(find_import(desk, batch_id)))


def _act_of(batch: Batch) -> str:
    if batch.step is None:
        raise DeskError(f"{visible(batch.file)} was imported on another desk; its act did not come along.")
    return batch.step


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_counts(batch: Batch) -> str:
    """`141 new, 22 updated, 9 the same, 2 refused`."""
    parts = (
        (batch.create, "new"), (batch.update, "updated"), (batch.same, "the same"), (batch.skip, "left out"),
        (batch.reject, "refused"),
    )  # fmt: skip
    return ", ".join(f"{number:,} {word}" for number, word in parts if number) or "no rows in it"


def _batch(row: Row) -> Batch:
    state = "taken back" if row["undone"] or row["state"] == "taken_back" else "done"
    return Batch(
        row["id"], row["act"], row["file_name"], row["started_at"], "unfinished" if row["state"] == "open" else state,
        row["source"], row["region"], row["format"], row["total"], row["created"], row["updated"], row["same"],
        row["skipped"], row["rejected"], row["rejects_file"],
    )  # fmt: skip
