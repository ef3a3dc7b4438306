"""The command that searches: names and numbers, and everything that was said and noted."""

from __future__ import annotations

from datetime import date

import click

from sdrdesk.domain.snippet import snippet
from sdrdesk.domain.text import clip, named
from sdrdesk.usecases.search import Found, Told
from sdrdesk.usecases.search import search as look

from .command import Asked, command
from .printing import local, put, put_json

_WIDTH = 72


@command("search", 'sdrdesk search "budget march"')
@click.argument("text", nargs=-1, required=True, metavar="TEXT…")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="At most so many of each.")
def search(asked: Asked, text: tuple[str, ...], limit: int) -> None:
    """Find people, companies, notes, quotes and objections: every word begins a word of what is found.

    Accents and case do not matter, a phone number may be typed in any format; what was said last comes first.
    """
    typed = " ".join(text)
    with asked.desk() as desk:
        found = look(desk, typed, limit=limit)
    if asked.json:
        put_json(_as_record(found, typed))
        return
    for hit in found.accounts:
        put(f"{hit.stage:<8}  {hit.status:<12}  {named(hit.name)}{f' · {hit.through}' if hit.through else ''}")
    for told in found.texts:
        put(f"{told.kind:<9}  {_day(told.at)}  {told.name}: {_snippet(told, typed)}")
    if not found.accounts and not found.texts:
        put(f"Nothing on this desk has “{clip(typed, 60)}” in it.")


def _snippet(told: Told, typed: str) -> str:
    return "".join(part.text for part in snippet(told.text, typed, _WIDTH))


def _day(at: str) -> str:
    return date.fromisoformat(at).isoformat() if len(at) == 10 else local(at)[:10]


def _as_record(found: Found, typed: str) -> dict[str, object]:
    texts = []
    for told in found.texts:
        parts = snippet(told.text, typed, _WIDTH)
        shown = {"snippet": "".join(part.text for part in parts), "matched": [p.text for p in parts if p.matched]}
        texts.append(told._asdict() | shown)
    return {"accounts": found.accounts, "texts": texts}
