"""The accounts of a large desk, a chunk at a time: plain tuples, cheap to make, the same for the same seed."""

from __future__ import annotations

from datetime import date
from random import Random

from sdrdesk.domain.text import name_key, search_text

from .companies import TITLES, a_company
from .days import step_days
from .places import COUNTRIES, Country, a_country, slug
from .words_small import NEXT_PROSPECT, SOURCES

Values = tuple[str | int | None, ...]
Rows = dict[str, list[Values]]
PAST, AHEAD, POOL = 180, 40, 4096
_KINDS = {
    name: f"{number:03x}"
    for number, name in enumerate("account contact phone email touch move deal order call activity".split(), start=1)
}
# stage, status and their share in a thousand
_MIX = (
    ("lead", "active", 600), ("prospect", "active", 200), ("customer", "active", 80), ("lead", "inbox", 50),
    ("lead", "dormant", 30), ("prospect", "lost", 20), ("lead", "disqualified", 15), ("customer", "churned", 5),
)  # fmt: skip
_ENDS = (
    *(("no_answer", 24, 0),) * 7, *(("voicemail_left", 41, 0),) * 4, *(("voicemail_none", 12, 0),) * 3,
    *(("busy", 3, 0),) * 2, *(("gatekeeper", 66, 0),) * 2, ("callback", 74, 1), ("conversation", 318, 1),
)  # fmt: skip
_STEPS = ("qualified", "demo", "proposal", "decision")


class Crowd:
    """Makes accounts by number; every account has a person, a phone, an e-mail, a touch and three calls or mails."""

    def __init__(self, rng: Random, base: date) -> None:
        self._rng = rng
        self._days = [step_days(base, index).isoformat() for index in range(-PAST, AHEAD + 1)]
        self._times = [f"T{7 + minute // 60:02d}:{minute % 60:02d}:{minute * 7 % 60:02d}.000Z" for minute in range(510)]
        self._mix = [(stage, status) for stage, status, share in _MIX for _ in range(share)]
        self._firms = [self._firm(set()) for _ in range(POOL)]
        self._people = [self._person() for _ in range(POOL)]

    def _firm(self, taken: set[str]) -> tuple[str, str, str, str, str, str, Country]:
        country = a_country(self._rng)
        firm = a_company(self._rng, country, taken)
        label = firm.domain.removesuffix(".example")
        city = self._rng.choice(country.cities)
        return firm.name, name_key(firm.name), label, search_text(firm.name), firm.business.industry, city, country

    def _person(self) -> tuple[str, str, str, str, str, str, str, str]:
        country = self._rng.choice([one for one in COUNTRIES if one.code != "JP"])
        first, last = self._rng.choice(country.first), self._rng.choice(country.last)
        role = self._rng.choice(tuple(TITLES))
        full = f"{first} {last}"
        mail = f"{slug(first)}.{slug(last)}"
        return full, first, last, name_key(full), search_text(full), mail, role, self._rng.choice(TITLES[role])

    def chunk(self, start: int, end: int) -> Rows:
        """The rows of accounts number `start` to `end` - 1, by table."""
        rows: Rows = {name: [] for name in (
            "account", "contact", "contact_point", "touch", "stage_move", "deal", "order", "call", "activity",
            "search_row", "search")}  # fmt: skip
        for number in range(start, end):
            self._one(rows, number)
        return rows

    def _one(self, rows: Rows, number: int) -> None:
        bits = self._rng.getrandbits(96)
        stage, status = self._mix[bits % 1000]
        firm, key, label, found, industry, city, country = self._firms[(bits >> 10) % POOL]
        full, first, last, person_key, person_found, mail, role, title = self._people[(bits >> 22) % POOL]
        tail = f"{number:012x}"
        account, contact, phone = (_id(kind, tail) for kind in ("account", "contact", "phone"))
        entry = 10 + (bits >> 34) % (PAST - 30)
        made, at = self._days[entry], self._times[(bits >> 42) % 510]
        source = SOURCES[(bits >> 51) % len(SOURCES)][0]
        stamp, host = made + at, f"{label}-{number}.example"
        due, clock, kind, what = self._next(bits, status, stage)
        worth = (2 + (bits >> 60) % 60) * 100_000
        rows["account"].append((
            account, f"{firm} {number}", f"{key} {number}", host, f"https://www.{host}", industry, city, country.name,
            stage, status, source, None, None if stage == "lead" and bits & 1 << 66 else worth, "EUR", "bant", kind,
            what, due, clock, contact if kind else None, stamp if kind else None,
            self._days[PAST + 20] if status in ("dormant", "lost") else None, made, stamp, stamp,
        ))  # fmt: skip
        rows["contact"].append(
            (contact, account, full, first, last, person_key, title, role, country.name, made, stamp, stamp)
        )
        dialled, e164 = _number(number)
        email = f"{mail}@{host}"
        rows["contact_point"] += (
            (phone, account, contact, "phone", dialled, e164, 0, stamp),
            (_id("email", tail), account, contact, "email", email, email, 0, stamp),
        )
        rows["touch"].append((_id("touch", tail), account, contact, source, made, stamp))
        words = f"{found} {number} {host} {person_found} {email} {e164[1:]}"
        rows["search_row"].append((number + 1, account))
        rows["search"].append((number + 1, words))
        if status != "inbox":
            self._past(rows, bits, tail, stage, status, entry, worth)
            self._talk(rows, bits, tail, stage, entry)

    def _next(self, bits: int, status: str, stage: str) -> tuple[str | None, str | None, str | None, str | None]:
        if status != "active":
            return None, None, None, None
        ahead = (bits >> 67) % 32 - 5
        clock = f"{9 + bits % 8:02d}:30" if ahead >= 0 and bits & 7 << 70 == 0 else None
        kind, what = NEXT_PROSPECT["qualified"][bits % 2] if stage == "prospect" else ("call", None)
        return self._days[PAST + ahead], clock, kind, what

    def _past(self, rows: Rows, bits: int, tail: str, stage: str, status: str, entry: int, worth: int) -> None:
        """The moves of an account, its deal and its order."""
        account, deal = _id("account", tail), _id("deal", tail) if stage != "lead" else None
        moves: list[tuple[str | None, ...]] = [("enter", None, "lead", None, "active", None)]
        if stage != "lead":
            moves.append(("forward", "lead", "prospect", "active", "active", None))
        if stage == "customer":
            moves.append(("forward", "prospect", "customer", "active", "active", "value"))
        if status != "active":
            moves.append(("leave", stage, stage, "active", status, "timing"))
        gap = max(1, (PAST - 2 - entry) // 4)
        for place, (move, before, after, was, now, reason) in enumerate(moves):
            day = self._days[entry + place * gap]
            at = day + self._times[(bits >> 42) % 500 + place]
            ident = _id("move", f"{place}{tail[1:]}")
            rows["stage_move"].append(
                (ident, account, at, day, move, before, after, was, now, reason, deal if place else None, at)
            )
        if deal is None:
            return
        won, lost = stage == "customer", status == "lost"
        opened, closed = self._days[entry + gap], self._days[entry + 2 * gap]
        rows["deal"].append((
            deal, account, "Planning", "decision" if won else _STEPS[(bits >> 73) % 4],
            "won" if won else "lost" if lost else "open", worth, "EUR", opened, self._days[PAST + 15],
            closed if won or lost else None, "value" if won else "timing" if lost else None, opened + self._times[0],
        ))  # fmt: skip
        if won:
            rows["order"].append((_id("order", tail), account, deal, closed, worth, "EUR", closed + self._times[0]))

    def _talk(self, rows: Rows, bits: int, tail: str, stage: str, entry: int) -> None:
        """Two calls and a mail, spread between the entry and yesterday."""
        account, contact, phone = (_id(kind, tail) for kind in ("account", "contact", "phone"))
        span = max(1, PAST - 1 - entry)
        for place in range(2):
            end, seconds, two_way = _ENDS[(bits >> (76 + 5 * place)) % len(_ENDS)]
            day = self._days[entry + (bits >> (40 + 9 * place)) % span]
            at = day + self._times[(bits >> (20 + 7 * place)) % 500]
            rows["call"].append((
                _id("call", f"{place}{tail[1:]}"), account, contact, phone, stage, at, at, day, seconds, end, place + 1,
                two_way, at,
            ))  # fmt: skip
        reply = bits >> 90 & 3 == 0
        day = self._days[entry + (bits >> 30) % span]
        at = day + self._times[505]
        text = "Wrote back with a question" if reply else "Mail with two dates"
        kind = "reply" if reply else "mail_sent"
        rows["activity"].append((_id("activity", tail), account, contact, kind, at, day, int(reply), text, at))


def _id(kind: str, tail: str) -> str:
    """An id in the shape of UUIDv7, in the order of the accounts; `tail` is twelve hex digits."""
    return f"019a0000-0000-7{_KINDS[kind]}-8000-{tail}"


def _number(number: int) -> tuple[str, str]:
    """A telephone number that no subscriber has: in Berlin, behind two zeros."""
    digits = f"00{number:07d}"
    return f"+49 30 {digits}", f"+4930{digits}"

