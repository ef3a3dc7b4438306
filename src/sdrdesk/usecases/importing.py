"""People and companies from a file into the inbox: many short transactions under one step, taken back as one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.arrivals import Arrival, Reader
from sdrdesk.domain.errors import DeskError, StoreTrouble
from sdrdesk.domain.leads import Lead, leads, normal_form
from sdrdesk.domain.settings import with_text
from sdrdesk.domain.text import visible
from sdrdesk.files.holding import Hold
from sdrdesk.files.tables_in import Table, open_table
from sdrdesk.files.tables_out import WHY, Rejects, Rows
from sdrdesk.store import batches, ids
from sdrdesk.store.database import Database, Row
from sdrdesk.store.importing import in_bulk

from . import history
from .desk import Desk
from .landing import Landing
from .matching import Home, Known, Matcher
from .revising import Revision

CHUNK = 2000
"""Rows in one transaction: about a tenth of a second, so that nobody who types waits."""
_MOST_CHARACTERS = 4_000_000

Progress = Callable[[int, int], None]
"""Told (rows read, rows expected in all)."""

TWICE, BLOCKED = "stands twice in the file", "do not contact"


class ImportResult(NamedTuple):
    """What came of an import: how many rows made, changed, left as they were, left out or refused somebody.

    `batch` is the id in the list of imports (None when nothing was written), `skipped` says why rows were left out,
    `step` is what an undo takes back.
    """

    rows: int
    create: int
    update: int
    same: int
    skip: int
    reject: int
    batch: str | None
    rejects_file: Path | None
    said: str
    step: str | None = None
    skipped: tuple[tuple[str, int], ...] = ()
    stopped: bool = False


def import_file(
    desk: Desk,
    path: str | Path,
    *,
    dry_run: bool = False,
    source: str | None = None,
    region: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportResult:
    """Bring the people of a file into the inbox; the same file again changes only what it says otherwise.

    `source` is for rows that name none, `region` (alpha-2) for phone numbers without country. A dry run does all of it
    on a copy. When `cancelled` answers True, what was done is taken back. Raises DeskError in one sentence when the
    file cannot be read or holds no people.
    """
    if region and region.strip():
        region = with_text(desk.settings, "region", region.upper().replace("UK", "GB")).region
    table = open_table(path)
    _refuse_others(table)
    if dry_run:
        with _copy(desk) as copy:
            return _Import(copy, table, source, region, dry=True).run(progress, cancelled)
    settle_open_batches(desk)
    return _Import(desk, table, source, region).run(progress, cancelled)


def _refuse_others(table: Table) -> None:
    """Refuse what is no list of people or companies. Raises DeskError."""
    if any(line.strip().upper() == "BEGIN:VCARD" for line in (*table.preamble, table.header[0])):
        raise DeskError(f"{visible(table.name)} is an address card (vCard); export it as CSV and import that.")
    why_not = table.mapping().usable()
    if why_not is not None:
        raise DeskError(why_not)


def settle_open_batches(desk: Desk) -> list[str]:
    """Take back imports that were cut off, unless a living program is still at them. Returns a sentence for each."""
    said = []
    for batch in batches.open_batches(desk.db):
        hold = _hold(desk, batch["id"])
        if hold is None and desk.path != ":memory:":
            continue
        try:
            _take_back_rest(desk, batch)
        finally:
            if hold is not None:
                hold.release()
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


def folder_of(desk: Desk) -> Path:
    """Where an import keeps what it writes beside the desk: rejected rows, marks of work, copies for a dry run."""
    return Path(desk.path).parent / "imports"


def _remove_if_left(left: Path) -> None:
    hold = Hold.take(left.with_name(left.name.partition(".copy.db")[0] + ".lock"))
    if hold is not None:
        left.unlink(missing_ok=True)
        hold.release()


def _hold(desk: Desk, name: str) -> Hold | None:
    if desk.path == ":memory:":
        return None
    try:
        return Hold.take(folder_of(desk) / f"{name}.lock")
    except OSError as trouble:
        raise StoreTrouble(f"{folder_of(desk)} cannot be written: {trouble.strerror}.") from trouble


@contextmanager
def _copy(desk: Desk) -> Iterator[Desk]:
    """The desk as it is, to try things on; gone afterwards."""
    name = ids.uuid7()
    hold = _hold(desk, name)
    place = ":memory:" if hold is None else str(folder_of(desk) / f"{name}.copy.db")
    try:
        with batches.copied(desk.db, place) as db:
            copy = Desk(db, desk.clock)
            copy.settings = desk.settings
            yield copy
    finally:
        if hold is not None:
            for left in folder_of(desk).glob(f"{name}.copy.db*"):
                left.unlink(missing_ok=True)
            hold.release()


class _NothingToWrite(Exception):
    """The chunk's rows are all on the desk already: its transaction is given up."""


class _Stopped(Exception):
    """The person who started the import has stopped it."""


class _Import:
    """One run over one file."""

    def __init__(self, desk: Desk, table: Table, source: str | None, region: str | None, *, dry: bool = False) -> None:
        self._desk = desk
        self._db: Database = desk.db
        self._table = table
        self._mapping = table.mapping()
        self._dry = dry
        self._region = region or None
        self._source = (source or "").strip()
        self._batch = ids.uuid7()
        self._step: str | None = None
        self._counts: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()
        self._stamp = desk.stamp()
        settings = desk.settings
        self._reader = Reader(self._region, settings.region, settings.currency, desk.today())
        self._matcher = Matcher(self._db, self._identity(), self._batch)
        source_name = self._source or Path(table.name).stem.removesuffix(".rejects") or table.name
        self._landing = Landing(self._db, self._matcher, self._reader, self._batch, self._stamp, source_name)
        self._revision = Revision(self._db, self._landing, self._reader)
        self._rejects: Rejects | None = None
        if not dry and desk.path != ":memory:":
            self._rejects = Rejects(folder_of(desk), table.name, table.header)

    def _identity(self) -> str:
        """Whose numbers the file's own ids are: the named source's, the program's, or of files with this header."""
        if self._source or self._mapping.source_key:
            return self._source.casefold() or str(self._mapping.source_key)
        header = "\x1f".join(normal_form(name) for name in self._table.header if name != WHY)
        return "header " + hashlib.sha256(header.encode("utf-8", "replace")).hexdigest()[:16]

    def run(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> ImportResult:
        """All of it, or nothing."""
        hold = None if self._dry else _hold(self._desk, self._batch)
        whole = False
        try:
            with in_bulk(self._db):
                self._bring_all(progress, cancelled)
            whole = True
        except _Stopped:
            self._take_back()
            return ImportResult(0, 0, 0, 0, 0, 0, None, None, self._say_stopped(), stopped=True)
        except BaseException:
            with suppress(DeskError):  # else the next start takes it back
                self._take_back()
            raise
        finally:
            kept = self._rejects.close(keep=whole) if self._rejects is not None else None
            if hold is not None:
                hold.release()
        return self._result(kept)

    def _bring_all(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        for chunk in self._chunks():
            if cancelled is not None and cancelled():
                raise _Stopped
            self._bring(chunk)
            if progress is not None:
                done = self._counts.total()
                progress(done, max(done, round(done / max(self._table.progress, 0.001))))
        self._finish()
        if progress is not None:
            progress(self._counts.total(), self._counts.total())

    # -- reading -------------------------------------------------------------------------------------------------

    def _chunks(self) -> Iterator[list[Arrival]]:
        """The file's rows, a chunk at a time; refused ones are counted and written aside."""
        rows = Rows(self._table)
        chunk: list[Arrival] = []
        characters = 0
        for lead in leads(rows, self._mapping):
            if rows.returned:
                lead.fields.pop(WHY, None)
            if lead.reject is not None:
                self._reject(lead)
                continue
            chunk.append(self._reader.read(lead))
            characters += sum(map(len, lead.raw))
            lead.raw = []
            if len(chunk) == CHUNK or characters > _MOST_CHARACTERS:
                yield chunk
                chunk, characters = [], 0
        yield chunk

    def _reject(self, lead: Lead) -> None:
        self._counts["reject"] += 1
        if self._rejects is not None:
            self._rejects.add(lead.raw, f"line {lead.line} {lead.reject}")

    # -- one chunk -----------------------------------------------------------------------------------------------

    def _bring(self, chunk: list[Arrival]) -> None:
        if not chunk:
            return
        counts, skipped = self._counts.copy(), self._skipped.copy()
        began = self._step
        try:
            with self._writing():
                if not self._settle(chunk):
                    raise _NothingToWrite
        except _NothingToWrite:
            self._step = began
        except BaseException:
            self._counts, self._skipped, self._step = counts, skipped, began
            raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._step is not None:
            with self._db.chunk(self._step):
                yield
            return
        if not self._dry:
            batches.copy_before(self._db, self._desk.now())
        with self._db.step(batches.VERB, None, f"Importing {visible(self._table.name)}") as step:
            self._step = step.id
            self._db.insert(
                "import_batch", id=self._batch, step_id=step.id, file_name=self._table.name,
                sha256=self._table.sha256, source=self._source or None, region=self._region,
                format=self._mapping.source_key, started_at=self._stamp,
            )  # fmt: skip
            yield

    def _settle(self, chunk: list[Arrival]) -> bool:
        """Decide for every row and write; whether anything was written."""
        self._matcher.look_up(chunk)
        self._landing.begin(self._matcher.homes())
        known: list[tuple[Arrival, Known | Home, bool]] = []
        for arrival in chunk:
            if arrival.is_person:
                self._person(arrival, known)
            else:
                self._company(arrival, known)
        written = self._landing.write() > 0
        if not known:
            return written
        people = {one.id for _, one, _ in known if isinstance(one, Known)}
        homes = {one.account_id if isinstance(one, Known) else one.id for _, one, _ in known}
        self._revision.begin(people, homes)
        for arrival, one, second in known:
            change = self._revision.person if isinstance(one, Known) else self._revision.company
            if change(one, arrival, second):  # type: ignore[arg-type]  # chosen by what `one` is
                self._counts["update"] += 1
                written = True
            elif second:
                self._skip(TWICE)
            else:
                self._counts["same"] += 1
        self._landing.write()
        return written

    def _skip(self, why: str) -> None:
        self._counts["skip"] += 1
        self._skipped[why] += 1

    def _person(self, arrival: Arrival, known: list[tuple[Arrival, Known | Home, bool]]) -> None:
        home = self._matcher.home(arrival)
        found = self._matcher.person(arrival, home)
        if (found is not None and found.blocked) or (found is None and home is not None and home.blocked):
            self._skip(BLOCKED)
            return
        if found is not None and not found.gone:
            second = found.seen
            self._matcher.remember(found, arrival)
            known.append((arrival, found, second))
            return
        if home is None:
            home = self._landing.account(arrival)
        else:
            self._landing.at_home(arrival, home)
        self._landing.person(arrival, home, found)
        self._counts["create"] += 1

    def _company(self, arrival: Arrival, known: list[tuple[Arrival, Known | Home, bool]]) -> None:
        home = self._matcher.home(arrival)
        if home is None:
            self._landing.account(arrival)
            self._counts["create"] += 1
        elif home.blocked:
            self._skip(BLOCKED)
        else:
            second, home.seen = home.seen or self._matcher.met(home), True
            known.append((arrival, home, second))

    # -- the end -------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        if self._step is None:
            return
        with self._db.chunk(self._step) as step:
            counts = self._counts
            batches.close_batch(
                self._db, self._batch, total=counts.total(), created=counts["create"], updated=counts["update"],
                same=counts["same"], skipped=counts["skip"], rejected=counts["reject"],
                rejects_file=str(self._rejects.path) if self._rejects is not None and counts["reject"] else None,
            )  # fmt: skip
            step.said = self._say()

    def _take_back(self) -> None:
        if self._step is None:
            return
        with self._db.chunk(self._step) as step:
            batches.close_batch(self._db, self._batch)
            step.said = self._say_stopped()
        history.undo(self._desk, self._step)
        self._step = None

    def _result(self, rejects_file: Path | None) -> ImportResult:
        counts = self._counts
        return ImportResult(
            counts.total(), counts["create"], counts["update"], counts["same"], counts["skip"], counts["reject"],
            self._batch if self._step is not None and not self._dry else None, rejects_file, self._say(),
            None if self._dry else self._step, tuple(self._skipped.most_common()),
        )  # fmt: skip

    def _say(self) -> str:
        counts = self._counts
        file = visible(self._table.name)
        parts = [
            f"{counts[key]:,} {word}"
            for key, word in (("create", "new"), ("update", "updated"), ("same", "the same"))
            if counts[key]
        ]
        parts += [f"{number:,} left out ({why})" for why, number in self._skipped.most_common()]
        if counts["reject"]:
            parts.append(f"{counts['reject']:,} refused")
        verb = "Would import" if self._dry else "Imported" if counts["create"] or counts["update"] else "Read"
        return f"{verb} {file}: " + (", ".join(parts) or "no rows in it")

    def _say_stopped(self) -> str:
        return f"The import of {visible(self._table.name)} was stopped; nothing of it was kept"


__all__ = ["ImportResult", "import_file", "settle_open_batches"]
