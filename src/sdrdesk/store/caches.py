"""Local tables that triggers keep beside the domain tables: board cards, day buckets, counts, the search queue."""

from __future__ import annotations

import sqlite3

from .score_triggers import complete, score_triggers

_DEALS = "q_deals, q_value, d_deals, d_value, p_deals, p_value, c_deals, c_value"
_STEPS = (("q", "qualified"), ("d", "demo"), ("p", "proposal"), ("c", "decision"))


def _in_base(amount: str, currency: str) -> str:
    """SQL for an amount in the base currency's minor units, NULL where no rate is known."""
    return f"({amount} * (SELECT millionths FROM rate WHERE rate.currency = {currency}) / 1000000)"


def _open_deals(step: str) -> tuple[str, str]:
    live = f"FROM deal WHERE account_id = a.id AND outcome = 'open' AND step = '{step}' AND deleted_at IS NULL"
    worth = _in_base("deal.value_minor", "deal.currency")
    return f"(SELECT count(*) {live})", f"(SELECT coalesce(sum({worth}), 0) {live})"


def card_select() -> str:
    """SQL that lays out every card from the domain tables, with the columns of CARD_COLUMNS."""
    deals = ", ".join(f"{part}" for _, step in _STEPS for part in _open_deals(step))
    estimate = f"coalesce({_in_base('a.value_minor', 'a.currency')}, 0)"
    worth = _in_base("d.value_minor", "d.currency")
    open_deals = (
        f"coalesce((SELECT sum({worth}) FROM deal AS d"
        f" WHERE d.account_id = a.id AND d.outcome = 'open' AND d.deleted_at IS NULL), {estimate})"
    )
    booked = (
        f"coalesce((SELECT sum({_in_base('o.amount_minor', 'o.currency')}) FROM \"order\" AS o"
        f" WHERE o.account_id = a.id AND o.deleted_at IS NULL), 0)"
    )
    unconverted = (
        "(a.stage = 'lead' AND a.value_minor IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM rate WHERE rate.currency = a.currency))"
        " + (SELECT count(*) FROM deal AS d WHERE d.account_id = a.id AND d.outcome = 'open' AND d.deleted_at IS NULL"
        " AND d.value_minor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rate WHERE rate.currency = d.currency))"
    )
    two_way = (
        "coalesce("
        "(SELECT max(day) FROM (SELECT max(on_date) AS day FROM call WHERE account_id = a.id AND two_way = 1"
        " AND deleted_at IS NULL UNION ALL SELECT max(on_date) FROM activity WHERE account_id = a.id AND two_way = 1"
        " AND deleted_at IS NULL)),"
        "(SELECT max(on_date) FROM stage_move WHERE account_id = a.id AND move IN ('enter', 'return')"
        " AND deleted_at IS NULL),"
        "a.created_on)"
    )
    value = f"CASE a.stage WHEN 'lead' THEN {estimate} WHEN 'prospect' THEN {open_deals} ELSE {booked} END"
    return (
        f"SELECT a.id, a.stage, a.next_due, coalesce(a.next_time, ''), -({value}), a.name_key, {unconverted},"
        f" {two_way}, {deals} FROM account AS a"
        " WHERE a.status = 'active' AND a.deleted_at IS NULL AND a.merged_into IS NULL"
    )


CARD_COLUMNS = f"id, stage, due, time, minus_value, name_key, unconverted, two_way_on, {_DEALS}"


def _refresh(account: str) -> str:
    return (
        f"DELETE FROM card WHERE id = {account};"
        f" INSERT INTO card ({CARD_COLUMNS}) {card_select()} AND a.id = {account};"
    )


_COUNTED = "cards, value, unconverted, " + _DEALS


def _bucket(row: str, sign: str) -> str:
    adds = ", ".join(
        f"{name} = {name} {sign} {expr}"
        for name, expr in (
            ("cards", "1"),
            ("value", f"(-{row}.minus_value)"),
            ("unconverted", f"{row}.unconverted"),
            *((name, f"{row}.{name}") for name in _DEALS.split(", ")),
        )
    )
    zeros = ", ".join("0" for _ in _COUNTED.split(", "))
    return (
        f"INSERT INTO card_day (stage, due, {_COUNTED}) SELECT {row}.stage, {row}.due, {zeros}"
        f" WHERE NOT EXISTS (SELECT 1 FROM card_day WHERE stage = {row}.stage AND due = {row}.due);"
        f" UPDATE card_day SET {adds} WHERE stage = {row}.stage AND due = {row}.due;"
    )


def _booked(row: str, sign: str) -> str:
    worth = _in_base(f"{row}.amount_minor", f"{row}.currency")
    return (
        f"INSERT INTO booked_day (day, orders, value, unconverted) SELECT {row}.ordered_on, 0, 0, 0"
        f" WHERE {row}.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM booked_day WHERE day = {row}.ordered_on);"
        f" UPDATE booked_day SET orders = orders {sign} 1, value = value {sign} coalesce({worth}, 0),"
        f" unconverted = unconverted {sign} ({worth} IS NULL)"
        f" WHERE {row}.deleted_at IS NULL AND day = {row}.ordered_on;"
    )


def _decided(row: str, sign: str) -> str:
    decided = f"{row}.deleted_at IS NULL AND {row}.outcome <> 'open'"
    won = f"({row}.outcome = 'won')"
    return (
        f"INSERT INTO decided_step (step, won, deals) SELECT {row}.step, {won}, 0 WHERE {decided}"
        f" AND NOT EXISTS (SELECT 1 FROM decided_step WHERE step = {row}.step AND won = {won});"
        f" UPDATE decided_step SET deals = deals {sign} 1 WHERE {decided} AND step = {row}.step AND won = {won};"
    )


_LIVE = "{row}.deleted_at IS NULL AND {row}.merged_into IS NULL"


def _counted(row: str, sign: str) -> str:
    live = _LIVE.format(row=row)
    return (
        f"INSERT INTO status_count (status, accounts) SELECT {row}.status, 0 WHERE {live}"
        f" AND NOT EXISTS (SELECT 1 FROM status_count WHERE status = {row}.status);"
        f" UPDATE status_count SET accounts = accounts {sign} 1 WHERE {live} AND status = {row}.status;"
    )


def _queue(account: str) -> str:
    return (
        f"INSERT INTO search_queue (account_id) SELECT {account}"
        f" WHERE NOT EXISTS (SELECT 1 FROM search_queue WHERE account_id = {account});"
    )


def cache_triggers() -> dict[str, str]:
    """Every cache trigger: name -> SQL."""
    on_board = "stage, status, next_due, next_time, value_minor, currency, name_key, deleted_at, merged_into"
    made = {
        "card_in": f"AFTER INSERT ON card BEGIN {_bucket('NEW', '+')} END",
        "card_out": f"AFTER DELETE ON card BEGIN {_bucket('OLD', '-')} END",
        "account_in": (
            "AFTER INSERT ON account BEGIN "
            f"INSERT INTO card ({CARD_COLUMNS}) {card_select()} AND a.id = NEW.id; "
            f"{_counted('NEW', '+')} {_queue('NEW.id')} END"
        ),
        "account_card": f"AFTER UPDATE OF {on_board} ON account BEGIN {_refresh('NEW.id')} END",
        "account_count": (
            "AFTER UPDATE OF status, deleted_at, merged_into ON account BEGIN "
            f"{_counted('OLD', '-')} {_counted('NEW', '+')} END"
        ),
        "account_find": (
            "AFTER UPDATE OF name, website, deleted_at, merged_into ON account BEGIN " + _queue("NEW.id") + " END"
        ),
        "account_out": (
            f"AFTER DELETE ON account BEGIN DELETE FROM card WHERE id = OLD.id; {_counted('OLD', '-')}"
            f" {_queue('OLD.id')} END"
        ),
        "order_in": f"AFTER INSERT ON \"order\" BEGIN {_booked('NEW', '+')} {_refresh('NEW.account_id')} END",
        "order_change": (
            f"AFTER UPDATE ON \"order\" BEGIN {_booked('OLD', '-')} {_booked('NEW', '+')}"
            f" {_refresh('OLD.account_id')} {_refresh('NEW.account_id')} END"
        ),
        "order_out": f"AFTER DELETE ON \"order\" BEGIN {_booked('OLD', '-')} {_refresh('OLD.account_id')} END",
    }
    for table in ("deal", "call", "activity", "stage_move"):
        live = " WHEN NEW.two_way = 1" if table in ("call", "activity") else ""
        made[f"{table}_card_in"] = f"AFTER INSERT ON {table}{live} BEGIN {_refresh('NEW.account_id')} END"
        made[f"{table}_card_change"] = (
            f"AFTER UPDATE ON {table} BEGIN {_refresh('OLD.account_id')} {_refresh('NEW.account_id')} END"
        )
        made[f"{table}_card_out"] = f"AFTER DELETE ON {table} BEGIN {_refresh('OLD.account_id')} END"
    made["deal_decided_in"] = f"AFTER INSERT ON deal BEGIN {_decided('NEW', '+')} END"
    made["deal_decided_change"] = (
        "AFTER UPDATE OF outcome, step, deleted_at ON deal BEGIN "
        f"{_decided('OLD', '-')} {_decided('NEW', '+')} END"
    )
    made["deal_decided_out"] = f"AFTER DELETE ON deal BEGIN {_decided('OLD', '-')} END"
    for table in ("contact", "contact_point"):
        made[f"{table}_find_in"] = f"AFTER INSERT ON {table} BEGIN {_queue('NEW.account_id')} END"
        made[f"{table}_find_change"] = (
            f"AFTER UPDATE ON {table} BEGIN {_queue('OLD.account_id')} {_queue('NEW.account_id')} END"
        )
        made[f"{table}_find_out"] = f"AFTER DELETE ON {table} BEGIN {_queue('OLD.account_id')} END"
    made |= score_triggers()
    return {f"cache_{name}": f'CREATE TRIGGER "cache_{name}" {body}' for name, body in made.items()}


def make_cache_triggers(conn: sqlite3.Connection) -> None:
    """Make (or re-make) every cache trigger."""
    for name, sql in cache_triggers().items():
        conn.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        conn.execute(sql)


def rebuild_caches(conn: sqlite3.Connection) -> None:
    """Count and lay out everything afresh from the domain tables, search excepted; inside the caller's transaction."""
    for name in cache_triggers():
        conn.execute(f'DROP TRIGGER IF EXISTS "{name}"')
    for table in ("card", "card_day", "decided_step", "booked_day", "status_count"):
        conn.execute(f"DELETE FROM {table}")
    conn.execute(f"INSERT INTO card ({CARD_COLUMNS}) {card_select()} ORDER BY a.id")
    sums = ", ".join(f"sum({name})" for name in _DEALS.split(", "))
    conn.execute(
        f"INSERT INTO card_day (stage, due, {_COUNTED})"
        f" SELECT stage, due, count(*), sum(-minus_value), sum(unconverted), {sums} FROM card GROUP BY stage, due"
    )
    worth = _in_base("amount_minor", "o.currency")
    conn.execute(
        "INSERT INTO booked_day (day, orders, value, unconverted)"
        f" SELECT ordered_on, count(*), coalesce(sum({worth}), 0), sum({worth} IS NULL)"
        ' FROM "order" AS o WHERE deleted_at IS NULL GROUP BY ordered_on'
    )
    conn.execute(
        "INSERT INTO decided_step (step, won, deals) SELECT step, outcome = 'won' AS won, count(*) FROM deal"
        " WHERE outcome <> 'open' AND deleted_at IS NULL GROUP BY step, won"
    )
    conn.execute(
        "INSERT INTO status_count (status, accounts) SELECT status, count(*) FROM account"
        " WHERE deleted_at IS NULL AND merged_into IS NULL GROUP BY status"
    )
    complete(conn)
    make_cache_triggers(conn)


def recount_currency(conn: sqlite3.Connection, currency: str) -> None:
    """Lay out afresh what holds amounts of one currency, whose rate has changed; inside the caller's transaction."""
    touched = (
        "SELECT id FROM account WHERE currency = :c UNION SELECT account_id FROM deal WHERE currency = :c"
        ' UNION SELECT account_id FROM "order" WHERE currency = :c'
    )
    conn.execute("CREATE TEMP TABLE recounted (id TEXT PRIMARY KEY)")
    conn.execute(f"INSERT INTO recounted {touched}", {"c": currency})
    conn.execute("DELETE FROM card WHERE id IN (SELECT id FROM recounted)")
    conn.execute(f"INSERT INTO card ({CARD_COLUMNS}) {card_select()} AND a.id IN (SELECT id FROM recounted)")
    conn.execute("DROP TABLE recounted")
    days = '(SELECT ordered_on FROM "order" WHERE currency = ? AND deleted_at IS NULL)'
    worth = _in_base("amount_minor", "o.currency")
    conn.execute(f"DELETE FROM booked_day WHERE day IN {days}", (currency,))
    conn.execute(
        "INSERT INTO booked_day (day, orders, value, unconverted)"
        f" SELECT ordered_on, count(*), coalesce(sum({worth}), 0), sum({worth} IS NULL)"
        f' FROM "order" AS o WHERE deleted_at IS NULL AND ordered_on IN {days} GROUP BY ordered_on',
        (currency,),
    )
