"""Narrowing a list by the filter language: reading the words, and who fits, in the order of the list that asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sdrdesk.domain.filter import Filter, parse_filter
from sdrdesk.store import filtering, listing
from sdrdesk.store.where import ALL, Where

from .desk import Desk
from .find import find, match_of
from .own_fields import own_fields

EVERYTHING = Filter("", ())
FEW = 450
"""Up to so many that fit are found in one pass and put in order after it; more are met soon along any order."""


def read_filter(desk: Desk, text: str) -> Filter:
    """The filter that was typed, seen from today. Raises FilterError, which names the word that cannot be read."""
    declared = own_fields().fields
    if not declared:
        return parse_filter(text, desk.today(), desk.settings.currency)
    from sdrdesk.domain.own_fields import in_filters  # only where there are some

    return parse_filter(text, desk.today(), desk.settings.currency, in_filters(declared))


def where_of(desk: Desk, wanted: Filter, of: str = listing.A) -> Where:
    """The filter for a list that is read from accounts, from the board's cards or from scores."""
    if not asks_scores(wanted):
        return _compiler(desk, of).where(wanted)
    from .score_cells import catch_up, heat_of  # only where scores are asked for

    catch_up(desk)
    return _compiler(desk, of, heat_of(desk)).where(wanted)


def _compiler(desk: Desk, of: str, heat_of: Callable[[float], int] = lambda points: 0) -> filtering.Compiler:
    limits = desk.settings.quiet_limits
    own = own_fields().by_name()
    return filtering.Compiler(desk.db, desk.today(), match_of, f"{of}.id", heat_of, quiet_limits=limits, own=own)


def asks_scores(wanted: Filter) -> bool:
    """Whether who fits is told from the table of scores."""
    return any(one.field in ("fit", "score", "engagement") for way in wanted.ways for one in way)


def on_board(desk: Desk, wanted: Filter, limit: int) -> list[str]:
    """Ids of the cards that fit, in any order; when there are `limit` or more, the first `limit` of each column."""
    if wanted.free_words is not None:
        return [hit.id for hit in find(desk, wanted.free_words, statuses=("active",), limit=limit)]
    where = where_of(desk, wanted, listing.C)
    found = (
        listing.few(desk.db, listing.CARDS, where, limit - 1)
        if filtering.asks_cards_alone(wanted)
        else listing.few(desk.db, listing.ACTIVE, where_of(desk, wanted), limit - 1)
    )
    if found is not None:
        return found
    columns = [segment for segment in listing.SORTS["stage"] if segment.of == listing.C]
    return [account_id for column in columns for account_id in _ids(desk, column, where, limit)]


def in_inbox(desk: Desk, wanted: Filter, limit: int) -> list[str]:
    """Ids of accounts in the inbox that fit, `limit` at most."""
    if wanted.free_words is not None:
        return [hit.id for hit in find(desk, wanted.free_words, statuses=("inbox",), limit=limit)]
    return _ids(desk, listing.WAITING, where_of(desk, wanted), limit)


def anywhere(desk: Desk, wanted: Filter, limit: int) -> list[str]:
    """Ids of live accounts that fit, `limit` at most, in any order."""
    if wanted.free_words is not None:
        return [hit.id for hit in find(desk, wanted.free_words, limit=limit)]
    return _ids(desk, listing.SORTS["name"][0], where_of(desk, wanted), limit)


_WHOLE = {"list": listing.SORTS["name"][0], "board": listing.ACTIVE, "inbox": listing.WAITING}


def every(desk: Desk, wanted: Filter, which: str, most: int) -> list[str] | None:
    """Ids of all that fit in the list, on the board or in the inbox; None when there are more than `most`."""
    return listing.few(desk.db, _WHOLE[which], where_of(desk, wanted), most)


def _ids(desk: Desk, segment: listing.Segment, where: Where, limit: int) -> list[str]:
    rows = listing.page(desk.db, segment, where, beyond=None, descending=False, limit=limit)
    return [row["id"] for row in rows]


class Settled(NamedTuple):
    """A filter made ready for lists read from cards, accounts or scores; `ids` are all who fit, where they are few."""

    cards: Where
    accounts: Where
    scores: Where
    ids: list[str] | None


EVERYBODY = Settled(ALL, ALL, ALL, None)


def settled(desk: Desk, wanted: Filter) -> Settled:
    """Make a filter ready; when few fit, they are looked up here once and for all."""
    if not wanted:
        return EVERYBODY
    where = where_of(desk, wanted)
    found = listing.few(desk.db, listing.SORTS["name"][0], where, FEW)
    if found is None:
        return Settled(where_of(desk, wanted, listing.C), where, where_of(desk, wanted, listing.S), None)
    cards, accounts, scores = (listing.among(found, of) for of in (listing.C, listing.A, listing.S))
    return Settled(cards, accounts, scores, found)


def count(desk: Desk, wanted: Filter, most: int = 500) -> int:
    """How many accounts fit, counted to `most` and no further; all of them when nothing is asked."""
    return listing.count(desk.db, where_of(desk, wanted), most)
