"""The command that shows the hooks that are on, and tries them."""

from __future__ import annotations

import shlex

import click

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.hooks import Hook
from sdrdesk.domain.text import visible
from sdrdesk.usecases.hooks import hooks_path, read_hooks

from .command import Asked, command
from .printing import put, put_json


@command("hooks", "sdrdesk hooks try account.promoted")
@click.argument("words", nargs=-1, metavar="[try VERB]")
def hooks(asked: Asked, words: tuple[str, ...]) -> None:
    """Show the programs that are told of acts, and whether they are on; or run those for a verb once, on a trial.

    Nothing is done to the desk by a trial, but the programs run, also when hooks are off. See docs/hooks.md.
    """
    if words:
        if len(words) != 2 or words[0] != "try":
            raise click.UsageError("Say sdrdesk hooks, or sdrdesk hooks try VERB.")
        _try(asked, words[1])
        return
    found, enabled = read_hooks()
    if asked.json:
        put_json({"file": str(hooks_path()), "enabled": enabled, "hooks": [_facts(hook) for hook in found.hooks]})
        return
    if not found.hooks:
        put(f"No hooks. They are switched on in {hooks_path()}")
        return
    put(f"Hooks are {'on' if enabled else 'off: enabled = true switches them on'} ({hooks_path()})")
    for hook in found.hooks:
        put(f"{hook.when:<4}  {visible(', '.join(hook.verbs)):<24}  {_program(hook)}  (at most {hook.seconds:g} s)")


def _try(asked: Asked, verb: str) -> None:
    found, _ = read_hooks(asked.db or ":memory:")
    trials = found.trial(verb)
    if not trials:
        raise DeskError(f"No hook is for {visible(verb)}; sdrdesk hooks lists them.")
    if asked.json:
        told = ({"code": one.ran.code, "said": one.ran.said, "fault": one.fault} for one in trials)
        put_json([{**_facts(one.hook), **ran} for one, ran in zip(trials, told, strict=True)])
        return
    for one in trials:
        put(f"{one.hook.when}  {_program(one.hook)}: {one.fault or 'well'}")
        for line in one.ran.said.splitlines():
            put(f"  {visible(line)}")


def _program(hook: Hook) -> str:
    return visible(shlex.join(hook.run))


def _facts(hook: Hook) -> dict[str, object]:
    return {"on": list(hook.verbs), "when": hook.when, "run": list(hook.run), "seconds": hook.seconds}
