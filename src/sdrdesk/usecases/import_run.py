"""One run of an import over one file: read, match, write, a chunk at a time under one step."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.arrivals import Arrival
from sdrdesk.domain.dealings import DEALINGS
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Orders, normal_form
from sdrdesk.domain.text import visible
from sdrdesk.files.opened import Opened
from sdrdesk.files.tables_out import WHY, Rejects
from sdrdesk.store import batches, ids
from sdrdesk.store.database import Database
from sdrdesk.store.importing import in_bulk

from . import history
from .desk import Desk
from .landing import Landing
from .matching import Home, Known, Matcher
from .own_columns import OwnColumns
from .own_fields import own_fields
from .reading_ahead import Reading, Refused, chunks
from .revising import Revision
from .workplace import folder_of, hold

CHUNK = 2000
"""Rows in one transaction: about a tenth of a second, so that nobody who types waits."""

Progress = Callable[[int, int], None]
"""Told (rows read, rows expected in all)."""

TWICE, BLOCKED = "stands twice in the file", "do not contact"


class RowPlan(NamedTuple):
    """What is done with a row: its line, `kind` (create, update, same, skip or reject), who it names, and why.

    `file` is empty where only one is imported.
    """

    line: int
    kind: str
    who: str
    where: str
    why: str
    file: str = ""


class Choices(NamedTuple):
    """What was chosen for a file: meanings of columns and orders of dates by header, see Mapping.changed and leads.

    `wins` is one of WINS, `kind` what its rows are when its header does not tell.
    """

    columns: dict[str, str | None]
    dates: Orders
    wins: str = "mine"
    kind: str | None = None


WINS = {
    "mine": "what I changed here stays",
    "file": "the file's cells, over what I changed here",
    "empty": "the file fills only what is empty here",
}
"""Which record wins where both say something -> in words."""
KINDS_OF_ROWS = ("people", "companies", *DEALINGS)
AS_FOUND = Choices({}, {})


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


@contextmanager
def _no_garbage_hunt() -> Iterator[None]:
    """A chunk's rows are let go when the next comes, none of them in circles: hunting for those costs a tenth."""
    hunting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if hunting:
            gc.enable()


class _NothingToWrite(Exception):
    """The chunk's rows are all on the desk already: its transaction is given up."""


class _CopyFirst(Exception):
    """There is something to write, and no safety copy yet."""


class _Stopped(Exception):
    """The person who started the import has stopped it."""


class Run:
    """One run over one file; `told` hears what becomes of each row."""

    def __init__(
        self,
        desk: Desk,
        table: Opened,
        source: str | None,
        region: str | None,
        *,
        chosen: Choices = AS_FOUND,
        dry: bool = False,
        told: Callable[[RowPlan], None] | None = None,
    ) -> None:
        self._desk = desk
        self._db: Database = desk.db
        self._table = table
        self._mapping = table.mapping().taken_as(chosen.kind).changed(chosen.columns)
        self._wins = chosen.wins
        self._orders = chosen.dates
        self._dry = dry
        self._told = told
        self._region = region or None
        self._source = (source or "").strip()
        self._batch = ids.uuid7()
        self._step: str | None = None
        self._counts: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()
        self._stamp = desk.stamp()
        reader = self._reading().reader()
        self._matcher = Matcher(self._db, self._identity(), self._batch, self._mapping.source_key)
        source_name = self._source or Path(table.name).stem.removesuffix(".rejects") or table.name
        self._own = OwnColumns(own_fields().fields, table, self._mapping, chosen.dates)
        self._landing = Landing(self._db, self._matcher, reader, self._batch, self._stamp, source_name, self._own)
        self._revision = Revision(self._db, self._landing, reader, self._own, chosen.wins)
        self._copied = dry or desk.path == ":memory:"
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
        held = None if self._dry else hold(self._desk, self._batch)
        whole = False
        try:
            with in_bulk(self._db), _no_garbage_hunt():
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
            if held is not None:
                held.release()
        return self._result(kept)

    def _bring_all(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        with closing(chunks(self._reading())) as read:
            for chunk in read:
                if cancelled is not None and cancelled():
                    raise _Stopped
                for row in chunk.refused:
                    self._reject(row)
                self._bring(chunk.arrivals)
                if progress is not None:
                    done = self._counts.total()
                    progress(done, max(done, round(done / max(chunk.progress, 0.001))))
        self._finish()
        if progress is not None:
            progress(self._counts.total(), self._counts.total())

    def _reading(self) -> Reading:
        settings = self._desk.settings
        return Reading(
            self._table, self._mapping, self._orders, self._region, settings.region, settings.currency,
            self._desk.today(), CHUNK,
        )  # fmt: skip

    def _reject(self, row: Refused) -> None:
        self._counts["reject"] += 1
        if self._told is not None:
            shown = [cell.strip()[:60] for cell in row.cells if cell.strip()][:2]
            self._told(RowPlan(row.line, "reject", " · ".join(shown), "", row.why))
        if self._rejects is not None:
            self._rejects.add(row.cells, f"line {row.line} {row.why}")

    # -- one chunk -----------------------------------------------------------------------------------------------

    def _bring(self, chunk: list[Arrival]) -> None:
        if not chunk:
            return
        counts, skipped, step = self._counts.copy(), self._skipped.copy(), self._step
        odd = self._own.odd.copy()
        try:
            with self._writing():
                if not self._settle(chunk):
                    raise _NothingToWrite
                if not self._copied:
                    raise _CopyFirst
        except _NothingToWrite:
            self._step = step
        except BaseException as trouble:
            self._counts, self._skipped, self._step, self._own.odd = counts, skipped, step, odd
            if not isinstance(trouble, _CopyFirst):
                raise
            batches.copy_before(self._db, self._desk.now())
            self._copied = True
            self._matcher.forget_chunk()
            self._bring(chunk)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._step is not None:
            with self._db.chunk(self._step):
                yield
            return
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
                self._count("update", arrival, self._revision.told)
                written = True
            elif second:
                self._skip(TWICE, arrival)
            else:
                self._count("same", arrival)
        self._landing.write()
        return written

    def _count(self, kind: str, arrival: Arrival, why: str = "") -> None:
        self._counts[kind] += 1
        if self._told is not None:
            who = arrival.name or arrival.account_name
            where = "" if arrival.account_name == who else arrival.account_name
            self._told(RowPlan(arrival.lead.line, kind, who, where, why))

    def _skip(self, why: str, arrival: Arrival) -> None:
        self._count("skip", arrival, why)
        self._skipped[why] += 1

    def _person(self, arrival: Arrival, known: list[tuple[Arrival, Known | Home, bool]]) -> None:
        home = self._matcher.home(arrival)
        found = self._matcher.person(arrival, home)
        if (found is not None and found.blocked) or (found is None and home is not None and home.blocked):
            self._skip(BLOCKED, arrival)
            return
        if found is not None and not found.gone:
            second = found.seen
            self._matcher.remember(found, arrival)
            known.append((arrival, found, second))
            return
        if (held := self._matcher.held_back(arrival)) is not None:
            self._skip(held, arrival)
            return
        if home is None:
            home = self._landing.account(arrival)
        else:
            self._landing.at_home(arrival, home)
        self._landing.person(arrival, home, found)
        self._count("create", arrival)

    def _company(self, arrival: Arrival, known: list[tuple[Arrival, Known | Home, bool]]) -> None:
        home = self._matcher.home(arrival)
        held = self._matcher.held_back(arrival) if home is None else None
        if held is not None:
            self._skip(held, arrival)
        elif home is None:
            self._landing.account(arrival)
            self._count("create", arrival)
        elif home.blocked:
            self._skip(BLOCKED, arrival)
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
        parts += [visible(said) for said in self._own.told]
        verb = "Would import" if self._dry else "Imported" if counts["create"] or counts["update"] else "Read"
        return f"{verb} {file}: " + (", ".join(parts) or "no rows in it")

    def _say_stopped(self) -> str:
        return f"The import of {visible(self._table.name)} was stopped; nothing of it was kept"
