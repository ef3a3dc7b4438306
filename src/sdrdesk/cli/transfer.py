"""Commands that bring people in and take everything out."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from sdrdesk.domain.concepts import CONCEPTS, concept_named
from sdrdesk.domain.dates_in import Order
from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.domain.text import visible
from sdrdesk.usecases import transfer
from sdrdesk.usecases.desk import Desk, open_desk

from .command import ORIGIN, Asked, command, text_option
from .endings import complain
from .printing import put, put_json
from .signals import ends_unwinding

COUNTS = ("rows", "create", "update", "same", "skip", "reject", "batch")


@command("import", 'sdrdesk import leads.csv --source "Trade fair" --region DE')
@click.argument("file", metavar="FILE", required=False)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@text_option("source", "NAME", "Where these people come from, when the file does not say.")
@text_option("region", "CODE", "The country of phone numbers without one, such as DE.")
@click.option("--map", "maps", multiple=True, metavar="COLUMN=MEANING", help='What a column means: "Firma=company".')
@click.option(
    "--with", "others", multiple=True, metavar="FILE", help="A file that belongs to it: --with companies.csv."
)
@click.option(
    "--wins",
    type=click.Choice(["mine", "file", "empty"]),
    default="mine",
    help="Which record wins: mine (what you changed here stays, the default), file, or empty (only gaps are filled).",
)
@click.option(
    "--kind",
    type=click.Choice(["people", "companies", "deals", "orders", "calls"]),
    help="What the rows are, when the header does not tell; calls are all activities and notes.",
)
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How 03/04 is read where nothing settles it.")
@text_option("plan", "PLAN.toml", "Write what would happen to a file that can be read, compared and run.")
@text_option("run", "PLAN.toml", "Import exactly by such a plan; refused when its file has changed.")
def import_people(
    asked: Asked,
    file: str | None,
    dry_run: bool,
    source: str,
    region: str,
    maps: tuple[str, ...],
    others: tuple[str, ...],
    wins: str,
    kind: str | None,
    dates: Order | None,
    plan: str,
    run: str,
) -> None:
    """Bring people from a file into the inbox: CSV of any kind, .xlsx, address cards, a whole desk as JSON.

    Companies, deals, orders, calls, activities and notes come from files of their own and find their accounts by id,
    e-mail, phone or name; a deal or an order of an unknown company makes an account in the inbox.

    For FILE, - is standard input. Delimiter, encoding and columns are found. The same file twice changes nothing; rows
    that cannot be read go to a file of their own with the reason; one undo takes the import back.
    """
    if (file is None) == (not run) or (plan and file == "-"):
        raise click.UsageError("Name a FILE, or a plan with --run.", click.get_current_context())
    progress = _progress if sys.stderr.isatty() else None
    if file is None:
        with ends_unwinding(), closing(_desk(asked, False)) as desk:
            _tell(asked, transfer.run_plan(desk, run, progress=progress))
        return
    with ends_unwinding(), _handed_in(file) as path, closing(_desk(asked, dry_run or bool(plan))) as desk:
        chosen, undecided = _chosen(path, maps, dates, transfer.Choices({}, {}, wins, kind))
        if not asked.json:
            _show_what(path, others, chosen)
        if plan:
            done = transfer.save_plan(
                desk, path, plan, source=source, region=region, chosen=chosen, progress=progress, others=others
            )
            result = done.result._replace(said=done.said)
        else:
            result = transfer.import_joined(
                desk, path, others, dry_run=dry_run, source=source, region=region, chosen=chosen, progress=progress
            )
        _tell(asked, result)
    for column in undecided:
        read, other = ("the month", "dmy") if column.order == "mdy" else ("the day", "mdy")
        complain(f"{visible(column.header)}: in 03/04, {read} was taken to come first; --dates {other} turns it round.")


def _tell(asked: Asked, result: transfer.ImportResult) -> None:
    refused = str(result.rejects_file) if result.rejects_file else None
    if asked.json:
        put_json({**{name: getattr(result, name) for name in COUNTS}, "rejects_file": refused})
        return
    put(result.said)
    if refused:
        put(f"What was refused, each row with its reason: {refused}")


def _show_what(path: str, others: tuple[str, ...], chosen: transfer.Choices) -> None:
    """Which program's file it is, and how several hang together."""
    found = transfer.plan(path, chosen)
    if found.format or found.kind != "people":
        complain(f"{visible(found.file)}: {found.format or f'a list of {found.kind}'}")
    for one in transfer.joins(path, others, chosen) if others else ():
        complain(f"{visible(one.file)}: {one.kind}" + (f", by {visible(one.by)}" if one.by else ""))


def _chosen(
    path: str, maps: tuple[str, ...], dates: Order | None, others: transfer.Choices
) -> tuple[transfer.Choices, list[transfer.Column]]:
    """What was chosen, and the columns of dates in which nobody settled the order."""
    columns: dict[str, str | None] = {}
    for one in maps:
        header, sign, meaning = one.rpartition("=")
        concept = concept_named(meaning) if meaning.strip() else None
        if not sign or (meaning.strip() and concept is None):
            raise click.UsageError(f"“{one}” is no COLUMN=MEANING; meanings are {', '.join(CONCEPTS)}")
        columns[header] = concept
    chosen = others._replace(columns=columns)
    undecided = [column for column in transfer.plan(path, chosen).columns if column.asks]
    if dates is None:
        return chosen, undecided
    return chosen._replace(dates={column.header: dates for column in undecided}), []


@contextmanager
def _handed_in(file: str) -> Iterator[str]:
    """The file that was named; for `-` what comes on standard input, in a private file while it is worked on."""
    if file != "-":
        yield file
        return
    if sys.stdin.isatty():
        raise DeskError("Nothing comes on standard input; pipe a list into it: cat leads.csv | sdrdesk import -")
    with tempfile.TemporaryDirectory(prefix="sdrdesk-") as folder:
        path = Path(folder, "standard input")
        with path.open("xb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out)
        yield str(path)


def _desk(asked: Asked, dry_run: bool) -> Desk:
    """The desk to import into; a dry run makes no file and is tried on an empty desk instead."""
    try:
        return open_desk(asked.db, create=not dry_run, origin=ORIGIN, patient=True)
    except NotFound:
        return open_desk(":memory:", origin=ORIGIN)


def _progress(done: int, expected: int) -> None:
    end = "\n" if done >= expected else ""
    print(f"\r{done:,} of about {expected:,} rows", end=end, file=sys.stderr, flush=True)


@command("export", "sdrdesk export deals.csv --filter stage:prospect")
@click.argument("file", metavar="FILE")
@text_option("table", "NAME", "The table for .csv, .tsv, .xlsx: contacts, accounts, deals, calls, objections and more.")
@text_option("filter", "FILTER", 'Only accounts that fit, as in the desk: "stage:prospect quiet>14".')
@text_option("vcard", "VERSION", "The version of cards, 3 (the default) or 4.")
def export(asked: Asked, file: str, table: str, filter: str, vcard: str) -> None:
    """Write the desk to a file, in the form its name ends in.

    .json is the whole desk, which an empty desk can import again; .csv and .tsv are one table, .xlsx all of them;
    .vcf is people as cards, .ics the next steps, .md the pipeline. A file of that name is replaced only when the new
    one is whole.
    """
    with ends_unwinding(), asked.desk() as desk:
        result = transfer.export(desk, file, table=table, filter=filter, version=vcard)
    if asked.json:
        put_json({"file": str(result.file), "rows": result.rows})
    else:
        put(result.said)
