"""One account's life as it is told: where in time we are, who the people are, and what stands open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any

from sdrdesk.domain.call import Standing

from .companies import Business
from .days import at_minute, instant
from .places import Country
from .tape import Row, Tape

FIRST_MINUTE, LAST_MINUTE = 7 * 60 + 30, 15 * 60 + 30  # UTC: the same local date all over Europe and at the desk


class Story:
    """The account, its people and the cursor in time. Every fact goes through `act`, `insert` and `change`."""

    def __init__(self, tape: Tape, rng: Random, country: Country, business: Business) -> None:
        self.tape, self.rng, self.country, self.business = tape, rng, country, business
        self.account: Row = {}
        self.people: list[Row] = []
        self.points: dict[str, list[Row]] = {}
        self.deal: Row | None = None
        self.objections: list[Row] = []
        self.standings: dict[str, Standing] = {}
        self.words: dict[str, str] = {}
        self.attempts = 0
        self.index = 0
        self.upcoming = 0
        self.upcoming_time: str | None = None
        self.now = at_minute(tape.base, FIRST_MINUTE)
        self.currency, self.worth = "EUR", 0

    @property
    def id(self) -> str:
        """The account's id."""
        return str(self.account["id"])

    @property
    def name(self) -> str:
        """The account's name."""
        return str(self.account["name"])

    def go(self, index: int) -> None:
        """Move the cursor to a working day, at some minute of it; never backwards."""
        self.index = index
        moment = at_minute(self.tape.day(index), self.rng.randint(FIRST_MINUTE, LAST_MINUTE), self.rng.randrange(60))
        self.now = max(moment, self.now) if "id" in self.account else moment

    def wait(self, seconds: float) -> None:
        """Let some seconds pass within the day."""
        self.now += timedelta(seconds=seconds)

    def pick(self, words: tuple[str, ...]) -> str:
        """One of these, filled with the account's own facts: {month}, {amount}, {signer}, {n}."""
        return self.rng.choice(words).format(**self.words)

    @contextmanager
    def act(self, verb: str, said: str, group: str | None = None) -> Iterator[None]:
        """One human act on this account, a few seconds after the one before."""
        self.wait(self.rng.randint(4, 40))
        with self.tape.under(self.tape.heading(self.now, verb, self.account.get("id"), said, group)):
            yield

    def insert(self, table: str, **columns: Any) -> Row:
        """Add a row of this account, now."""
        return self.tape.insert(table, self.now, {"account_id": self.id, **columns})

    def change(self, table: str, row: Row, **columns: Any) -> None:
        """Change a row of this account, now."""
        self.tape.change(table, self.now, row, **columns)

    @property
    def at(self) -> str:
        """This instant, as stored."""
        return instant(self.now)

    @property
    def today(self) -> str:
        """The local date, as stored."""
        return self.tape.day(self.index).isoformat()

    def date(self, index: int) -> str:
        """The date of a working day, as stored."""
        return self.tape.day(index).isoformat()

    # The next step

    def follow(self, kind: str, what: str | None, outcome: str = "done", call_id: str | None = None) -> None:
        """Close the open next step into history and set the one that leads to the next beat."""
        self.close_step(outcome, call_id)
        person = self.people[0] if self.people else None
        self.change(
            "account", self.account, next_kind=kind, next_what=what, next_due=self.date(self.upcoming),
            next_time=self.upcoming_time, next_zone=self.country.zone if self.upcoming_time else None,
            next_contact_id=person["id"] if person else None, next_set_at=self.at,
        )  # fmt: skip

    def close_step(self, outcome: str, call_id: str | None = None) -> None:
        """Move the open next step, if there is one, to history."""
        account = self.account
        if account.get("next_kind") is None:
            return
        self.insert(
            "next_step", contact_id=account.get("next_contact_id"), kind=account["next_kind"],
            what=account["next_what"], due=account["next_due"], time=account.get("next_time"),
            zone=account.get("next_zone"), set_at=account.get("next_set_at"), outcome=outcome,
            closed_at=self.at, call_id=call_id,
        )  # fmt: skip

    def no_step(self) -> None:
        """Leave without a next step: the open one goes to history as dropped."""
        self.close_step("dropped")
        empty = dict.fromkeys(
            ("next_kind", "next_what", "next_due", "next_time", "next_zone", "next_contact_id", "next_set_at")
        )
        self.change("account", self.account, **empty)

    def move(self, kind: str, stage: str, status: str, **columns: Any) -> Row:
        """Change stage or status, and write the move."""
        account = self.account
        row = self.insert(
            "stage_move", at=self.at, on_date=self.today, move=kind,
            from_stage=columns.pop("from_stage", account["stage"]), to_stage=stage,
            from_status=account["status"], to_status=status,
            override=columns.pop("override", 0), **columns,
        )  # fmt: skip
        self.change("account", account, stage=stage, status=status)
        return row
