"""Acts of a call in their order: each goes to the file at once, or waits until a busy file takes it."""

from collections import deque
from collections.abc import Callable

from sdrdesk.domain.errors import DeskError, StoreTrouble
from sdrdesk.ui.session import Session
from sdrdesk.usecases.desk import Done

Act = Callable[[], Done | None]


class Acts:
    """The queue between typing and the file, so that a busy file never stops the typing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: deque[tuple[Act, str]] = deque()
        self._trouble = ""

    @property
    def idle(self) -> bool:
        """Whether everything is on disk."""
        return not self._waiting

    @property
    def waiting(self) -> list[str]:
        """The typed lines that are not on disk yet, in order."""
        return [text for _, text in self._waiting if text]

    def do(self, act: Act, text: str = "") -> bool:
        """Do it now, or as soon as the file takes it. `text` is the typed line it files. False: refused for good."""
        if self._waiting:
            self._waiting.append((act, text))
            return True
        refusal = self._try(act)
        if isinstance(refusal, StoreTrouble):
            self._waiting.append((act, text))
            self._tell(refusal)
            return True
        if refusal is not None:
            self._session.refuse(refusal)
        return refusal is None

    def settle(self) -> bool:
        """Try what waits. True when nothing does any more."""
        while self._waiting:
            act = self._waiting[0][0]
            refusal = self._try(act)
            if isinstance(refusal, StoreTrouble):
                self._tell(refusal)
                return False
            self._waiting.popleft()
            if refusal is not None:
                self._session.refuse(refusal)
        if self._trouble:
            self._trouble = ""
            self._session.say("Everything is on disk again.")
        return True

    def take_back(self) -> str | None:
        """The last line that waits, taken out again; None when none does."""
        for place in range(len(self._waiting) - 1, -1, -1):
            text = self._waiting[place][1]
            if text:
                del self._waiting[place]
                return text
        return None

    def _try(self, act: Act) -> DeskError | None:
        with self._session.desk.impatient():
            outcome = self._session.attempt(act)
        if outcome.value is not None:
            self._session.happened(outcome.value)
        return outcome.refusal

    def _tell(self, refusal: StoreTrouble) -> None:
        if str(refusal) != self._trouble:
            self._trouble = str(refusal)
            self._session.refuse(refusal)
