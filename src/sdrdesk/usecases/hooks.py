"""Hooks: programs of the rep's own that are told of acts; before one they may refuse it, after it they hear of it."""

from __future__ import annotations

import json
import os
from collections import deque
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.hooks import POST, PRE, Hook, meant_by
from sdrdesk.domain.text import clip, visible
from sdrdesk.files.hooks import NAME, load_hooks
from sdrdesk.files.paths import config_folder
from sdrdesk.files.running import Ran, run
from sdrdesk.store import events
from sdrdesk.store.database import Database

from .desk import Desk

INSIDE = "SDRDESK_HOOK"
"""Set for what a hook starts: a desk that is opened there runs no hooks, or there would be no end."""
_LONGEST = 300


class Hooks:
    """The hooks that are on, and the acts that hooks are still to be told of."""

    def __init__(self, hooks: tuple[Hook, ...], folder: Path, desk: str) -> None:
        self.hooks = hooks
        self._folder = folder
        self._desk = desk
        self._coming: dict[str, dict[str, Any]] = {}
        self._waiting: deque[str] = deque()
        self._one_by_one = Lock()

    def before(self, db: Database, step_id: str) -> None:
        """The act is written and not yet committed: ask who must be asked. Raises DeskError when one refuses."""
        told = events.heading(db, step_id)
        asked, heard = meant_by(self.hooks, told["verbs"], PRE), meant_by(self.hooks, told["verbs"], POST)
        if not asked and not heard:
            return
        told["changes"] = events.changes(db, step_id)
        for hook in asked:
            refusal = _fault(hook, self._run(hook, told))
            if refusal:
                raise DeskError(f"{refusal} Nothing was written.")
        if heard:
            self._coming[step_id] = told

    def further(self, db: Database, step_id: str) -> None:
        """An act of several transactions has come further: it is told as it stands then."""
        if step_id in self._coming:
            self._coming[step_id] |= events.heading(db, step_id)

    def after(self, step_id: str) -> None:
        """The act is committed."""
        if step_id in self._coming:
            self._waiting.append(step_id)

    def dropped(self, step_id: str) -> None:
        """The act was not committed."""
        self._coming.pop(step_id, None)

    @property
    def waiting(self) -> bool:
        """Whether there are acts to tell of."""
        return bool(self._waiting)

    @property
    def telling(self) -> bool:
        """Whether a thread is at it."""
        return self._one_by_one.locked()

    def tell(self) -> list[str]:
        """Tell of the acts that are done, in their order; what went wrong, a sentence each. Thread-safe."""
        faults = []
        with self._one_by_one:
            while self._waiting:
                told = self._coming.pop(self._waiting.popleft())
                for hook in meant_by(self.hooks, told["verbs"], POST):
                    fault = _fault(hook, self._run(hook, told))
                    if fault:
                        faults.append(f"{fault} What was done stands.")
        return faults

    def _run(self, hook: Hook, told: dict[str, Any]) -> Ran:
        text = json.dumps({"format": "sdrdesk hook", "when": hook.when, "desk": self._desk, **told}, ensure_ascii=True)
        return run(hook.run, text.encode(), hook.seconds, self._folder, {INSIDE: "1"})

    def trial(self, verb: str) -> list[Trial]:
        """Run every hook for this verb, told of an act that never was."""
        told = {
            "verb": verb, "verbs": [verb], "said": "A trial: nothing was done", "at": "2026-10-13T07:00:00.000Z",
            "device": "trial",
            "origin": "trial", "step": "00000000-0000-7000-8000-000000000000", "account": None, "takes_back": None,
            "import": None, "lines": 0, "changes": [], "trial": True,
        }  # fmt: skip
        found = [*meant_by(self.hooks, [verb], PRE), *meant_by(self.hooks, [verb], POST)]
        return [Trial(hook, ran := self._run(hook, told), _fault(hook, ran)) for hook in found]


class Trial(NamedTuple):
    """How a hook took a trial; `fault` is what would be said, empty when all is well."""

    hook: Hook
    ran: Ran
    fault: str


def _fault(hook: Hook, ran: Ran) -> str:
    """What is to be said of how a hook went: a refusal, a complaint, or nothing."""
    line = f" ({NAME}, line {hook.line})" if hook.line else f" ({NAME})"
    name = visible(Path(hook.run[0]).name)
    if ran.trouble:
        return f"The hook {name} cannot be started: {visible(ran.trouble)}{line}."
    if ran.code is None:
        return f"The hook {name} took longer than {hook.seconds:g} s and was ended{line}."
    if ran.code == 0:
        return ""
    words = next((text.strip() for text in ran.said.splitlines() if text.strip()), "")
    said = clip(visible(words), _LONGEST).rstrip(".") or f"it ended with code {ran.code}"
    return f"{name} refuses: {said}." if hook.when == PRE else f"The hook {name} failed: {said}{line}."


def hooks_path() -> Path:
    """Where the file lies that switches hooks on. It need not exist."""
    return config_folder() / NAME


def read_hooks(desk: str = ":memory:") -> tuple[Hooks, bool]:
    """The hooks of the rep's file, and whether they are on. Raises DeskError naming file and line."""
    path = hooks_path()
    if not path.exists():
        return Hooks((), path.parent, desk), False
    found = load_hooks(path)
    return Hooks(found.hooks, path.parent, desk), found.enabled


def put_on(desk: Desk) -> str:
    """Have this desk run the hooks that are on; why there are none where the file is broken, else nothing."""
    if os.environ.get(INSIDE):
        return ""
    try:
        hooks, enabled = read_hooks(desk.path)
    except DeskError as error:
        return f"{str(error).rstrip('.')}; hooks stay off."
    if enabled and hooks.hooks:
        desk.hooks = desk.db.watcher = hooks
    return ""
