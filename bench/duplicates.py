"""`python -m bench.duplicates`: how many labelled pairs the search for duplicates finds, and how many it invents."""

import argparse
import csv
import json
import random
import re
import string
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sdrdesk.usecases import accounts, duplicate_search
from sdrdesk.usecases.desk import Desk, open_desk

from . import ROOT

DATA = ROOT.parent / "shared" / "data"
AT = datetime(2026, 10, 13, 7, 0, tzinfo=UTC)
Facts = dict[str, str]


class Labelled(NamedTuple):
    """Records of which it is known who is who: those with one label are one."""

    name: str
    records: list[tuple[str, Facts]]


def programs() -> Labelled:
    """Four people as five programs export them."""
    files = json.loads((DATA / "crm_formats" / "expected.json").read_text(encoding="utf-8"))
    records = []
    for file in files:
        for row in file["expected"]:
            person = row.get("full_name") or f"{row.get('first_name', '')} {row.get('last_name', '')}".strip()
            facts = {"name": row.get("company") or person, "person": person, "email": row.get("email", ""),
                     "phone": row.get("phone", ""), "website": row.get("website", ""),
                     "country": row.get("country", "")}  # fmt: skip
            records.append((person.casefold(), facts))
    return Labelled("five programs' exports of the same people", records)


def converted() -> Labelled:
    """A CRM's leads, and the contacts some of them became; the address that tells it is kept from the contacts."""
    folder = DATA / "zoho_crm_demo"
    companies = {row["ACCOUNTID"]: row for row in _rows(folder / "Accounts.csv")}
    records = []
    for row in _rows(folder / "Leads.csv"):
        facts = {"name": row["Company"], "person": row["Last Name"], "email": row["Email"], "phone": row["Mobile"],
                 "website": row["Website"]}  # fmt: skip
        records.append((row["Email"].casefold(), facts))
    for row in _rows(folder / "Contacts.csv"):
        company = companies.get(row["Account Id"], {})
        facts = {"name": company.get("Account Name", ""), "person": row["Last Name"], "phone": row["Mobile"],
                 "website": company.get("Website", "")}  # fmt: skip
        records.append((row["Email"].casefold(), facts))
    return Labelled("leads and the contacts they became, e-mail hidden", records)


def damaged(count: int, low: int, high: int, seed: int = 7) -> Labelled:
    """Companies with a person each, and every second one again as somebody else might have typed it."""
    chance = random.Random(seed)
    records = []
    for number, row in enumerate(_rows(DATA / "datablist" / "customers-10000.csv")):
        if number >= count:
            break
        facts = {"name": row["Company"], "person": f"{row['First Name']} {row['Last Name']}", "email": row["Email"],
                 "phone": row["Phone 1"], "website": row["Website"], "country": row["Country"]}  # fmt: skip
        records.append((str(number), facts))
        if number % 2 == 0:
            again = dict(facts)
            for damage in chance.sample(_DAMAGES, chance.randint(low, high)):
                damage(again, chance)
            records.append((str(number), again))
    return Labelled(f"{count:,} companies, every second one twice with {low} to {high} damages", records)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", errors="replace", newline="") as lines:
        yield from csv.DictReader(lines)


def _no_mail(facts: Facts, chance: random.Random) -> None:
    facts["email"] = ""


def _other_mail(facts: Facts, chance: random.Random) -> None:
    facts["email"] = "".join(chance.choices(string.ascii_lowercase, k=9)) + "@gmail.com"


def _no_phone(facts: Facts, chance: random.Random) -> None:
    facts["phone"] = ""


def _other_marks(facts: Facts, chance: random.Random) -> None:
    digits = re.sub(r"x.*|\D", "", facts["phone"])
    facts["phone"] = chance.choice(("({0}) {1} {2}", "{0}-{1}-{2}", "{0} {1}{2}")).format(
        digits[:3], digits[3:6], digits[6:]
    )


def _no_site(facts: Facts, chance: random.Random) -> None:
    facts["website"] = ""


def _bare_site(facts: Facts, chance: random.Random) -> None:
    facts["website"] = re.sub(r"^https?://(www\.)?|/$", "", facts["website"])


def _legal_form(facts: Facts, chance: random.Random) -> None:
    bare = re.sub(r",? (?:Inc|LLC|Ltd|PLC|Group)\.?$", "", facts["name"])
    facts["name"] = f"{bare}{chance.choice((' Inc.', ', LLC', ' Ltd', ' GmbH', '', ' Limited'))}"


def _shout(facts: Facts, chance: random.Random) -> None:
    facts["name"], facts["person"] = facts["name"].upper(), facts["person"].upper()


def _slip(facts: Facts, chance: random.Random) -> None:
    field = chance.choice(("name", "person"))
    text = facts[field]
    at = chance.randrange(1, max(2, len(text) - 1))
    kind = chance.randrange(3)
    facts[field] = (
        text[:at] + text[at + 1 :] if kind == 0
        else text[:at] + chance.choice(string.ascii_lowercase) + text[at:] if kind == 1
        else text[: at - 1] + text[at : at + 1] + text[at - 1] + text[at + 1 :]
    )  # fmt: skip


def _initial(facts: Facts, chance: random.Random) -> None:
    first, _, last = facts["person"].partition(" ")
    facts["person"] = f"{first[0]}. {last}"


def _turned(facts: Facts, chance: random.Random) -> None:
    first, _, last = facts["person"].partition(" ")
    facts["person"] = f"{last}, {first}"


def _ampersand(facts: Facts, chance: random.Random) -> None:
    facts["name"] = facts["name"].replace(" and ", " & ").replace("-", " ")


_DAMAGES: list[Callable[[Facts, random.Random], None]] = [
    _no_mail, _other_mail, _no_phone, _other_marks, _no_site, _bare_site, _legal_form, _shout, _slip, _initial, _turned,
    _ampersand,
]  # fmt: skip


class Measured(NamedTuple):
    """What came of a search: seconds, pairs that are, pairs found, and of those the right ones."""

    seconds: float
    wanted: set[tuple[str, str]]
    found: set[tuple[str, str]]
    label_of: dict[str, str]

    @property
    def right(self) -> int:
        """Pairs found that are one."""
        return len(self.wanted & self.found)


def measure(labelled: Labelled) -> Measured:
    """Put the records on a desk of their own, one account each, and look for duplicates."""
    desk = open_desk(":memory:", clock=lambda: AT)
    label_of = {}
    for label, facts in labelled.records:
        made = accounts.add_account(desk, **{**facts, "name": facts["name"] or facts["person"]}).made
        label_of[str(made)] = label
    wanted: set[tuple[str, str]] = set()
    same: dict[str, list[str]] = {}
    for row_id, label in label_of.items():
        wanted.update((other, row_id) if other < row_id else (row_id, other) for other in same.get(label, ()))
        same.setdefault(label, []).append(row_id)
    began = time.monotonic()
    candidates = duplicate_search.of_desk(desk, limit=len(label_of) * 4)
    seconds = time.monotonic() - began
    found = {(one.one_id, one.other_id) for one in candidates if one.table == "account"}
    measured = Measured(seconds, wanted, {(a, b) if a < b else (b, a) for a, b in found}, label_of)
    _tell_misses(desk, measured)
    desk.close()
    return measured


_SHOWN = 0


def _tell_misses(desk: Desk, measured: Measured) -> None:
    for word, pairs in (("missed", measured.wanted - measured.found), ("wrong", measured.found - measured.wanted)):
        for one, other in sorted(pairs)[:_SHOWN]:
            told = [
                " · ".join(str(part) for part in desk.db.one(
                    "SELECT a.name, a.website, c.full_name, (SELECT group_concat(typed) FROM contact_point AS p"
                    " WHERE p.account_id = a.id) FROM account AS a LEFT JOIN contact AS c ON c.account_id = a.id"
                    " WHERE a.id = ?", (row_id,)) or ())
                for row_id in (one, other)
            ]  # fmt: skip
            print(f"{word}: {told[0]}  |  {told[1]}", file=sys.stderr)


def table(count: int) -> list[list[str]]:
    """Precision and recall on every set of labelled pairs."""
    made = [["", "records", "pairs", "precision", "recall", "s"]]
    for labelled in (programs(), converted(), damaged(count, 2, 4), damaged(count, 5, 8)):
        measured = measure(labelled)
        right, found, wanted = measured.right, len(measured.found), len(measured.wanted)
        made.append([
            labelled.name, f"{len(labelled.records):,}", f"{wanted:,}", f"{right / max(found, 1):.1%}",
            f"{right / max(wanted, 1):.1%}", f"{measured.seconds:.2f}",
        ])  # fmt: skip
    return made


def main() -> None:
    """Print one table; with --show also some of the pairs that were missed or wrong."""
    global _SHOWN
    from .__main__ import printed  # which measures terminals, too

    parser = argparse.ArgumentParser(prog="python -m bench.duplicates", description=__doc__)
    parser.add_argument("--count", type=int, default=4000, help="companies that are damaged")
    parser.add_argument("--show", type=int, default=0, help="print so many misses and wrong pairs of each set")
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    chosen = parser.parse_args()
    if not DATA.is_dir():
        sys.exit("../shared/data is not beside the repository: there are no labelled pairs to measure on")
    _SHOWN = chosen.show
    made = table(chosen.count)
    print(json.dumps(made, ensure_ascii=False) if chosen.json else printed(made))


if __name__ == "__main__":
    main()
