"""The file that switches hooks on, `hooks.toml`: which programs are told of which acts."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any, NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.hooks import POST, PRE, SECONDS, Hook

from .own_toml import OwnFile, read_own
from .toml_lines import Where, line_of

NAME = "hooks.toml"
_MOST_SECONDS = 600
_KNOWN = {"on", "when", "run", "seconds"}


class HookFile(NamedTuple):
    """Whether hooks are on, and which there are."""

    enabled: bool
    hooks: tuple[Hook, ...]


def load_hooks(path: Path) -> HookFile:
    """The file. Raises DeskError naming file and line when anything in it cannot be meant."""
    _only_ours(path)
    own = read_own(path)
    enabled = own.table.get("enabled", False)
    if not isinstance(enabled, bool):
        own.refuse(("enabled",), "is written as true or false")
    for name in own.table:
        if name not in ("enabled", "seconds", "hook"):
            own.refuse((name,), "is nothing a hooks file has; there are enabled, seconds and [[hook]]")
    seconds = _seconds(own, ("seconds",), own.table.get("seconds", SECONDS))
    entries = own.table.get("hook", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        own.refuse(("hook",), "is written as [[hook]], one for each")
    return HookFile(enabled, tuple(_hook(own, place, entry, seconds) for place, entry in enumerate(entries)))


def _only_ours(path: Path) -> None:
    """A file that somebody else may write into starts no programs."""
    if os.name != "posix":
        return
    try:
        found = path.stat()
    except OSError as error:
        raise DeskError(f"{path.name} cannot be read: {error.strerror}") from None
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or found.st_uid not in (os.getuid(), 0):
        raise DeskError(f"{path.name} can be written by others; make it yours alone: chmod go-w {path}")


def _hook(own: OwnFile, place: int, entry: dict[str, Any], seconds: float) -> Hook:
    where: Where = ("hook", place)
    for name in entry:
        if name not in _KNOWN:
            own.refuse((*where, name), f"is nothing a hook has; there are {', '.join(sorted(_KNOWN))}")
    on = entry.get("on")
    verbs = [on] if isinstance(on, str) else on
    if not isinstance(verbs, list) or not verbs or not all(isinstance(verb, str) and verb.strip() for verb in verbs):
        own.refuse((*where, "on"), 'names a verb of the log, or several: on = "account.promoted"')
    when = entry.get("when", POST)
    if when not in (PRE, POST):
        own.refuse((*where, "when"), 'is "pre" or "post"')
    run = entry.get("run")
    if not isinstance(run, list) or not run or not all(isinstance(part, str) for part in run) or not run[0].strip():
        own.refuse((*where, "run"), 'is a program and its arguments, in a list: run = ["/usr/bin/logger", "-s"]')
    if any("\0" in part for part in run):
        own.refuse((*where, "run"), "has a NUL in it")
    limit = _seconds(own, (*where, "seconds"), entry.get("seconds", seconds))
    return Hook(tuple(verb.strip() for verb in verbs), when, tuple(run), limit, line_of(own.text, (*where, "run")))


def _seconds(own: OwnFile, where: Where, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= _MOST_SECONDS:
        own.refuse(where, f"is a number of seconds, up to {_MOST_SECONDS}")
    return float(value)
