"""What can be asked of an account in a filter: every field, its kind, and what it says about itself."""

from __future__ import annotations

from typing import NamedTuple

from .next_step import KINDS
from .pipeline import DEAL_STEPS, STAGES, STATUSES

CHOICE, NUMBER, DAY, AGE, MONEY, WORDS, FLAG, CATEGORY, CONCERN, CELL = (
    "choice", "number", "day", "age", "money", "words", "flag", "category", "concern", "cell",
)  # fmt: skip
DECIMAL, LISTED, ANY_DAY = "decimal", "listed", "any day"
"""Kinds that only fields of the rep's own have: any number, one of a list of texts, a day however far off."""
COMPARED = frozenset({NUMBER, DAY, AGE, MONEY, DECIMAL, ANY_DAY})
"""Kinds that know more and less."""
NONE, SOME = "none", "any"


class Field(NamedTuple):
    """A field: its kind, what it asks, an example, and for a choice what there is to choose from."""

    kind: str
    asks: str
    example: str
    choices: tuple[str, ...] = ()


FIELDS: dict[str, Field] = {
    "stage": Field(CHOICE, "the column", "stage:prospect", STAGES),
    "status": Field(CHOICE, "active is on the board", "status:active,inbox", STATUSES),
    "next": Field(DAY, "the day of the next step", "next<fri"),
    "step": Field(CHOICE, "the kind of the next step", "step:call", (*KINDS, NONE)),
    "late": Field(FLAG, "a next step that is past", "late:yes"),
    "quiet": Field(AGE, "days without two-way contact", "quiet>14"),
    "cold": Field(FLAG, "quiet, and the step late or far off", "cold:yes"),
    "value": Field(MONEY, "what it is worth", "value>10k"),
    "fit": Field(CHOICE, "how well it answers the profile", "fit:a,b", ("a", "b", "c", "d", "unknown")),
    "score": Field(
        CELL, "the score's cell, a second behind an act at most; a letter or a number alone is all of its cells",
        "score:a1,b2",
    ),
    "engagement": Field(NUMBER, "points for what they did lately, 0 to 100", "engagement>=30"),
    "calls": Field(NUMBER, "calls that were logged", "calls>=2"),
    "tries": Field(NUMBER, "dials since the last conversation", "tries>=4"),
    "people": Field(NUMBER, "people of the account", "people=1"),
    "notes": Field(NUMBER, "notes", "notes=0"),
    "obj": Field(CATEGORY, "an objection raised; also open, any, none", "obj:price"),
    "concern": Field(CONCERN, "what lay beneath one", "concern:no_proof"),
    "deal": Field(CHOICE, "an open deal, or the step it is at", "deal:proposal", (*DEAL_STEPS, SOME, NONE)),
    "close": Field(DAY, "when an open deal is expected to close", "close<eom"),
    "role": Field(
        CHOICE, "somebody with this role", "-role:decides",
        ("decides", "champion", "recommends", "user", "blocks", "signs"),
    ),
    "title": Field(WORDS, "somebody with this title", "title:cfo"),
    "text": Field(WORDS, "anything said or noted", 'text:"data centre"'),
    "tag": Field(WORDS, "a tag", "-tag:vip"),
    "cadence": Field(WORDS, "on it; also any, none, running, paused, finished, stopped", "cadence:outbound-9"),
    "source": Field(WORDS, "where it came from", "source:webinar"),
    "owner": Field(WORDS, "whose it is", "owner:kim"),
    "country": Field(WORDS, "by name or code", "country:de|at"),
    "city": Field(WORDS, "the city", "city:lyon"),
    "industry": Field(WORDS, "the industry", "industry:software"),
    "has": Field(
        CHOICE, "something that is known", "-has:phone",
        ("phone", "email", "site", "value", "person", "title", "note", "tag", "objection", "deal"),
    ),
    "dnc": Field(FLAG, "do not contact", "dnc:no"),
    "kind": Field(CHOICE, "a company, or a person buying alone", "kind:person", ("company", "person")),
    "age": Field(AGE, "days since it was created at its source", "age<30"),
    "created": Field(DAY, "the day it was created", "created>=2026-01-01"),
    "review": Field(DAY, "the day to look again", "review<=today"),
}  # fmt: skip


def field_table() -> str:
    """The fields as a Markdown table, for the README."""
    rows = ["| field | what | for example |", "|---|---|---|"]
    for name, field in FIELDS.items():
        choices = f": {', '.join(field.choices)}" if field.choices else ""
        rows.append(f"| `{name}` | {field.asks}{choices} | `{field.example}` |".replace("de|at", "de\\|at"))
    return "\n".join(rows)
