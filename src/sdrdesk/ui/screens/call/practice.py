"""Practice: the guided call on a desk in memory. Everything works as in a call, and nothing is kept."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import Session
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.drawing import TextLine, line
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.usecases import calls
from sdrdesk.usecases.pages import CallView, call_view
from sdrdesk.usecases.practice import Practice, practise, tally

from .screen import CallScreen
from .verdict import verdict_lines

_MARK = (" PRACTICE · ", "today")


class PracticeScreen(CallScreen):
    """A call that is only practised; dismissed at its end."""

    def __init__(self, account_id: str | None) -> None:
        super().__init__("", direction="out")
        self._whom = account_id
        self._aside: Session | None = None
        self._told = False

    @property
    def session(self) -> Session:
        """The desk in memory; made when the screen is first asked for it."""
        if self._aside is None:
            made: Practice = practise(self.desk_app.session.desk, self._whom)
            self._aside = Session(made.desk, self.desk_app)
            self._ref = made.account_id
        return self._aside

    def reload(self) -> None:
        """As a call, marked as practice."""
        super().reload()
        if self._view is not None and not self._told:
            self._told = True
            self.session.say("Practice: a call as it would be. Nothing of it is kept; Esc Esc leaves.")
        if self._view is not None and not self._ending:
            who = f" · {self._view.person}" if self._view.person else ""
            self.query_one("#title", TitleBar).show(_MARK, (self._view.account, "title"), (who, ""))

    @on(events.Unmount)
    def _throw_away(self) -> None:
        if self._aside is not None:
            self._aside.desk.close()

    def keep(self) -> None:
        """Nothing is kept."""

    def _leave_or_forget_chord(self) -> None:
        if self._chord:
            self._set_chord("")
            return
        self._close("Practice ended; nothing of it was kept.")

    def _close(self, said: str) -> None:
        self._ending = True
        self.dismiss(None)
        self.desk_app.session.say(said)

    @work
    async def _finish(self) -> None:
        if self._acts is not None and not self._acts.settle():
            return
        if await self.app.push_screen_wait(PracticeEnd(self.session, self._call_id)):
            self._close("Practice ended; nothing of it was kept.")


class PracticeEnd(DeskScreen[bool]):
    """The verdict a call would have had, and how it went; dismissed with True to leave, False to go on."""

    OWN_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("practice")
    AUTO_FOCUS: ClassVar[str | None] = None
    DEFAULT_CSS = """
    PracticeEnd #verdict { height: 1fr; }
    """

    def __init__(self, aside: Session, call_id: str) -> None:
        super().__init__()
        self._aside = aside
        self._call_id = call_id
        self._view: CallView | None = None

    @property
    def session(self) -> Session:
        """The desk in memory."""
        return self._aside

    def body(self) -> Iterable[Widget]:
        """Title, verdict."""
        yield TitleBar(id="title")
        yield Pane(self._draw, id="verdict")

    def reload(self) -> None:
        """Read the verdict."""
        self._view = self.read(call_view, None, self._call_id)
        if self._view is not None:
            title = self.query_one("#title", TitleBar)
            title.show(_MARK, ("the verdict it would have had · ", "dim"), (self._view.account, "title"))
        self.query_one("#verdict", Pane).redraw()

    def _draw(self, width: int, height: int) -> list[TextLine]:
        if self._view is None:
            return []
        went = _went(self._view)
        return [*verdict_lines(self._view, width, max(height - len(went), 0)), *went]

    def on_key(self, event: events.Key) -> None:
        """A hard stop's key names it, or takes it away again."""
        view = self._view
        stop = next((one for one in view.playbook.hard_stops if one.key == event.character), None) if view else None
        if event.key in ("tab", "shift+tab"):
            event.stop()
            self.session.say("There is nothing to go to here; Enter ends practice, Esc goes on with the call.")
        elif stop is not None and view is not None:
            event.stop()
            self.do(calls.stop_hard, self._call_id, None if view.hard_stop == stop.id else stop.id)

    def action_leave(self) -> None:
        """Enter: out of practice."""
        self.dismiss(True)

    def action_go_on(self) -> None:
        """Esc: on with the call."""
        self.dismiss(False)


def _went(view: CallView) -> list[TextLine]:
    count: Any = tally(view)
    filed = "1 line" if count.lines == 1 else f"{count.lines} lines"
    heard = f"{count.objections} objection{'' if count.objections == 1 else 's'}, {count.explored} explored"
    return [
        line(""),
        TextLine(((" How it went  ", "heading"), (f"core questions {count.asked} of {count.core}", ""))),
        TextLine((("              ", ""), (f"{filed} filed · {heard}", ""))),
    ]
