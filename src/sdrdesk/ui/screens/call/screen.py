"""The guided call: one question in front, one line that is always ready, and a checklist where single keys act."""

import re
from collections.abc import Callable
from functools import partial

from textual import events, on, work

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.playbook import Criterion
from sdrdesk.ui.widgets.line import LineInput
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.ui.widgets.strip import Choice, ChoiceStrip
from sdrdesk.usecases import calls

from . import checklist
from .writing import ADD, CallWriting

_CHORD = re.compile("alt\\+(?P<letter>.)")


class CallScreen(CallWriting):
    """One call, from its start (or from where it was left) to its end; dismissed with True then, else it is a draft."""

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
            ADD: self._add_named,
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
        elif self._in_checklist and self._in_checklist_key(event):
            event.stop()

    def _in_checklist_key(self, event: events.Key) -> bool:
        """Whether this key means something beside the strip's own."""
        keys: dict[str, Callable[[], None]] = {
            "escape": self._leave_or_forget_chord,
            "tab": self._next,
            "shift+tab": self._previous,
            "backspace": partial(self._set_chord, "") if self._chord else self._to_line,
        }
        if event.key in keys:
            keys[event.key]()
        elif event.is_printable and event.character is not None:
            self._pressed(event.character)
        else:
            return False
        return True

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

    def choices(self) -> list[Choice]:
        """The options of the question and the commands; in the middle of a grade, what may follow."""
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
        self.strip.set_choices(self.choices())
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
            checklist.FINISH: self.to_end,
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

    def to_end(self) -> None:
        """`f` and `/f`: verdict and outcome."""
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
        self.dismiss(True)
