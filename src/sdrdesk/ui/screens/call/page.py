"""What a guided call shows, and where in it one is: the question in front, the clock, the tiles."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.named import Named
from sdrdesk.domain.playbook import Question
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.ui.widgets.line import LineInput
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.ui.widgets.strip import Choice, ChoiceStrip
from sdrdesk.usecases.objections import Answer, own_answers
from sdrdesk.usecases.pages import CallView, call_view

from .acts import Acts
from .clock import CallClock, clock_pieces, minutes_of
from .drawing import front_lines, next_to, opening_question, tile_pieces
from .filed import log_lines, side_lines
from .starting import call_to_open

_WIDE_FROM = 100  # cells from which objections stand beside the question
_GRAMMAR = "what they say · b a n t first: that criterion · !price “…” · > why · /f"


class CallPage(DeskScreen[bool]):
    """A call as it stands; a subclass gives the line and the checklist."""

    OWN_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS: ClassVar[str | None] = "LineInput"
    DEFAULT_CSS = """
    CallPage #head { height: 1; }
    CallPage #clock { width: auto; min-width: 12; }
    CallPage #middle { height: 1fr; }
    CallPage #front { height: 1fr; }
    CallPage #log { height: auto; max-height: 8; }
    CallPage #side { width: 38; height: 1fr; border-left: solid ansi_bright_black; padding-left: 1; display: none; }
    CallPage.-wide #side { display: block; }
    CallPage ChoiceStrip { display: none; }
    CallPage.-checklist ChoiceStrip { display: block; }
    """

    def __init__(
        self,
        ref: str,
        criterion: str | None = None,
        *,
        contact_id: str | None = None,
        direction: str = "in",
        point_id: str | None = None,
    ) -> None:
        super().__init__()
        self._ref = ref
        self._criterion = criterion
        self._dialled: dict[str, Any] = {"contact_id": contact_id, "direction": direction, "point_id": point_id}
        self._call_id = ""
        self._view: CallView | None = None
        self._front: Question | None = None
        self._clock: CallClock | None = None
        self._acts: Acts | None = None
        self._answers: list[Answer] = []
        self._answers_to = ""
        self._probes = False
        self._chord = ""
        self._lit: str | None = None
        self._save_timer: Any = None
        self._saved = self._seen_elsewhere = ""
        self._ending = False
        self._named: Named | None = None

    def body(self) -> Iterable[Widget]:
        """Head and clock, tiles, the question with objections beside, what was filed, the checklist, the line."""
        with Horizontal(id="head"):
            yield TitleBar(id="title")
            yield ClockBar(id="clock")
        yield Bar(id="tiles")
        with Horizontal(id="middle"):
            with Vertical():
                yield Pane(self._draw_front, id="front")
                yield Pane(self._draw_log, id="log")
            yield Pane(self._draw_side, id="side")
        yield ChoiceStrip(())
        yield Bar(id="goes")
        yield LineInput(mark=" ▸ ", placeholder=_GRAMMAR)

    def show_where(self, text: str) -> None:
        """Say where the half-typed line would go."""
        raise NotImplementedError

    def choices(self) -> list[Choice]:
        """What the checklist offers now."""
        raise NotImplementedError

    # -- starting ------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Take up the call, or start it."""
        self._acts = Acts(self.session)
        self.key_bar.show_group("line")
        self._begin()

    @work
    async def _begin(self) -> None:
        call_id = await call_to_open(self, self._ref, self._dialled)
        if not call_id:
            self.dismiss(None)
            return
        self._call_id = call_id
        view = self.read(call_view, None, call_id)
        if view is None:
            self.dismiss(None)
            return
        trouble = self.desk.playbook_trouble(view.asked_by)
        if trouble:
            self.session.refuse(DeskError(trouble))
        self._clock = CallClock(view.started_at)
        self._clock.take_up(self.session.draft(self._place_draft))
        self._view = view
        kept = view.playbook.question(self._clock.front) if self._criterion is None else None
        front = kept or opening_question(view, self._today, self._criterion)
        if front is not None:
            self._turn_to(front)
        half = self.session.draft(self._line_draft)
        if half:
            self.line.value = half + self.line.value
        self.set_interval(1.0, self._tick, name="clock")
        self.reload()

    @property
    def _today(self) -> date:
        return self.desk.today()

    @property
    def _now(self) -> datetime:
        return self.desk.now()

    @property
    def _line_draft(self) -> str:
        return f"line:{self._call_id}"

    @property
    def _place_draft(self) -> str:
        return f"place:{self._call_id}"

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def line(self) -> LineInput:
        """The line that is always ready."""
        return self.query_one(LineInput)

    @property
    def strip(self) -> ChoiceStrip:
        """The checklist."""
        return self.query_one(ChoiceStrip)

    def reload(self) -> None:
        """Read the call again; when it is gone (its start was undone elsewhere), go back."""
        if not self._call_id or self._ending:
            return
        view = self.read(call_view, None, self._call_id)
        if view is None:
            self._ending = True
            self.call_later(self.go_back)
            return
        self._view = view
        if self._front is None:
            self._front = opening_question(view, self._today, self._criterion)
        self._read_answers()
        who = f" · {view.person}" if view.person else ""
        stop = " · do not contact" if view.do_not_contact else ""
        self.query_one("#title", TitleBar).show((" ", ""), (view.account, "title"), (who, ""), (stop, "bad"))
        self._show_tiles()
        self._tick()
        self._redraw()
        self.show_where(self.line.value)

    def _read_answers(self) -> None:
        """My own answers to the kind of objection raised last."""
        assert self._view is not None
        last = self._view.objections[-1].category if self._view.objections else ""
        if last != self._answers_to:
            self._answers_to = last
            self._answers = self.read(own_answers, [], last) if last else []

    def _redraw(self) -> None:
        for name in ("#front", "#log", "#side"):
            self.query_one(name, Pane).redraw()
        self.strip.set_choices(self.choices(), mark=self.strip.marked.key if self.strip.marked else "")

    def _draw_front(self, width: int, height: int) -> list[TextLine]:
        if self._view is None or self._front is None:
            return []
        return front_lines(self._view, self._front, self._today, self._probes, width, height)

    def _draw_log(self, width: int, height: int) -> list[TextLine]:
        if self._view is None:
            return []
        waiting = self._acts.waiting if self._acts is not None else []
        return log_lines(self._view, waiting, not self.has_class("-wide"), width)

    def _draw_side(self, width: int, height: int) -> list[TextLine]:
        return side_lines(self._view, self._answers, width) if self._view is not None else []

    def _show_tiles(self) -> None:
        if self._view is None or self._clock is None:
            return
        minutes = minutes_of(self._clock, self._view.playbook, self._now)
        front = self._front.id if self._front else ""
        self.query_one("#tiles", Bar).show(*tile_pieces(self._view, minutes, self._lit, front))

    def _tick(self) -> None:
        """A second has passed: the clock, and the minutes of the tiles, which are drawn only when they differ."""
        if self._view is None or self._clock is None:
            return
        section = self._view.playbook.section(self._front.section) if self._front else None
        pieces = clock_pieces(self._clock, self._view.playbook, section, self._now)
        self.query_one(ClockBar).show_clock(pieces)
        self._show_tiles()

    @on(events.Resize)
    def _fit(self) -> None:
        self.set_class(self.size.width >= _WIDE_FROM, "-wide")
        self._redraw()

    # -- where one is ---------------------------------------------------------------------------------------------

    def _turn_section(self, by: int) -> None:
        if self._view is None or self._front is None:
            return
        sections = self._view.playbook.asked_sections
        here = next((at for at, one in enumerate(sections) if one.id == self._front.section), 0)
        there = sections[(here + by) % len(sections)]
        asked = [one for one in self._view.order(False, self._today) if one.section == there.id]
        fresh = [one for one in asked if self._view.states.get(one.id) is None]
        wanted = [one for one in fresh if one.core] or fresh or asked
        if wanted:
            self._turn_to(wanted[0])

    def _next(self) -> None:
        self._walk(back=False)

    def _previous(self) -> None:
        self._walk(back=True)

    def _walk(self, *, back: bool) -> None:
        view = self.read(call_view, None, self._call_id) if self._call_id else None
        if view is None or self._front is None:
            return
        self._view = view
        there = next_to(view, self._front.id, self._today, back)
        if there is None:
            self.session.say("Nothing is open any more: f finishes, [ and ] go through the parts.")
        else:
            self._turn_to(there)

    def _turn_to(self, question: Question) -> None:
        if self._clock is None:
            return
        self._front, self._probes = question, False
        self._clock.turn_to(question.id, question.section, self._now)
        self._keep_place()
        self._tick()
        self._redraw()
        self.show_where(self.line.value)

    def _keep_place(self) -> None:
        if self._clock is not None:
            self.session.keep_draft(self._place_draft, self._clock.note())


class ClockBar(Bar):
    """The clock at the right of the head: as wide as what it says."""

    def show_clock(self, pieces: tuple[Piece, ...]) -> None:
        """Show these pieces, and take the room they need."""
        before = len(self.text)
        self.show(*pieces)
        if len(self.text) != before:
            self.styles.width = len(self.text)
