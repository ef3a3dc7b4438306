"""How long the call lasts and where the time went: true from its start, also after the window was closed meanwhile."""

from collections.abc import Mapping
from datetime import datetime

from sdrdesk.domain.playbook import Playbook, Section
from sdrdesk.ui.widgets.drawing import Piece

_CLOSE_BEFORE_MINUTES = 5
"""So long before the end of the budget it is time for the next step."""


class CallClock:
    """Seconds since the call began, and how they are shared by the sections that were in front.

    `note()` and `take_up()` carry it over a restart: what passed meanwhile counts for the section that was in front.
    """

    def __init__(self, started_at: datetime) -> None:
        self.started_at = started_at
        self.front = ""
        self._section = ""
        self._since = started_at
        self._spent: dict[str, int] = {}

    def total(self, now: datetime) -> int:
        """Seconds since the call began."""
        return max(0, int((now - self.started_at).total_seconds()))

    def spent(self, section: str, now: datetime) -> int:
        """Seconds in which a section was in front."""
        here = int((now - self._since).total_seconds()) if section == self._section else 0
        return self._spent.get(section, 0) + max(0, here)

    def turn_to(self, question: str, section: str, now: datetime) -> None:
        """Another question is in front from now on."""
        if self._section:
            self._spent[self._section] = self.spent(self._section, now)
        self.front, self._section, self._since = question, section, now

    def note(self) -> str:
        """Everything that is not in the call's own start, as a line of text."""
        shares = ",".join(f"{section}={seconds}" for section, seconds in self._spent.items())
        return f"{self.front} {self._section} {self._since.isoformat()} {shares}"

    def take_up(self, note: str) -> None:
        """Go on from a note; one that cannot be read is left aside."""
        parts = note.split(" ")
        if len(parts) != 4:
            return
        try:
            since = datetime.fromisoformat(parts[2])
            pairs = [share.split("=") for share in parts[3].split(",") if share]
            spent = {section: int(seconds) for section, seconds in pairs}
        except ValueError:
            return
        self.front, self._section, self._since, self._spent = parts[0], parts[1], since, spent


def said(seconds: int) -> str:
    """`4:07`, `1:02:03`."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def clock_pieces(clock: CallClock, playbook: Playbook, section: Section | None, now: datetime) -> tuple[Piece, ...]:
    """`Need 2:10/9m · 4:12/25m`; past a budget in words and in another ink."""
    pieces: list[Piece] = []
    if section is not None:
        spent = clock.spent(section.id, now)
        over = section.minutes > 0 and spent >= section.minutes * 60
        pieces.append((f"{section.title} {said(spent)}/{section.minutes}m", "warn" if over else "dim"))
        pieces.append((" over" if over else "", "warn"))
        pieces.append((" · ", "dim"))
    total, budget = clock.total(now), playbook.minutes * 60
    word, ink = "", "title"
    if total >= budget:
        word, ink = " over", "late"
    elif total >= budget - _CLOSE_BEFORE_MINUTES * 60:
        word, ink = " next step!", "today"
    return (*pieces, (f"{said(total)}/{playbook.minutes}m{word} ", ink))


def minutes_of(clock: CallClock, playbook: Playbook, now: datetime) -> Mapping[str, int]:
    """section id -> full minutes in front."""
    return {section.id: clock.spent(section.id, now) // 60 for section in playbook.sections}
