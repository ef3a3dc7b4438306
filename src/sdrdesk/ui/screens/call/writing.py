"""The line of a call: filed at once, half-typed text on disk at every key, and nothing lost to a busy file."""

from collections.abc import Callable
from functools import partial

from textual import on

from sdrdesk.domain.capture import Line, lit_criterion, parse_line
from sdrdesk.domain.named import Named
from sdrdesk.domain.profile import fact_of
from sdrdesk.ui.session import ELSEWHERE
from sdrdesk.ui.widgets.bars import Bar
from sdrdesk.ui.widgets.drawing import Piece
from sdrdesk.ui.widgets.line import LineInput
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.usecases import calls
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.naming import add_named, newly_named

from .page import CallPage

_LONG_LINE = 20_000  # letters from which the half-typed line is saved a moment later
_SAVE_LATER_SECONDS = 0.3
_RETRY_SECONDS = 0.25
_PLUS, ADD = "+", "plus"  # what adds whom a line named: the letter, and its key
_UNDERSTOOD = 400  # letters of the line that are read for the preview


class CallWriting(CallPage):
    """The call's line and what becomes of what is typed in it."""

    def to_end(self) -> None:
        """`/f`: to the outcome."""
        raise NotImplementedError

    # -- the line ------------------------------------------------------------------------------------------------

    def _desk_changed(self, done: Done) -> None:
        super()._desk_changed(done)
        if done is ELSEWHERE and self._call_id:
            self._look_for_another_line()

    def _look_for_another_line(self) -> None:
        """The same call is typed in elsewhere: say so, and with what words, before they are written over."""
        other = self.session.draft(self._line_draft)
        if other and other != self._saved and other != self._seen_elsewhere:
            self._seen_elsewhere = other
            self.session.say(f"This call is open in another window too; there stands: {other}")

    @on(LineInput.Changed)
    def _typed(self, event: LineInput.Changed) -> None:
        if not self._call_id:
            return
        self.show_where(event.value)
        if len(event.value) < _LONG_LINE:
            self._save_line()
        elif self._save_timer is None:
            self._save_timer = self.set_timer(_SAVE_LATER_SECONDS, self._save_line)

    def _save_line(self) -> None:
        """The half-typed line to disk, with what a busy file has not taken yet before it."""
        self._save_timer = None
        waiting = self._acts.waiting if self._acts is not None else []
        self._saved = " / ".join([*waiting, self.line.value])
        if not self.session.keep_draft(self._line_draft, self._saved):
            self.set_timer(_RETRY_SECONDS, self.session.pay)

    def keep(self) -> None:
        """Everything typed, before the window closes."""
        if not self._call_id or self._ending:
            return
        if self._acts is not None:
            self._acts.settle()
        self._save_line()
        self._keep_place()

    def show_where(self, text: str) -> None:
        """Light the tile the line would go to, and say where it goes. No look at the file."""
        if self._view is None:
            return
        head = text[:_UNDERSTOOD]
        if self._named is not None and not text:
            who = f"{self._named.said} @ {self._view.account}?"
            self.query_one("#goes", Bar).show((" + ", "warn"), (who, "mark"), (" adds the person; or type on", "dim"))
            return
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
        if self._front is not None and fact_of(self._front.id) is not None and line.question_id == self._front.id:
            place = f"profile: {front}"
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
            self.to_end()
            return
        front = self._front.id if self._front is not None else None
        if self._do(partial(self._file, text, front), text):
            self._look_who(text)
            self.line.clear()

    # -- who is named --------------------------------------------------------------------------------------------

    def _look_who(self, text: str) -> None:
        """Offer whom the line named, when the account has nobody like them: `+` in the empty line adds them."""
        assert self._view is not None
        self._offer(self.read(newly_named, None, self._view.account_id, text[:_UNDERSTOOD]))

    def _offer(self, named: Named | None) -> None:
        self._named = named
        self.line.offered = _PLUS if named is not None else ""
        self.show_where(self.line.value)

    def _add_named(self) -> None:
        named = self._named
        if named is not None and self._do(partial(add_named, self.desk, self._call_id, named)):
            self._offer(None)

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
            outcome = self.session.attempt(calls.take_back_line, self.desk, self._call_id)
            if outcome.value is None:
                if outcome.refusal is not None:
                    self.session.refuse(outcome.refusal)
                return
            done, text = outcome.value
            self.session.happened(done)
        self.line.value = text


def _said(line: Line, text: str) -> str:
    if line.adverse:
        return " · speaks against it"
    if line.evidence == "assumed":
        return " · assumed"
    return " · stated" if line.criterion is not None and text else ""
