"""The guided call: one question in front, one line that is always ready, and a checklist where single keys act."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from sdrdesk.domain.capture import Line, lit_criterion, parse_line
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.playbook import Criterion, Question
from sdrdesk.domain.when import say_day
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import attempt
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.ui.widgets.line import LineInput
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.ui.widgets.strip import ChoiceStrip
from sdrdesk.usecases import calls
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.objections import Answer, own_answers
from sdrdesk.usecases.pages import CallView, call_view, dial_card

from . import checklist
from .acts import Acts
from .clock import CallClock, clock_pieces, minutes_of
from .drawing import front_lines, next_to, opening_question, tile_pieces
from .filed import log_lines, side_lines

_WIDE_FROM = 100  # cells from which objections stand beside the question
_LONG_LINE = 20_000  # letters from which the half-typed line is saved a moment later
_SAVE_LATER_SECONDS = 0.3
_RETRY_SECONDS = 0.25
_UNDERSTOOD = 400  # letters of the line that are read for the preview
_GRAMMAR = "what they say · b a n t first: that criterion · !price “…” · > why · /f"
_CHORD = re.compile("alt\\+(?P<letter>.)")


class CallScreen(DeskScreen[None]):
    """One call, from its start (or from where it was left) to its end; dismissed when it ended or became a draft."""

    OWN_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS: ClassVar[str | None] = "LineInput"
    DEFAULT_CSS = """
    CallScreen #head { height: 1; }
    CallScreen #clock { width: auto; min-width: 12; }
    CallScreen #middle { height: 1fr; }
    CallScreen #front { height: 1fr; }
    CallScreen #log { height: auto; max-height: 8; }
    CallScreen #side { width: 38; height: 1fr; border-left: solid ansi_bright_black; padding-left: 1; display: none; }
    CallScreen.-wide #side { display: block; }
    CallScreen ChoiceStrip { display: none; }
    CallScreen.-checklist ChoiceStrip { display: block; }
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
        self._ending = False

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

    # -- starting ------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Take up the call, or start it."""
        self._acts = Acts(self.session)
        self.key_bar.show_group("line")
        self._begin()

    @work
    async def _begin(self) -> None:
        call_id = await self._call_to_open()
        if not call_id:
            self.dismiss(None)
            return
        self._call_id = call_id
        view = self.read(call_view, None, call_id)
        if view is None:
            self.dismiss(None)
            return
        self._clock = CallClock(view.started_at)
        self._clock.take_up(self.session.draft(self._place_draft))
        self._view = view
        kept = view.playbook.question(self._clock.front) if self._criterion is None else None
        front = kept or opening_question(view, self._today, self._criterion)
        if front is not None:
            self._turn_to(front)
        half = self.session.draft(self._line_draft)
        if half:
            self.line.value = half
        self.set_interval(1.0, self._tick, name="clock")
        self.reload()

    async def _call_to_open(self) -> str | None:
        """The id of the call: the one named, a draft of this account, or a new one. None: none was wanted."""
        if attempt(calls.the_call, self.desk, self._ref).value is not None:
            return self._ref
        card = self.read(dial_card, None, self._ref)
        if card is None:
            return None
        if card.draft_call is not None and await self._goes_on(card.draft_call):
            return card.draft_call
        person = self._dialled["contact_id"] or (card.person.id if card.person else None)
        done = self.do(calls.start_call, self._ref, **{**self._dialled, "contact_id": person})
        return done.made if done is not None else None

    async def _goes_on(self, draft_call: str) -> bool:
        """A draft of today is gone on with; an older one may be left as it is."""
        view = self.read(call_view, None, draft_call)
        if view is None:
            return False
        began = view.started_at.astimezone(self.desk.local_now().tzinfo)
        if began.date() == self._today:
            self.session.say(f"Going on with the call from {began:%H:%M}.")
            return True
        day = say_day(began.date(), self._today)
        return await self.confirm(
            f"A call from {day} {began:%H:%M} has no end yet. Go on with it?",
            yes="go on",
            no="a new call",
            default=True,
        )

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
            self.call_later(self.dismiss, None)
            return
        self._view = view
        if self._front is None:
            self._front = opening_question(view, self._today, self._criterion)
        self._read_answers()
        who = f" · {view.person}" if view.person else ""
        self.query_one("#title", TitleBar).show((" ", ""), (view.account, "title"), (who, ""))
        self._show_tiles()
        self._tick()
        self._redraw()
        self._show_where(self.line.value)

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
        self.strip.set_choices(self._choices(), mark=self.strip.marked.key if self.strip.marked else "")

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

    # -- the line ------------------------------------------------------------------------------------------------

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        if not self._call_id:
            return
        self._show_where(event.value)
        if len(event.value) < _LONG_LINE:
            self._save_line()
        elif self._save_timer is None:
            self._save_timer = self.set_timer(_SAVE_LATER_SECONDS, self._save_line)

    def _save_line(self) -> None:
        """The half-typed line to disk, with what a busy file has not taken yet before it."""
        self._save_timer = None
        waiting = self._acts.waiting if self._acts is not None else []
        if not self.session.keep_draft(self._line_draft, " / ".join([*waiting, self.line.value])):
            self.set_timer(_RETRY_SECONDS, self.session.pay)

    def keep(self) -> None:
        """Everything typed, before the window closes."""
        if not self._call_id or self._ending:
            return
        if self._acts is not None:
            self._acts.settle()
        self._save_line()
        self._keep_place()

    def _show_where(self, text: str) -> None:
        """Light the tile the line would go to, and say where it goes. No look at the file."""
        if self._view is None:
            return
        head = text[:_UNDERSTOOD]
        lit = lit_criterion(head, self._view.playbook) if head and not head[0].isspace() else None
        if lit != self._lit:
            self._lit = lit
            self._show_tiles()
        self.query_one("#goes", Bar).show(*self._where(head))

    def _where(self, text: str) -> tuple[Piece, ...]:
        assert self._view is not None
        playbook = self._view.playbook
        line = parse_line(text, playbook, self._front)
        if line.remark:
            return ((" ! ", "warn"), (line.remark, "warn"))
        if line.kind == "objection":
            return ((" → objection: ", "dim"), (line.category or "", "warn"))
        if line.kind == "concern":
            return ((" → the concern beneath the last objection", "dim"),)
        if line.kind == "command":
            return ((" → finish: outcome, verdict, next step", "dim"),)
        criterion = playbook.criterion(line.criterion)
        front = self._front.intent if self._front is not None else ""
        place = criterion.title if criterion is not None else "just text"
        asked = f" · {front}" if line.question_id and front and criterion is not None else ""
        grade = f" · grade {line.grade}" if line.grade is not None else ""
        return ((" → ", "dim"), (f"{place}{asked}", "mark" if text else "dim"), (f"{grade}{_said(line, text)}", "dim"))

    @on(LineInput.Submitted)
    def _submitted(self, event: LineInput.Submitted) -> None:
        text = event.value
        if not self._call_id or self._view is None or not text.strip():
            return
        if parse_line(text, self._view.playbook, self._front).kind == "command":
            self.line.clear()
            self._to_end()
            return
        front = self._front.id if self._front is not None else None
        if self._do(partial(self._file, text, front), text):
            self.line.clear()

    def _file(self, text: str, question_id: str | None) -> Done | None:
        filed = calls.file_line(self.desk, self._call_id, text, question_id)
        if filed.done is None or not filed.line.remark:
            return filed.done
        return filed.done._replace(said=filed.line.remark.capitalize())

    def _do(self, act: Callable[[], Done | None], text: str = "") -> bool:
        """Act now, or as soon as the file takes it."""
        assert self._acts is not None
        taken = self._acts.do(act, text)
        if taken and self._acts.waiting:
            self.query_one("#log", Pane).redraw()
        self._settle_later()
        return taken

    def _settle_later(self) -> None:
        if self._acts is not None and not self._acts.idle:
            self.set_timer(_RETRY_SECONDS, self._settle)

    def _settle(self) -> None:
        if self._acts is not None and self._acts.settle():
            self._save_line()
            self.reload()
        self._settle_later()

    def _take_back(self) -> None:
        """`Backspace` in the empty line: the last filed line stands in it again."""
        if self._acts is None or not self._call_id:
            return
        text = self._acts.take_back()
        if text is None:
            outcome = attempt(calls.take_back_line, self.desk, self._call_id)
            if outcome.value is None:
                if outcome.refusal is not None:
                    self.session.refuse(outcome.refusal)
                return
            done, text = outcome.value
            self.session.happened(done)
        self.line.value = text

    # -- keys ----------------------------------------------------------------------------------------------------

    @on(LineInput.Keyed)
    def _keyed(self, event: LineInput.Keyed) -> None:
        moves: dict[str, Callable[[], None]] = {
            "escape": self._to_checklist,
            "up": self._to_checklist,
            "tab": self._next,
            "down": self._next,
            "pagedown": self._next,
            "shift+tab": self._previous,
            "pageup": self._previous,
            "backspace": self._take_back,
        }
        if event.key in moves:
            moves[event.key]()

    def on_key(self, event: events.Key) -> None:
        """What neither the line nor the strip took: Tab and Esc in the checklist, letters, and Alt chords."""
        chord = _CHORD.fullmatch(event.key)
        if chord is not None:  # a terminal's word for Esc and the letter
            event.stop()
            if not self._in_checklist:
                self._to_checklist()
            self._pressed(chord["letter"])
        elif event.key == "f1":
            event.stop()
            self._help()
        elif self._in_checklist:
            event.stop()
            self._in_checklist_key(event)

    def _in_checklist_key(self, event: events.Key) -> None:
        if event.key == "escape":
            self._leave_or_forget_chord()
        elif event.key == "tab":
            self._next()
        elif event.key == "shift+tab":
            self._previous()
        elif event.key == "backspace" and self._chord:
            self._set_chord("")
        elif event.key == "backspace":
            self._to_line()
        elif event.is_printable and event.character is not None:
            self._pressed(event.character)

    @property
    def _in_checklist(self) -> bool:
        return self.has_class("-checklist")

    def _to_checklist(self) -> None:
        self.add_class("-checklist")
        self._set_chord("")
        self.key_bar.show_group("checklist")
        self.strip.focus()

    def _to_line(self, letter: str = "") -> None:
        self.remove_class("-checklist")
        self._set_chord("")
        self.key_bar.show_group("line")
        self.line.focus()
        if letter:
            self.line.insert(letter)

    def _choices(self) -> list[Any]:
        if self._view is None:
            return []
        criterion = self._criterion_in_front
        if self._chord and criterion is not None:
            playbook = self._view.playbook
            return checklist.levels(playbook) if len(self._chord) > 1 else checklist.grades(playbook, criterion)
        return checklist.commands(self._front, criterion)

    @property
    def _criterion_in_front(self) -> Criterion | None:
        return self._view.playbook.criterion_of(self._front.id) if self._view is not None and self._front else None

    def _set_chord(self, chord: str) -> None:
        self._chord = chord
        self.strip.set_choices(self._choices())
        if chord and self._criterion_in_front is not None:
            grade = f" {chord[1:]}: how well is it backed? u a s c" if len(chord) > 1 else ": 0 to 3?"
            self.session.say(f"Grade {self._criterion_in_front.title}{grade}")

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        self._pressed(event.key)

    def _pressed(self, key: str) -> None:
        """One key of the checklist; a letter without a meaning goes to the line."""
        if self._chord:
            self._chord_key(key)
            return
        commands: dict[str, Callable[[], None]] = {
            checklist.BACK: self._to_line,
            checklist.GRADE: self._start_chord,
            checklist.SKIP: partial(self._mark, "skipped"),
            checklist.PARK: partial(self._mark, "parked"),
            checklist.PROBES: self._show_probes,
            checklist.BEFORE: partial(self._turn_section, -1),
            checklist.AFTER: partial(self._turn_section, 1),
            checklist.FINISH: self._to_end,
        }
        if self._front is not None and self._front.option(key) is not None:
            self._answer(key)
        elif key in commands:
            commands[key]()
        else:
            self._to_line(key)

    # -- the checklist -------------------------------------------------------------------------------------------

    def _start_chord(self) -> None:
        if self._criterion_in_front is None:
            self.session.refuse(DeskError("This part is not graded; [ and ] go to one that is."))
        else:
            self._set_chord("g")

    def _chord_key(self, key: str) -> None:
        criterion, view = self._criterion_in_front, self._view
        if criterion is None or view is None:
            self._set_chord("")
        elif len(self._chord) == 1 and key in "0123":
            self._set_chord(self._chord + key)
        elif len(self._chord) == 2 and view.playbook.scale.by_key(key) is not None:
            level = view.playbook.scale.by_key(key)
            assert level is not None
            number = int(self._chord[1])
            self._set_chord("")
            self._do(partial(calls.grade, self.desk, self._call_id, criterion.id, number, level.id))
        else:
            self.session.refuse(DeskError(f"“{key}” is no part of a grade: g, 0 to 3, then u a s c. Esc leaves it."))

    def _answer(self, key: str) -> None:
        assert self._front is not None
        if self._do(partial(calls.choose, self.desk, self._call_id, self._front.id, key)):
            self._next()

    def _mark(self, state: str) -> None:
        if self._front is not None and self._do(partial(calls.mark, self.desk, self._call_id, self._front.id, state)):
            self._next()

    def _show_probes(self) -> None:
        self._probes = not self._probes
        self.query_one("#front", Pane).redraw()

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
        self._show_where(self.line.value)

    def _keep_place(self) -> None:
        if self._clock is not None:
            self.session.keep_draft(self._place_draft, self._clock.note())

    def _help(self) -> None:
        from sdrdesk.ui.widgets.help import Help  # loads when first asked for

        self.app.push_screen(Help(self, "line", "checklist"))

    # -- the end -------------------------------------------------------------------------------------------------

    def _leave_or_forget_chord(self) -> None:
        if self._chord:
            self._set_chord("")
            return
        self.keep()
        self._ending = True
        name = self._view.account if self._view is not None else ""
        self.dismiss(None)
        self.session.say(f"The call with {name} is a draft: d on the account goes on with it, f ends it.")

    def _to_end(self) -> None:
        self._finish()

    @work
    async def _finish(self) -> None:
        from .finish import FinishScreen  # loads at the first end of a call

        if self._acts is not None and not self._acts.settle():
            return
        self.keep()
        ended = await self.app.push_screen_wait(FinishScreen(self._call_id))
        if not ended:
            return
        self._ending = True
        self.session.keep_draft(self._place_draft, "")
        self.session.keep_draft(self._line_draft, "")
        self.dismiss(None)


class ClockBar(Bar):
    """The clock at the right of the head: as wide as what it says."""

    def show_clock(self, pieces: tuple[Piece, ...]) -> None:
        """Show these pieces, and take the room they need."""
        before = len(self.text)
        self.show(*pieces)
        if len(self.text) != before:
            self.styles.width = len(self.text)


def _said(line: Line, text: str) -> str:
    if line.adverse:
        return " · speaks against it"
    if line.evidence == "assumed":
        return " · assumed"
    return " · stated" if line.criterion is not None and text else ""
