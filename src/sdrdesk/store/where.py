"""A condition of a query with the values bound to it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Where(NamedTuple):
    """A condition on `account AS a` (and `card AS c`, all NULL for an account off the board), with its values."""

    sql: str
    params: tuple[Any, ...] = ()


ALL = Where("1")
NOTHING = Where("0")
