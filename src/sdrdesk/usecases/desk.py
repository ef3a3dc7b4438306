"""The desk a use case works on: its file, its clock, its settings; and Done, what every verb answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sdrdesk.domain.settings import Settings, as_text, checked, with_text
from sdrdesk.files.paths import default_desk
from sdrdesk.store import ids
from sdrdesk.store.database import Database, stamp
from sdrdesk.store.opening import open_database

if TYPE_CHECKING:
    from sdrdesk.domain.cadence import Cadence
    from sdrdesk.domain.playbook import Playbook
    from sdrdesk.files.cadences import Reading

    from .hooks import Hooks
    from .rankings import Ranking

Clock = Callable[[], datetime]


class Done(NamedTuple):
    """What a verb did: the step in the log, the sentence for it, whose it was, and the id of what it made."""

    step: str
    said: str
    subject: str | None = None
    made: str | None = None


def system_clock() -> datetime:
    """This instant, in UTC. The only place where the product asks the machine for the time."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock


class Desk:
    """An open desk. Use one per thread."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock
        self.settings = Settings()
        self.reread_settings()
        self._playbooks: dict[str, tuple[Playbook, str]] = {}
        self._cadences: dict[str, Reading] | None = None
        self._ranking: Ranking | None = None
        self.hooks: Hooks | None = None
        self.asked_first: dict[str, Sequence[tuple[str, str, str]]] = {}
        """Call id -> the questions its segment adds, looked up once in a call."""
        self._seen = db.data_version()
        self.opened_at = stamp(self.now())

    @property
    def path(self) -> str:
        """The desk's file, or `:memory:`."""
        return self.db.path

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return self.clock().astimezone(UTC)

    def local_now(self) -> datetime:
        """This instant on the rep's wall clock, aware."""
        return self.clock().astimezone()

    def today(self) -> date:
        """The rep's local date."""
        return self.local_now().date()

    def time_now(self) -> clock_time:
        """The rep's local time of day, naive."""
        return self.local_now().time().replace(tzinfo=None)

    def stamp(self) -> str:
        """This instant, as stored."""
        return stamp(self.now())

    def playbook(self, playbook_id: str | None = None) -> Playbook:
        """A qualification framework by id, read once; without one that of the settings. See `playbook_trouble`."""
        return self._playbook(playbook_id or self.settings.playbook)[0]

    def playbook_trouble(self, playbook_id: str | None = None) -> str:
        """Why a file of the rep's own is not what `playbook` gives; empty when all is well."""
        return self._playbook(playbook_id or self.settings.playbook)[1]

    def _playbook(self, playbook_id: str) -> tuple[Playbook, str]:
        if playbook_id not in self._playbooks:
            from sdrdesk.domain.errors import DeskError  # read when first asked for
            from sdrdesk.files.paths import config_folder
            from sdrdesk.files.playbooks import FOLDER, read_playbook

            folder = config_folder() / FOLDER
            try:
                found = read_playbook(playbook_id, folder)
                self._playbooks[playbook_id] = found.playbook, found.trouble
            except DeskError as error:  # a file of their own that is gone or broken: its accounts are still read
                trouble = f"{str(error).rstrip('.')}; the built-in bant is used."
                self._playbooks[playbook_id] = read_playbook("bant", None).playbook, trouble
        return self._playbooks[playbook_id]

    def cadences(self) -> Mapping[str, Reading]:
        """The cadences by id, the rep's own in place of a shipped one, read once."""
        if self._cadences is None:
            from sdrdesk.files.cadences import read_cadences  # read when first asked for
            from sdrdesk.files.paths import config_folder

            self._cadences = read_cadences(config_folder() / "cadences")
        return self._cadences

    def cadence(self, cadence_id: str) -> Cadence | None:
        """A cadence by id; None when there is no file of it, or only a broken one."""
        found = self.cadences().get(cadence_id)
        return found.cadence if found is not None else None

    def ranking(self) -> Ranking:
        """What orders Today: the ideal customer profile and the weights, the rep's own files first, read once."""
        if self._ranking is None:
            from .rankings import read_ranking  # read when first asked for

            self._ranking = read_ranking()
        return self._ranking

    def forget_ranking(self) -> None:
        """Read profile and weights again when they are next asked for: a file was changed."""
        self._ranking = None

    def take_profile(self, path: Path) -> None:
        """Rank by the profile in this file where the rep has none. Raises DeskError when it cannot be read."""
        found = self.ranking()
        if not found.icp.rules:
            from sdrdesk.files.icp import load_icp  # only for a desk that brings its own

            self._ranking = found._replace(icp=load_icp(path))

    def take_up_hooks(self) -> str:
        """Run the rep's own hooks from now on, where their file switches them on; says what is wrong with it."""
        from sdrdesk.files.paths import config_folder

        if not (config_folder() / "hooks.toml").exists():
            return ""
        from .hooks import put_on  # only where there is a file

        return put_on(self)

    def impatient(self) -> AbstractContextManager[None]:
        """Inside, an act on a file that is busy is refused at once (StoreTrouble) instead of waiting for it."""
        return self.db.impatient()

    def changed_elsewhere(self) -> bool:
        """Whether another window or the command line committed since this was last asked.

        Raises StoreTrouble when the file itself was moved, deleted or replaced meanwhile.
        """
        self.db.still_the_same_file()
        version = self.db.data_version()
        changed = version != self._seen
        if changed:
            self._seen = version
            self.reread_settings()
        return changed

    def reread_settings(self) -> None:
        """Take up settings that were changed elsewhere or put back by an undo."""
        before = self.settings.full_sync
        self.settings = _read_settings(self.db)
        if self.settings.full_sync != before:
            self.db.sync_fully(self.settings.full_sync)

    def unveiled(self) -> AbstractContextManager[None]:
        """Inside, reads see names and words also while they are blanked: for acts, and what is worked out unseen."""
        return self.db.unveiled()

    def another(self, *, acts: bool = False) -> Desk:
        """The same file on a connection of its own, for a thread; blanked where this one is, unless it `acts`."""
        made = Desk(open_database(self.path, self.clock, create=False, origin=self.db.origin), self.clock)
        made._ranking = self._ranking
        made.hooks = made.db.watcher = self.hooks
        if not acts and self.db.veiled:
            made.db.draw_veil(True)
        return made

    def break_off(self) -> None:
        """End the query that another thread waits for on this desk; it is refused there, nothing is lost."""
        self.db.break_off()

    def close(self) -> None:
        """Close the file."""
        self.db.close()


def open_desk(
    path: str | Path | None = None,
    *,
    create: bool = True,
    clock: Clock | None = None,
    origin: str = "",
    patient: bool = False,
) -> Desk:
    """Open the desk at `path` (default: SDRDESK_DB, else the user's own); `patient`: writes wait long for others'.

    Raises NotFound when it is missing and `create` is false, StoreTrouble when it cannot be opened.
    """
    clock = clock or system_clock
    db = open_database(
        path if path is not None else default_desk(), clock, create=create, origin=origin, patient=patient
    )
    return Desk(db, clock)


def change_settings(desk: Desk, /, **texts: str) -> Done:
    """Set any of the desk's settings from text; all of them or, when one is refused, none."""
    settings = desk.settings
    for key, value in texts.items():
        settings = with_text(settings, key, value)
    settings = checked(settings)
    if settings.playbook != desk.settings.playbook:
        from .playbooks import find_playbook  # only where another one is named

        settings = with_text(settings, "playbook", find_playbook(settings.playbook))
    before, after = as_text(desk.settings), as_text(settings)
    with desk.db.step("setting.changed", None) as step:
        for key, value in after.items():
            if value != before[key]:
                desk.db.put("setting", ids.same_thing("setting", key), key=key, value=value)
        step.said = "Settings: " + ", ".join(f"{key.replace('_', ' ')} {after[key]}" for key in texts)
    desk.reread_settings()
    sync_currency(desk)
    return Done(step.id, step.said)


def sync_currency(desk: Desk) -> None:
    """Count the board afresh in what the base currency or a rate has changed; nothing when neither has."""
    base = desk.settings.currency
    if desk.db.value("SELECT 1 FROM rate WHERE currency = ? AND millionths = 1000000", (base,)):
        if not desk.db.value("SELECT 1 FROM exchange_rate LIMIT 1"):
            return
        from sdrdesk.store.rates import recount  # only where there are other currencies

        recount(desk.db, base)
        return
    from sdrdesk.store.rates import count_in  # only when the base currency changes

    count_in(desk.db, base)


def _read_settings(db: Database) -> Settings:
    settings = Settings()
    for row in db.all("SELECT key, value FROM setting WHERE key NOT GLOB '*:*' AND deleted_at IS NULL"):
        settings = with_text(settings, row["key"], row["value"])
    return settings
