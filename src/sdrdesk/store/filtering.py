"""Filters as SQL: every value bound, every text field looked up in its index, no list read further than shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from sdrdesk.domain.countries import region_of_country
from sdrdesk.domain.filter import FREE, PHRASE, Condition, Filter
from sdrdesk.domain.filter_fields import NONE, SOME
from sdrdesk.domain.folding import phrase_query
from sdrdesk.domain.own_fields import OwnField
from sdrdesk.domain.text import fold, search_query

from . import own_fields, score_where
from .database import Database
from .where import ALL, NOTHING, Where

_COLUMN_OF = {"source": "source", "owner": "owner", "country": "country", "city": "city", "industry": "industry"}
_COUNTS = {
    "calls": "SELECT count(*) FROM call WHERE account_id = a.id AND disposition IS NOT NULL AND deleted_at IS NULL",
    "people": "SELECT count(*) FROM contact WHERE account_id = a.id AND deleted_at IS NULL AND merged_into IS NULL",
    "notes": "SELECT count(*) FROM note WHERE account_id = a.id AND deleted_at IS NULL",
    "tries": (
        "SELECT count(*) FROM call AS k WHERE k.account_id = a.id AND k.direction = 'out' AND k.disposition IS NOT NULL"
        " AND k.deleted_at IS NULL AND k.started_at > coalesce((SELECT max(t.started_at) FROM call AS t"
        " WHERE t.account_id = a.id AND t.deleted_at IS NULL"
        " AND t.disposition IN ('conversation', 'meeting_booked', 'not_interested', 'referred')), '')"
    ),
}
_HAS = {
    "phone": "SELECT 1 FROM contact_point WHERE account_id = a.id AND kind = 'phone' AND deleted_at IS NULL"
    " AND dead_at IS NULL",
    "email": "SELECT 1 FROM contact_point WHERE account_id = a.id AND kind = 'email' AND deleted_at IS NULL"
    " AND dead_at IS NULL",
    "person": _COUNTS["people"].replace("count(*)", "1"),
    "title": "SELECT 1 FROM contact WHERE account_id = a.id AND deleted_at IS NULL AND title IS NOT NULL",
    "note": _COUNTS["notes"].replace("count(*)", "1"),
    "tag": "SELECT 1 FROM tag WHERE account_id = a.id AND deleted_at IS NULL",
    "objection": "SELECT 1 FROM objection WHERE account_id = a.id AND deleted_at IS NULL",
    "deal": "SELECT 1 FROM deal WHERE account_id = a.id AND outcome = 'open' AND deleted_at IS NULL",
}
_WORTH = (
    "coalesce(-c.minus_value, a.value_minor * (SELECT millionths FROM rate WHERE currency = a.currency) / 1000000, 0)"
)
_IN_WORDS = (
    "{id} IN (SELECT d.account_id FROM search_words CROSS JOIN search_document AS d ON d.rowid = search_words.rowid"
    " WHERE search_words MATCH ?{only})"
)
_IN_NAMES = (
    "{id} IN (SELECT r.account_id FROM search CROSS JOIN search_row AS r ON r.rowid = search.rowid"
    " WHERE search MATCH ?)"
)
_IS_OPEN = "state IN ('running', 'paused')"
_STATES = ("running", "paused", "finished", "stopped")
_NO_OWN: Mapping[str, OwnField] = {}
_IS_ONE_OF = "IN (SELECT value FROM json_each(?))"


class Compiler:
    """Makes a condition of a filter, on one desk, on one day; `match_of` turns free words into an FTS5 expression."""

    def __init__(
        self,
        db: Database,
        today: date,
        match_of: Callable[[str], str],
        id: str = "a.id",
        heat_of: Callable[[float], int] = lambda points: 0,
        *,
        quiet_limits: Mapping[str, int],
        own: Mapping[str, OwnField] = _NO_OWN,
    ) -> None:
        self._db = db
        self._today = today.isoformat()
        self._day = today
        self._match_of = match_of
        self._id = id
        self._heat_of = heat_of
        self._quiet_limits = quiet_limits
        self._own = own
        self._plain = _PLAIN | _ON_CARDS if id == "c.id" else _PLAIN

    def where(self, wanted: Filter) -> Where:
        """The whole filter; what asks for nothing lets everything through."""
        ways = [self._way(way) for way in wanted.ways]
        if not ways:
            return ALL
        return Where(" OR ".join(f"({way.sql})" for way in ways), tuple(p for way in ways for p in way.params))

    def _way(self, way: Sequence[Condition]) -> Where:
        plain = [one for one in way if one.field == FREE and one.sign != PHRASE and not one.negated]
        free = " ".join(str(one.values[0]) for one in plain)
        parts = [self._words(free)] if free else []
        parts += [self._one(one) for one in way if one not in plain]
        return Where(" AND ".join(f"({part.sql})" for part in parts), tuple(p for part in parts for p in part.params))

    def _one(self, one: Condition) -> Where:
        made = self._free(one) if one.field == FREE else self._field(one)
        return Where(f"({made.sql}) IS NOT TRUE", made.params) if one.negated else made

    def _field(self, one: Condition) -> Where:
        name = one.field
        if name in _COLUMN_OF:
            return self._column(_COLUMN_OF[name], one)
        if name in _COUNTS:
            return self._compared(f"({_COUNTS[name]})", one)
        if name in self._own:
            return own_fields.where(self._db, self._own[name], one)
        if name == "has":
            return _any_of([self._has(str(value)) for value in one.values])
        return self._compared(self._plain[name], one) if name in _PLAIN else self._SPECIAL[name](self, one)

    @staticmethod
    def _compared(expression: str, one: Condition) -> Where:
        if one.sign != "=":
            return Where(f"{expression} {one.sign} ?", one.values)
        parts = [
            Where(f"{expression} IS NULL") if value == NONE else Where(f"{expression} = ?", (value,))
            for value in one.values
        ]
        return _any_of(parts)

    # -- text ----------------------------------------------------------------------------------------------------

    def _words(self, words: str) -> Where:
        match = self._match_of(words)
        return Where(_IN_NAMES.format(id=self._id), (match,)) if match else ALL

    def _free(self, one: Condition) -> Where:
        if one.sign != PHRASE:
            return self._words(str(one.values[0]))
        match = phrase_query(str(one.values[0]))
        return Where(_IN_NAMES.format(id=self._id), (match,)) if match else ALL

    def _told(self, one: Condition, only: str = "") -> Where:
        found = [(phrase_query if str(value)[:1] == PHRASE else search_query)(str(value)) for value in one.values]
        sql = _IN_WORDS.format(id=self._id, only=only)
        return _any_of([Where(sql, (match,)) if match else NOTHING for match in found])

    def _column(self, column: str, one: Condition) -> Where:
        values = [str(value) for value in one.values]
        fitting = [said for said in self._said(column) if any(_fits(said, value, column) for value in values)]
        found = Where(f"a.{column} {_IS_ONE_OF}", (json.dumps(fitting),)) if fitting else NOTHING
        return _any_of([found, Where(f"a.{column} IS NULL")]) if NONE in values else found

    def _said(self, column: str, table: str = "account") -> list[str]:
        """Every value that stands in an indexed column, each looked up once: as many steps as there are values."""
        rows = self._db.all(
            f"WITH RECURSIVE v (x) AS (SELECT min({column}) FROM {table} WHERE {column} IS NOT NULL"
            f" UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE {column} > v.x) FROM v WHERE v.x IS NOT NULL)"
            " SELECT x FROM v WHERE x IS NOT NULL"
        )
        return [row[0] for row in rows]

    # -- fields that are more than a column ----------------------------------------------------------------------

    def _has(self, what: str) -> Where:
        if what == "site":
            return Where("a.website IS NOT NULL")
        if what == "value":
            return Where(f"{_WORTH} > 0")
        return Where(f"EXISTS ({_HAS[what]})")

    def _title(self, one: Condition) -> Where:
        return self._told(one, " AND d.tbl = 'contact'")

    def _tag(self, one: Condition) -> Where:
        wanted = {str(value) for value in one.values}
        fitting = [said for said in self._said("tag", "tag") if fold(said) in wanted]
        sql = f"{self._id} IN (SELECT account_id FROM tag WHERE tag {_IS_ONE_OF} AND deleted_at IS NULL)"
        found = Where(sql, (json.dumps(fitting),))
        return _any_of([found, Where(f"NOT EXISTS ({_HAS['tag']})")]) if NONE in wanted else found

    def _cadence(self, one: Condition) -> Where:
        parts = []
        for value in map(str, one.values):
            run = "SELECT account_id FROM cadence_run WHERE deleted_at IS NULL AND"
            if value in (SOME, NONE):
                sql = f"{self._id} IN ({run} {_IS_OPEN} AND account_id = {self._id})"
                parts.append(Where(f"NOT ({sql})" if value == NONE else sql))
            elif value in _STATES:
                parts.append(Where(f"{self._id} IN ({run} state = ? AND account_id = {self._id})", (value,)))
            else:
                parts.append(Where(f"{self._id} IN ({run} {_IS_OPEN} AND cadence GLOB ?)", (f"{_id_of(value)}*",)))
        return _any_of(parts)

    def _obj(self, one: Condition) -> Where:
        parts = []
        for value in one.values:
            if value == "open":
                parts.append(Where(f"EXISTS ({_HAS['objection']} AND outcome = 'open')"))
            elif value in (SOME, NONE):
                parts.append(Where(f"{'NOT ' if value == NONE else ''}EXISTS ({_HAS['objection']})"))
            else:
                sql = "SELECT account_id FROM objection WHERE category = ? AND deleted_at IS NULL"
                parts.append(Where(f"{self._id} IN ({sql})", (value,)))
        return _any_of(parts)

    def _concern(self, one: Condition) -> Where:
        return _any_of([Where(f"EXISTS ({_HAS['objection']} AND underlying = ?)", (value,)) for value in one.values])

    def _deal(self, one: Condition) -> Where:
        parts = []
        for value in one.values:
            if value in (SOME, NONE):
                parts.append(Where(f"{'NOT ' if value == NONE else ''}EXISTS ({_HAS['deal']})"))
            else:
                parts.append(Where(f"EXISTS ({_HAS['deal']} AND step = ?)", (value,)))
        return _any_of(parts)

    def _close(self, one: Condition) -> Where:
        day = self._compared("expected_close", one)
        return Where(f"EXISTS ({_HAS['deal']} AND ({day.sql}))", day.params)

    def _role(self, one: Condition) -> Where:
        return _any_of([Where(f"EXISTS ({_HAS['person']} AND role = ?)", (value,)) for value in one.values])

    def _late(self, one: Condition) -> Where:
        return _flagged(Where("c.due < ?", (self._today,)), one)

    def _cold(self, one: Condition) -> Where:
        parts = []
        for stage, limit in self._quiet_limits.items():
            span = timedelta(days=limit)
            days = ((self._day - span).isoformat(), self._today, (self._day + span).isoformat())
            parts.append(Where("c.stage = ? AND c.two_way_on < ? AND (c.due < ? OR c.due > ?)", (stage, *days)))
        return _flagged(_any_of(parts), one)

    def _dnc(self, one: Condition) -> Where:
        return _flagged(Where("a.do_not_contact = 1"), one)

    # -- scores --------------------------------------------------------------------------------------------------

    def _fit(self, one: Condition) -> Where:
        return self._in_cells([(_GRADE_OF[str(value)], ".") for value in one.values])

    def _score(self, one: Condition) -> Where:
        return self._in_cells([(str(value)[0], str(value)[1]) for value in one.values])

    def _in_cells(self, wanted: Sequence[tuple[str, str]]) -> Where:
        return score_where.among(self._db, self._id, score_where.cells(wanted))

    def _engagement(self, one: Condition) -> Where:
        index = "+" if self._id == "s.id" else ""  # a list in the order of scores is walked, not looked up
        parts = [score_where.points(one.sign, int(value), self._heat_of, index) for value in one.values]
        return score_where.among(self._db, self._id, _any_of(parts))

    _SPECIAL: ClassVar[dict[str, Callable[[Compiler, Condition], Where]]] = {
        "text": _told, "title": _title, "tag": _tag, "cadence": _cadence,
        "obj": _obj, "concern": _concern, "deal": _deal, "close": _close,
        "role": _role, "late": _late, "cold": _cold, "dnc": _dnc,
        "fit": _fit, "score": _score, "engagement": _engagement,
    }  # fmt: skip


_GRADE_OF = {"a": "A", "b": "B", "c": "C", "d": "D", "unknown": "–"}
_PLAIN = {
    "stage": "a.stage", "status": "a.status", "next": "a.next_due", "step": "a.next_kind", "quiet": "c.two_way_on",
    "value": _WORTH, "kind": "a.kind", "age": "a.created_on", "created": "a.created_on", "review": "a.review_on",
}  # fmt: skip
_ON_CARDS = {"stage": "c.stage", "next": "+c.due", "quiet": "+c.two_way_on", "value": "(-c.minus_value)"}
"""The same where a list is read from the board's cards, in their order: the account is not looked up for these."""


def asks_cards_alone(wanted: Filter) -> bool:
    """Whether the board's cards know all that is asked, so that no account need be looked up."""
    return all(one.field in {*_ON_CARDS, "late", "cold"} for way in wanted.ways for one in way)


def _any_of(parts: Sequence[Where]) -> Where:
    return Where(" OR ".join(f"({part.sql})" for part in parts), tuple(p for part in parts for p in part.params))


def _id_of(text: str) -> str:
    """What the id of a cadence may hold of a text; nothing else is looked for."""
    return "".join(letter for letter in text if letter.isascii() and (letter.isalnum() or letter in "-_"))


def _flagged(yes: Where, one: Condition) -> Where:
    """A flag with `yes` or `no` (or both) as its values."""
    parts = [yes if value else Where(f"({yes.sql}) IS NOT TRUE", yes.params) for value in one.values]
    return _any_of(parts)


def _fits(said: str, wanted: str, column: str) -> bool:
    """Whether a word of the stored text begins so; a country also goes by its code."""
    if column == "country" and (region := region_of_country(wanted)) is not None:
        return region_of_country(said) == region
    return f" {fold(said)}".find(f" {wanted}") >= 0
