"""What a screen is handed: the desk, one way to act on it, and the sentence that follows every act."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar, cast

from textual.signal import Signal

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases.desk import Desk, Done

if TYPE_CHECKING:
    from textual.app import App

P = ParamSpec("P")
T = TypeVar("T")
D = TypeVar("D")

_LATEST = 8

ELSEWHERE = Done(step="", said="")
"""Published when another window or the command line changed the file: nothing to say, everything to read again."""


@dataclass(frozen=True)
class Said:
    """A sentence for the status line; a refusal is marked as one in words and ink, a hint holds where it was given."""

    text: str
    refusal: bool = False
    hint: bool = False


class Repeat(NamedTuple):
    """A change that can be made again on another account: what it is called, and the use case with its answers."""

    what: str
    act: Callable[[Desk, str], Done]


@dataclass(frozen=True)
class Attempt(Generic[T]):
    """What came of trying: the value, or the refusal."""

    value: T | None = None
    refusal: DeskError | None = None


def attempt(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Attempt[T]:
    """Try something that may refuse. This is the ui's only `except DeskError`."""
    try:
        value = work(*args, **kwargs)
    except DeskError as refusal:
        return Attempt(refusal=refusal)
    return Attempt(value=value)


class Talked(NamedTuple):
    """A talk that has just ended: with whom, and the sentence that offers to write to them."""

    account_id: str
    contact_id: str | None
    said: str


class Session:
    """The desk in use by one window."""

    def __init__(self, desk: Desk, app: "App[None]") -> None:
        self.desk = desk
        self.changed: Signal[Done] = Signal(app, "desk-changed")
        self.spoken: Signal[Said] = Signal(app, "sentence")
        self.last_said = Said("")
        self.last_done: Done | None = None
        self._owed: dict[str, str] = {}
        self.unsaved = ""
        """Why what is typed is not on disk; empty when it is, or waits only for another program."""
        self._trouble = ""
        self._left_behind: dict[str, str] = {}
        self.filter = ""
        """What the lists are narrowed to, as typed; the same on board and inbox."""
        self.marks: dict[str, None] = {}
        """Ids of the marked accounts, in the order they were marked; lost with the window."""
        self.repeat: Repeat | None = None
        """The last change, for `.`."""
        self.masked = False
        """Whether names, words and amounts are blanked because others see the screen; lost with the window."""
        self.talked: Talked | None = None
        """The talk whose follow-up the last sentence offers."""
        self.latest: list[str] = []
        """Ids of the accounts whose pages were opened in this window, the last one first."""
        self.along: Callable[[str, int], str | None] | None = None
        """(account id, by) -> the account so many places further in the list one came from; None at its end."""

    def row_after(self, done: Done) -> str | None:
        """Where a list's cursor goes after an act: to the account it was about, unless that is left behind."""
        return self._left_behind.get(done.step, done.subject)

    def leave_behind(self, done: Done, account_id: str) -> None:
        """After this act a list goes on to another account than the one it was about."""
        self._left_behind = {done.step: account_id}

    def visited(self, account_id: str) -> None:
        """An account's page was opened: it is among the latest."""
        self.latest = [account_id, *(one for one in self.latest if one != account_id)][:_LATEST]

    def do(self, act: Callable[Concatenate[Desk, P], Done], *args: P.args, **kwargs: P.kwargs) -> Done | None:
        """Run a use case, tell every screen, say its sentence. A refusal is said, and answered with None."""
        outcome = self.try_to(act, *args, **kwargs)
        if outcome.refusal is not None:
            self.refuse(outcome.refusal)
        return outcome.value

    def try_to(self, act: Callable[Concatenate[Desk, P], Done], *args: P.args, **kwargs: P.kwargs) -> Attempt[Done]:
        """As `do`, for callers that answer some refusals themselves (NeedsAnswer, NotReady): nothing is said then."""
        outcome = self.attempt(act, self.desk, *args, **kwargs)
        if outcome.value is not None:
            self.happened(outcome.value)
        return outcome

    def attempt(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Attempt[T]:
        """Try something that may write and so must read all as it is; no name is in its refusal while masked."""
        with self.desk.unveiled():
            outcome = attempt(work, *args, **kwargs)
        if self.masked and outcome.refusal is not None:
            from sdrdesk.usecases.masking import refusal_masked  # see _speak

            refusal_masked(self.desk, outcome.refusal)
        return outcome

    def read(self, question: Callable[Concatenate[Desk, P], T], default: D, *args: P.args, **kwargs: P.kwargs) -> T | D:
        """Run a read. When the file cannot be read, that is said and the default shown instead."""
        outcome = attempt(question, self.desk, *args, **kwargs)
        if outcome.refusal is not None:
            self.refuse(outcome.refusal)
            return default
        return cast(T, outcome.value)  # no refusal: a T, which may itself be None

    def happened(self, done: Done) -> None:
        """Publish what a use case did (also one that ran in a worker) and say its sentence."""
        self.last_done = done
        self.changed.publish(done)
        if done.said:
            self.say(done.said)

    def say(self, sentence: str) -> None:
        """Show a sentence in the status line."""
        self._speak(Said(sentence))

    def hint(self, sentence: str) -> None:
        """Show what helps with the key just pressed; in another place it would only be in the way."""
        self._speak(Said(sentence, hint=True))

    def leave_hints(self) -> None:
        """Somewhere else now: a hint is over."""
        if self.last_said.hint:
            self.say("")

    def offer_follow_up(self, account_id: str, contact_id: str | None) -> None:
        """Behind the last sentence, that `y` copies what to write to them now; it holds until another is said."""
        said = f"{self.last_said.text} · y copies the follow-up"
        self.say(said)
        self.talked = Talked(account_id, contact_id, self.last_said.text)

    @property
    def just_talked(self) -> Talked | None:
        """The talk whose follow-up is offered in the sentence that stands."""
        return self.talked if self.talked is not None and self.talked.said == self.last_said.text else None

    def refuse(self, refusal: DeskError) -> None:
        """Show why something was not done."""
        self._speak(Said(str(refusal), refusal=True))

    def _speak(self, said: Said) -> None:
        if self.masked and said.text:
            from sdrdesk.usecases.masking import sentence_masked  # only while others see the screen

            said = replace(said, text=sentence_masked(self.desk, said.text))
        self.last_said = said
        self.spoken.publish(said)

    # -- half-typed text -----------------------------------------------------------------------------------------

    def draft(self, name: str) -> str:
        """The half-typed text kept under this name; empty when there is none."""
        from sdrdesk.usecases.drafts import draft  # a window that types nothing does not need it

        if name in self._owed:
            return self._owed[name]
        return self.read(draft, "", name)

    def keep_draft(self, name: str, text: str) -> bool:
        """Keep half-typed text under a name; empty text forgets it.

        False: the file is busy or full just now. It is tried again by itself until it is saved.
        """
        from sdrdesk.usecases.drafts import save_draft  # see draft

        outcome = attempt(save_draft, self.desk, name, text)
        if outcome.value:
            self._owed.pop(name, None)
            return True
        if outcome.refusal is not None and not self.unsaved:
            self.unsaved = str(outcome.refusal)
            self.refuse(outcome.refusal)
        self._owed[name] = text
        return False

    def drop_drafts(self, record_id: str) -> None:
        """Nothing half typed for this record is kept: it was forgotten."""
        self._owed = {name: text for name, text in self._owed.items() if record_id not in name}

    def pay(self) -> bool:
        """Try again to save what could not be saved. True when nothing is owed any more."""
        return all([self.keep_draft(name, text) for name, text in list(self._owed.items())])

    # -- other windows -------------------------------------------------------------------------------------------

    def poll(self) -> None:
        """Tell the screens when the file changed under this window; save what is still owed."""
        if self.pay() and self.unsaved:
            self.unsaved = ""
            self.say("What you typed is on disk again.")
        outcome = attempt(Desk.changed_elsewhere, self.desk)
        if outcome.value:
            self.changed.publish(ELSEWHERE)
        trouble = str(outcome.refusal or "")
        if outcome.refusal is not None and trouble != self._trouble:
            self.refuse(outcome.refusal)
        self._trouble = trouble
