"""A desk from a history in a JSON file: moves, deals, touches, money, calls … as rows, so that numbers come from them.

What a history may leave out has a default: base currency USD, zone Europe/Berlin, an answer within 60 minutes; spend
is spread evenly over the months of the period; of the meetings booked every other one was held, the first one was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sdrdesk.domain.days import add_business_days
from sdrdesk.domain.disposition import by_id
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.metrics.calls import MEETINGS
from sdrdesk.domain.metrics.journeys import RANK
from sdrdesk.domain.metrics.periods import Period, around
from sdrdesk.domain.metrics.rates import ONE
from sdrdesk.domain.money import parse_amount
from sdrdesk.domain.pipeline import move_kind
from sdrdesk.domain.text import name_key
from sdrdesk.store.database import stamp
from sdrdesk.store.ids import same_thing
from sdrdesk.usecases.assumptions import assume
from sdrdesk.usecases.desk import Desk, change_settings, open_desk, sync_currency

History = Mapping[str, Any]


def load_events(file: Path, out: Path) -> date:
    """Make the desk of a history at `out` (a new file); returns its as-of day. Raises DeskError for what is none."""
    try:
        history = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        raise DeskError(f"{file} is no history: {trouble}.") from trouble
    if not isinstance(history, dict):
        raise DeskError(f"{file} is no history: it must be one JSON object with stage, deals, touch and the rest.")
    try:
        return _load(history, out)
    except DeskError as trouble:
        _remove(out)
        raise DeskError(f"{file}: {trouble}") from trouble
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as trouble:
        _remove(out)
        raise DeskError(f"{file} is no history the desk understands: {trouble!r}.") from trouble


def _load(history: History, out: Path) -> date:
    days = [row[1] for row in history.get("stage", [])]
    as_of = date.fromisoformat(history.get("as_of") or max(days))
    noon = datetime.combine(as_of, time(12), UTC)
    desk = open_desk(out, clock=lambda: noon, origin="history")
    try:
        Loading(desk, history, as_of).load()
        sync_currency(desk)
        with desk.db.local():
            desk.db.conn.execute("INSERT INTO view_state VALUES ('demo_base_day', ?)", (as_of.isoformat(),))
        desk.db.conn.execute("PRAGMA journal_mode = DELETE")
    finally:
        desk.close()
    return as_of


def _remove(out: Path) -> None:
    """Half a history is none."""
    for one in (out, out.with_name(out.name + "-wal"), out.with_name(out.name + "-shm")):
        one.unlink(missing_ok=True)


class Loading:
    """One history on its way into a desk."""

    def __init__(self, desk: Desk, history: History, as_of: date) -> None:
        self.desk, self.db, self.history, self.as_of = desk, desk.db, history, as_of
        self.period = around(as_of, 3)
        if "period" in history:
            start, end = history["period"]
            self.period = Period(date.fromisoformat(start), date.fromisoformat(end))
        self.base = str(history.get("base", "USD"))
        self.zone = ZoneInfo(history.get("zone", "Europe/Berlin"))
        self.accounts: dict[str, str] = {}
        self.batch: str | None = None

    def load(self) -> None:
        """Settings first, then every row under one heading."""
        history = self.history
        change_settings(
            self.desk, currency=self.base, first_run_done="yes", closed_days=" ".join(history.get("holidays", [])),
            work_from=history.get("work_from", "09:00"), work_to=history.get("work_to", "18:00"),
        )  # fmt: skip
        assume(
            self.desk, zone=self.zone.key, sla_minutes=str(history.get("sla_minutes", 60)),
            gross_margin=str(100 * float(history.get("gross_margin", 1))),
            waiting_until=str(history.get("speed_now", "")),
        )  # fmt: skip
        with self.db.step("history.loaded", None, "Loaded a history"):
            self.batch = self.db.insert(
                "import_batch", file_name="history", sha256="", started_at=self.desk.stamp(), state="done"
            )
            self._stages(history.get("stage", []), _first_sources(history.get("touch", [])))
            self._customers()
            deals = self._deals(history.get("deals", []))
            for account, day, source in history.get("touch", []):
                self.db.insert("touch", account_id=self.accounts[account], source=source, on_date=day)
            self._money()
            self._calls(history.get("calls", []))
            self._speed(history.get("speed", []))
            self._score()
            self._qualifications(history.get("qual_examples", {}))
            self._objections(history.get("objections", []), deals)

    def _account(self, name: str, created: str, **columns: Any) -> str:
        active = columns.get("status") == "active"
        due = add_business_days(self.as_of, 1, self.desk.settings.closed_days).isoformat()
        made = self.db.insert(
            "account", name=name, name_key=name_key(name), created_on=created,
            **{
                "added_at": self.desk.stamp(), "batch_id": self.batch,
                "next_kind": "call" if active else None, "next_due": due if active else None, **columns,
            },
        )  # fmt: skip
        self.accounts[name] = made
        return made

    def _stages(self, rows: Iterable[Sequence[str]], sources: Mapping[str, str]) -> None:
        by_name: dict[str, list[Sequence[str]]] = {}
        for row in rows:
            by_name.setdefault(row[0], []).append(row)
        for name, held in by_name.items():
            moves = list(_moves(held))
            last = moves[-1]
            account = self._account(
                name, held[0][1], stage=last["to_stage"], status=last["to_status"], source=sources.get(name)
            )
            for move in moves:
                self.db.insert("stage_move", account_id=account, **move)

    def _customers(self) -> None:
        churned, mrr = self.history.get("churn", {}), self.history.get("mrr_start", {})
        orders, changes = self.history.get("orders", []), self.history.get("mrr_change", {})
        before = (self.period.start - timedelta(days=1)).isoformat()
        first = {name: min(row[1] for row in orders if row[0] == name) for name in {row[0] for row in orders}}
        for name in [*self.history.get("customers_start", []), *first]:
            if name in self.accounts:
                continue
            gone = churned.get(name)
            account = self._account(
                name, first.get(name, before), stage="customer", status="churned" if gone else "active"
            )
            if name not in first:
                self._move(account, before, "enter", "customer", "active")
            if gone:
                self._move(account, gone, "leave", "customer", "churned")
        for name, day, amount in orders:
            self.db.insert("order", account_id=self.accounts[name], ordered_on=day, amount_minor=self._minor(amount),
                           currency=self.base)  # fmt: skip
        late = (self.period.end - timedelta(days=1)).isoformat()
        for name, amount in mrr.items():
            self._recurs(name, before, amount)
        for name, amount in changes.items():
            self._recurs(name, churned.get(name, late), amount)

    def _move(self, account: str, day: str, move: str, stage: str, status: str) -> None:
        self.db.insert(
            "stage_move", account_id=account, at=f"{day}T09:00:00.000Z", on_date=day, move=move,
            from_stage=None if move == "enter" else stage, to_stage=stage,
            from_status=None if move == "enter" else "active", to_status=status,
        )  # fmt: skip

    def _recurs(self, name: str, day: str, amount: float) -> None:
        minor = self._minor(amount)
        self.db.insert("recurring", account_id=self.accounts[name], on_date=day, change_minor=minor, currency=self.base)

    def _deals(self, rows: Iterable[Sequence[Any]]) -> dict[str, tuple[str, str, str]]:
        """Writes the deals; name -> (id, account, the day it was opened)."""
        made = {}
        for name, account, amount, currency, opened, closed, outcome in rows:
            deal = self.db.insert(
                "deal", account_id=self.accounts[account], name=name, value_minor=self._minor(amount, currency),
                currency=currency, opened_on=opened, closed_on=closed, outcome=outcome,
                step="decision" if outcome == "won" else "qualified",
            )  # fmt: skip
            made[name] = (deal, self.accounts[account], opened)
        return made

    def _money(self) -> None:
        for key, rate in self.history.get("fx", {}).items():
            currency, _, day = key.partition("@")
            self.db.insert("exchange_rate", id=same_thing("exchange_rate", currency, day), currency=currency,
                           on_date=day, millionths=round(float(rate) * ONE))  # fmt: skip
        spent = [("programme", source, amount) for source, amount in self.history.get("spend", {}).items()]
        if "sales_cost" in self.history:
            spent.append(("sales", None, self.history["sales_cost"]))
        months = self.period.months_begun or [f"{self.period.start:%Y-%m}"]
        for kind, source, amount in spent:
            whole, rest = divmod(self._minor(amount), len(months))
            for place, month in enumerate(months):
                self.db.insert(
                    "spend", id=same_thing("spend", month, kind, source or ""), month=month, kind=kind, source=source,
                    amount_minor=whole + (place < rest), currency=self.base,
                )  # fmt: skip

    def _calls(self, outcomes: Sequence[str]) -> None:
        names = [row[0] for row in self.history.get("stage", []) if row[2] == "lead"] or ["Calls"]
        if names == ["Calls"] and outcomes:
            self._account("Calls", self.period.start.isoformat())
        told = self.history.get("meetings")
        booked = 0
        for place, outcome in enumerate(outcomes):
            found = by_id(outcome)
            if found is None:
                raise DeskError(f"“{outcome}” is no outcome of a call.")
            account = self.accounts[names[place % len(names)]]
            at = self._working_hour(place, len(outcomes))
            self.db.insert(
                "call", account_id=account, stage="lead", started_at=stamp(at), on_date=f"{at:%Y-%m-%d}",
                disposition=outcome, two_way=int(found.two_way),
            )  # fmt: skip
            if outcome in MEETINGS:
                held = booked % 2 == 0 if told is None else told[booked] == "held"
                booked += 1
                last = datetime.combine(self.period.end - timedelta(days=1), time(15), self.zone)
                self._act(account, "meeting_held" if held else "meeting_missed", last, two_way=int(held))

    def _working_hour(self, place: int, of: int) -> datetime:
        """Calls spread evenly over the days and hours of the period."""
        days = max((self.period.end - self.period.start).days - 5, 1)
        day = add_business_days(self.period.start + timedelta(days=place * days // max(of, 1)), 0)
        return datetime.combine(min(day, self.period.end - timedelta(days=1)), time(9 + place % 8), self.zone)

    def _act(self, account: str, kind: str, at: datetime, two_way: int = 0) -> None:
        self.db.insert("activity", account_id=account, kind=kind, at=stamp(at), on_date=f"{at:%Y-%m-%d}",
                       two_way=two_way)  # fmt: skip

    def _speed(self, rows: Iterable[Sequence[str | None]]) -> None:
        for name, came, answered in rows:
            at = datetime.fromisoformat(str(came)).replace(tzinfo=self.zone)
            account = self._account(str(name), f"{at:%Y-%m-%d}", added_at=stamp(at), batch_id=None)
            if answered is not None:
                self._act(account, "mail_sent", datetime.fromisoformat(answered).replace(tzinfo=self.zone))

    def _score(self) -> None:
        fit, events = self.history.get("fit"), self.history.get("engagement", [])
        if not fit and not events:
            return
        account = self._account("Scored", self.period.start.isoformat())
        for kind, _, day in events:
            self._act(account, kind, datetime.combine(date.fromisoformat(day), time(10), self.zone))
        kept = {"account": account, "points": json.dumps({kind: points for kind, points, _ in events})}
        if fit:
            kept["fit"] = json.dumps(fit)
        for name, value in kept.items():
            self.db.insert("setting", key=f"score:{name}", value=value)

    def _qualifications(self, examples: Mapping[str, Sequence[Any]]) -> None:
        day = self.period.start.isoformat()
        for name, (grades, stops) in examples.items():
            account = self._account(name, day, playbook="bant")
            for criterion, (grade, evidence) in grades.items():
                self.db.insert(
                    "grade", account_id=account, playbook="bant", criterion=criterion, grade=grade, evidence=evidence,
                    by_hand=1, at=f"{day}T09:00:00.000Z",
                )  # fmt: skip
            for stop in stops:
                self.db.insert(
                    "call", account_id=account, direction="in", stage="lead", started_at=f"{day}T09:00:00.000Z",
                    on_date=day, disposition="conversation", two_way=1, playbook="bant", hard_stop=stop,
                )  # fmt: skip

    def _objections(self, rows: Iterable[Sequence[str]], deals: Mapping[str, tuple[str, str, str]]) -> None:
        for name, deal, category, response, outcome in rows:
            deal_id, account, day = deals[deal]
            self.db.insert(
                "objection", account_id=account, deal_id=deal_id, at=f"{day}T10:00:00.000Z", on_date=day,
                stage="prospect", category=category, words=f"{name}: {category}", response_kind=response,
                outcome=outcome, resolved_at=None if outcome == "open" else f"{day}T10:00:00.000Z",
            )  # fmt: skip

    def _minor(self, amount: Any, currency: str | None = None) -> int:
        """An amount of either sign in minor units."""
        text = str(amount).strip()
        minor = parse_amount(text.removeprefix("-"), currency or self.base).minor
        return -minor if text.startswith("-") else minor


def _first_sources(touches: Iterable[Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for account, _, source in sorted(touches, key=lambda row: row[1]):
        found.setdefault(account, source)
    return found


def _moves(rows: Iterable[Sequence[str]]) -> Iterator[dict[str, Any]]:
    """The rows of one account's history, as the moves that make it."""
    stage: str | None = None
    status: str | None = None
    for place, (_, day, state, reason) in enumerate(sorted(rows, key=lambda row: row[1])):
        to_stage, to_status = (state, "active") if state in RANK else (stage or "lead", state)
        if to_status != "active":
            move = "leave"
        elif stage is None:
            move = "enter"
        else:
            move = "return" if status != "active" else move_kind(stage, to_stage)
        yield {
            "at": f"{day}T09:{place:02d}:00.000Z", "on_date": day, "move": move, "from_stage": stage,
            "to_stage": to_stage, "from_status": status, "to_status": to_status, "reason": reason or None,
        }  # fmt: skip
        stage, status = to_stage, to_status
