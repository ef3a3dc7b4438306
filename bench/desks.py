"""The desks and CSV files that are measured: made once from a seed, kept under the system's temporary folder."""

import csv
import getpass
import hashlib
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from . import ROOT

HEADER = ("First Name", "Last Name", "Email", "Phone", "Company", "Job Title", "Website", "Country", "Created", "Notes")
FIRST = ("Ada", "Grace", "Edsger", "Barbara", "Ken", "Radia", "Niklaus", "Frances", "Tony", "Sophie")
LAST = ("Okafor", "Lindqvist", "Moreau", "Nakamura", "Kowalski", "Haddad", "Silva", "Novak", "Byrne", "Yilmaz")
TITLES = ("Head of Operations", "Managing Director", "Dispatcher", "CFO", "Buyer", "Plant Manager")


def cache() -> Path:
    """The folder that keeps what was made; delete it to have it made again."""
    folder = Path(tempfile.gettempdir()) / f"sdrdesk-bench-{getpass.getuser()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def desk(accounts: int) -> Path:
    """A desk with that many accounts, of the schema and the demo as they are now."""
    file = cache() / f"desk-{accounts}-{_edition()}.db"
    if not file.exists():
        unfinished = file.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        print(f"making a desk of {accounts:,} accounts …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "sdrdesk.demo", "--size", str(accounts), str(unfinished)], check=True)
        unfinished.rename(file)
    return file


def leads(rows: int) -> Path:
    """A CSV file of that many people, about three to a company."""
    file = cache() / f"leads-{rows}.csv"
    if not file.exists():
        chance = random.Random(rows)
        with file.open("w", newline="", encoding="utf-8") as out:
            table = csv.writer(out)
            table.writerow(HEADER)
            table.writerows(_lead(number, chance) for number in range(rows))
    return file


def _lead(number: int, chance: random.Random) -> tuple[str, ...]:
    firm = number // 3
    first, last = chance.choice(FIRST), chance.choice(LAST)
    return (
        first,
        last,
        f"{first}.{last}.{number}@firm{firm}.example".lower(),
        f"+49 30 {chance.randrange(1_000_000, 9_999_999)}",
        f"Firm {firm} GmbH",
        chance.choice(TITLES),
        f"https://www.firm{firm}.example/",
        "Germany",
        f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        "met at the fair" if number % 4 == 0 else "",
    )


def _edition() -> str:
    """Changes when the schema or the demo does."""
    package = ROOT / "src" / "sdrdesk"
    sources = [*package.glob("store/schema/*.sql"), *package.glob("demo/*.py"), *package.glob("demo.py")]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sorted(sources))).hexdigest()[:8]
