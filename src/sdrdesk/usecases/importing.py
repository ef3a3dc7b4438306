"""People and companies from a file into the inbox: many short transactions under one step, taken back as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sdrdesk.domain.dealings import DEALINGS
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.settings import with_text
from sdrdesk.domain.text import visible
from sdrdesk.files.holding import Hold
from sdrdesk.files.lists_in import open_list
from sdrdesk.files.opened import Opened
from sdrdesk.store import batches, ids
from sdrdesk.store.database import Row

from . import history
from .desk import Desk
from .filling import fill_desk, is_whole
from .import_run import AS_FOUND, Choices, ImportResult, Progress, RowPlan, Run
from .workplace import folder_of, hold


def import_file(
    desk: Desk,
    path: str | Path,
    *,
    dry_run: bool = False,
    trial: bool = False,
    source: str | None = None,
    region: str | None = None,
    chosen: Choices = AS_FOUND,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    told: Callable[[RowPlan], None] | None = None,
) -> ImportResult:
    """Bring the people of a file into the inbox; the same file again changes only what it says otherwise.

    `source` is for rows that name none, `region` (alpha-2) for phone numbers without country, `chosen` what columns
    mean. A dry run does all of it on a copy, and `told` hears of each row. When `cancelled` answers True, what was done
    is taken back. A `trial` is a dry run on a desk that is a copy already. Raises DeskError in one sentence when the
    file cannot be read or holds nobody.
    """
    if region and region.strip():
        region = with_text(desk.settings, "region", region.upper().replace("UK", "GB")).region
    if is_whole(path):
        settle_open_batches(desk)
        return fill_desk(desk, path, dry_run=dry_run, progress=progress)
    table = open_people(path, chosen)
    if trial:
        run = _run_of(table, chosen)(desk, table, source, region, chosen=chosen, dry=True, told=told)
        return run.run(progress, cancelled)
    if dry_run:
        with copy_of(desk) as copy:
            run = _run_of(table, chosen)(copy, table, source, region, chosen=chosen, dry=True, told=told)
            return run.run(progress, cancelled)
    settle_open_batches(desk)
    return _run_of(table, chosen)(desk, table, source, region, chosen=chosen).run(progress, cancelled)


def _run_of(table: Opened, chosen: Choices) -> type[Run]:
    """What brings the rows of such a file in."""
    if table.mapping().taken_as(chosen.kind).object not in DEALINGS:
        return Run
    from .dealing_run import DealingRun

    return DealingRun


def open_people(path: str | Path, chosen: Choices = AS_FOUND, *, to_be_mapped: bool = False) -> Opened:
    """The list in a file of people or companies. Raises DeskError in one sentence when there is none.

    With `to_be_mapped` a table whose columns say nothing yet will do.
    """
    table = open_list(path)
    mapping = table.mapping().taken_as(chosen.kind).changed(chosen.columns)
    why_not = mapping.usable()
    if why_not is not None and not (to_be_mapped and mapping.object == "unknown" and len(mapping.columns) > 1):
        raise DeskError(why_not)
    return table


def settle_open_batches(desk: Desk) -> list[str]:
    """Take back imports that were cut off, unless a living program is still at them. Returns a sentence for each."""
    said = []
    for batch in batches.open_batches(desk.db):
        held = hold(desk, batch["id"])
        if held is None and desk.path != ":memory:":
            continue
        try:
            _take_back_rest(desk, batch)
        finally:
            if held is not None:
                held.release()
        said.append(f"The import of {visible(batch['file_name'])} was cut off; what it had brought was taken back.")
    if desk.path != ":memory:":
        for left in folder_of(desk).glob("*.copy.db*"):
            with suppress(OSError):
                _remove_if_left(left)
    return said


def _take_back_rest(desk: Desk, batch: Row) -> None:
    if batch["undone_by"] is not None:
        history.finish_taking_back(desk, batch["step_id"], batch["undone_by"])
        return
    with desk.db.chunk(batch["step_id"]) as step:
        batches.close_batch(desk.db, batch["id"])
        step.said = f"Imported a part of {visible(batch['file_name'])} before it was cut off"
    history.undo(desk, batch["step_id"])


def _remove_if_left(left: Path) -> None:
    held = Hold.take(left.with_name(left.name.partition(".copy.db")[0] + ".lock"))
    if held is not None:
        left.unlink(missing_ok=True)
        held.release()


@contextmanager
def copy_of(desk: Desk) -> Iterator[Desk]:
    """The desk as it is, to try things on; gone afterwards."""
    name = ids.uuid7()
    held = hold(desk, name)
    place = ":memory:" if held is None else str(folder_of(desk) / f"{name}.copy.db")
    try:
        with batches.copied(desk.db, place) as db:
            copy = Desk(db, desk.clock)
            copy.settings = desk.settings
            yield copy
    finally:
        if held is not None:
            for left in folder_of(desk).glob(f"{name}.copy.db*"):
                left.unlink(missing_ok=True)
            held.release()


__all__ = ["ImportResult", "import_file", "settle_open_batches"]
