"""How a command is declared: every one takes --db and --json, shows an example, and is handed what was asked of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Concatenate, NamedTuple, ParamSpec

import click

from sdrdesk.domain.errors import StoreTrouble
from sdrdesk.usecases.desk import Desk, Done, open_desk
from sdrdesk.usecases.unfinished import settle

from .endings import complain
from .printing import put, put_json

P = ParamSpec("P")
ORIGIN = "command line"


class Asked(NamedTuple):
    """What every command is asked: on which file, and whether as JSON."""

    db: str | None
    json: bool

    @contextmanager
    def desk(self, *, create: bool = False) -> Iterator[Desk]:
        """The desk, open while the command works; a missing file is refused unless it may be made."""
        opened = open_desk(self.db, create=create, origin=ORIGIN, patient=True)
        try:
            put_right(opened)
            trouble = opened.take_up_hooks()
            if trouble:
                complain(trouble)
            try:
                yield opened
            finally:
                tell_hooks(opened)
        finally:
            opened.close()

    def tell(self, done: Done) -> None:
        """Say what a verb did."""
        if self.json:
            put_json({"step": done.step, "said": done.said, "account": done.subject, "made": done.made})
        else:
            put(done.said)


def tell_hooks(desk: Desk) -> None:
    """Have the hooks hear of what was done; what went wrong with them is a warning, what was done stands."""
    if desk.hooks is not None:
        for fault in desk.hooks.tell():
            complain(fault)


def put_right(desk: Desk) -> None:
    """Take back what a killed import left, and say so; a file that cannot be written is read all the same."""
    with suppress(StoreTrouble):
        for sentence in settle(desk):
            complain(sentence)


def command(
    name: str, example: str, *, minus: bool = False
) -> Callable[[Callable[Concatenate[Asked, P], None]], click.Command]:
    """Make a command of a function that takes Asked first and its own options after.

    With `minus` words may begin with one minus (`-cold`): they are no options then.
    """

    def wrap(function: Callable[Concatenate[Asked, P], None]) -> click.Command:
        @click.option("--db", metavar="FILE", help="The desk's file (else SDRDESK_DB, else your data folder).")
        @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
        @click.pass_context
        @functools.wraps(function)
        def called(context: click.Context, /, db: str | None, as_json: bool, **options: Any) -> None:
            function(Asked(db or context.obj, as_json), **options)  # type: ignore[call-arg]

        settings: dict[str, Any] = {"help_option_names": ["--help"] if minus else ["-h", "--help"]}
        settings["ignore_unknown_options"] = minus
        return click.command(name, epilog=f"\b\nExample:\n  {example}", context_settings=settings)(called)

    return wrap


def text_option(name: str, metavar: str, help: str) -> Callable[[Any], Any]:
    """An option that takes text and is empty when it is not given; `next` comes as `next_`."""
    variable = {"next": "next_", "exit": "exit_"}.get(name, name.replace("-", "_"))
    return click.option(f"--{name}", variable, default="", metavar=metavar, help=help)


def pairs(changes: tuple[str, ...], known: Iterable[str]) -> dict[str, str]:
    """`name=value` words as names and values. Raises UsageError for one that is none, or has no known name."""
    found: dict[str, str] = {}
    for change in changes:
        name, sign, text = change.partition("=")
        name = name.strip().lower()
        if not sign or name not in known:
            names = ", ".join(known)
            raise click.UsageError(f"“{change}” is no NAME=VALUE; names are {names}", click.get_current_context())
        found[name] = text
    return found


ref = click.argument("ref", metavar="REF")
next_option = text_option("next", "STEP", "What is next, and when: “call thu 10”, “send plan in 3d”.")
