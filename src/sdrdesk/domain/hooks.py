"""Programs of the rep's own that are told of acts: which act, before or after it, and how long they may take."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

SECONDS = 10.0
"""How long a hook may take where its file does not say."""
PRE, POST = "pre", "post"


class Hook(NamedTuple):
    """One hook: the verbs of the log it is for (`*` stands for anything), when, the program with its arguments."""

    verbs: tuple[str, ...]
    when: str
    run: tuple[str, ...]
    seconds: float = SECONDS
    line: int | None = None

    def is_for(self, verbs: Sequence[str]) -> bool:
        """Whether it is for an act of any of these verbs."""
        return any(fnmatchcase(verb, pattern) for pattern in self.verbs for verb in verbs)


def meant_by(hooks: Sequence[Hook], verbs: Sequence[str], when: str) -> list[Hook]:
    """The hooks for an act of these verbs (its own, those of its lines) at this time, in the order of their file."""
    return [hook for hook in hooks if hook.when == when and hook.is_for(verbs)]
