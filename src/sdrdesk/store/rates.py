"""The local table of rates that the board's sums are counted with: the base currency, and the latest of every other."""

from __future__ import annotations

import sqlite3

from sdrdesk.domain.currencies import minor_digits

from .caches import rebuild_caches, recount_currency
from .database import Database

ONE = 1_000_000


def wanted(db: Database, base: str) -> dict[str, int]:
    """currency -> what one of its minor units is worth in those of the base currency, in millionths."""
    rows = db.all(
        "SELECT currency, millionths, max(on_date) FROM exchange_rate WHERE deleted_at IS NULL AND currency <> ?"
        " GROUP BY currency",
        (base,),
    )
    found = {row["currency"]: _of_minor(row["millionths"], row["currency"], base) for row in rows}
    return {base: ONE, **{currency: rate for currency, rate in found.items() if rate > 0}}


def recount(db: Database, base: str) -> None:
    """Bring the local rates up to date, and with them every sum that holds one of the currencies that changed."""
    known = {row["currency"]: row["millionths"] for row in db.all("SELECT currency, millionths FROM rate")}
    now = wanted(db, base)
    changed = [currency for currency in {*known, *now} if known.get(currency) != now.get(currency)]
    if not changed:
        return
    with db.local():
        _write(db.conn, now)
        for currency in sorted(changed):
            recount_currency(db.conn, currency)


def count_in(db: Database, base: str) -> None:
    """Count everything afresh in another base currency."""
    now = wanted(db, base)
    with db.local():
        _write(db.conn, now)
        rebuild_caches(db.conn)


def _write(conn: sqlite3.Connection, rates: dict[str, int]) -> None:
    conn.execute("DELETE FROM rate")
    conn.executemany("INSERT INTO rate (currency, millionths) VALUES (?, ?)", list(rates.items()))


def _of_minor(millionths: int, currency: str, base: str) -> int:
    """From the rate of whole units to that of minor ones: a yen has no cents."""
    shift = minor_digits(base) - minor_digits(currency)
    return int(millionths * 10**shift) if shift >= 0 else round(millionths / 10**-shift)
