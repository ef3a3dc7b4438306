"""The commands in one table: where each is, how it is called and what it does; help is made from it alone."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: `module:attribute` in this package, its arguments in short, one line of help, its section."""

    target: str
    arguments: str
    help: str
    section: str


_DESK, _READ, _MOVE, _WORK, _ACTS = "The desk", "Reading", "Moves", "Daily work", "Acts"

COMMANDS: dict[str, Entry] = {
    "demo": Entry("demo:demo", "[--size N]", "Open a throw-away copy of a made-up desk", _DESK),
    "import": Entry(
        "transfer:import_people", "FILE [--dry-run] [--source NAME] [--plan P.toml] | --run P.toml",
        "Bring people from a CSV, .xlsx or .vcf file into the inbox; twice changes nothing", _DESK,
    ),
    "export": Entry(
        "transfer:export", "FILE [--table NAME] [--filter F]",
        "Write to FILE, by its ending: .json everything, .csv, .xlsx, .vcf, .ics or .md", _DESK,
    ),
    "practice": Entry("practising:practice", "[REF]", "Practise a call on a copy, or an invented account", _DESK),
    "imports": Entry("imports:imports", "[BATCH]", "The imports, newest first; what of one is still here", _DESK),
    "check": Entry(
        "safety:check", "[--repair] [--bench]", "Look whether the file is sound and keeps its promises", _DESK
    ),
    "fields": Entry(
        "fields:fields", "[propose FILE [--write]]", "Your own fields; which ones a file proposes", _DESK,
    ),
    "backup": Entry("backups:backup", "", "Copy the desk now; once a day that is done when the desk is left", _DESK),
    "backups": Entry("backups:backups", "", "The copies of the desk, the newest first", _DESK),
    "restore": Entry(
        "backups:restore", "[BACKUP] [--yes]", "Put the newest good copy back; the file that is there is kept", _DESK
    ),
    "settings": Entry("settings:settings", "[NAME=VALUE…]", "Show or change currency, region, hours, goals", _DESK),
    "hooks": Entry("hooking:hooks", "[try VERB]", "Your own programs that are told of acts; a trial of them", _DESK),
    "due": Entry("reading:due", "[--count]", "What is late or due today", _READ),
    "accounts": Entry("reading:accounts", "[--stage S] [--status S] [--filter F]", "List accounts by name", _READ),
    "contacts": Entry("reading:contacts", "", "List people with what their source said of them", _READ),
    "search": Entry(
        "searching:search", "TEXT… [--limit N]", "Find people, companies, notes, quotes, objections by any word", _READ
    ),
    "cadences": Entry("cadence:cadences", "", "The cadences there are, and how many accounts are on each", _READ),
    "sheet": Entry(
        "sheet:sheet", "[--filter F] [--limit N]", "Numbers to take away: a call sheet of today, or of who fits", _READ
    ),
    "views": Entry("views:views", "", "The saved views, each with how many are in it", _READ),
    "view": Entry(
        "views:view", "VIEW [--filter F] [--number N] [--delete]", "Who is in a saved view; keep one, delete one", _READ
    ),
    "since": Entry("looking_back:since", "[DAY…] [--limit N]", "What changed on the board since a morning", _READ),
    "board": Entry("looking_back:board", "[DAY…] [--limit N]", "The board as it stood on a morning", _READ),
    "feedback": Entry(
        "lead_quality:feedback", "[--from D] [--to D] [--csv]",
        "What came of each source's leads: accepted, rejected and why", _READ,
    ),
    "sla": Entry("lead_quality:sla", "[--from D] [--to D]", "Promised and kept: leads, and time to first touch", _READ),
    "weights": Entry("weights:weigh", "[--take]", "Your ideal customer in won against lost, and its points", _READ),
    "limits": Entry("limits:limits", "[--take STAGE]", "When an account is quiet, and what your wins propose", _READ),
    "review": Entry(
        "review:review", "[--since DAY] [--decide TEXT]… [--save]",
        "The weekly review: changes, old prospects, objections, numbers, customers; as Markdown", _READ,
    ),
    "customers": Entry(
        "customers:customers", "[--limit N]", "Who wants looking after, what they buy, when they order next", _READ
    ),
    "duplicates": Entry(
        "duplicates:duplicates", "[REF] [--limit N] [--merge-sure]",
        "Who may be on the desk twice, with a score and why", _READ,
    ),
    "numbers": Entry(
        "numbers:numbers", "[--from D] [--to D] [--as-of D] [--csv] [--md]",
        "Every figure of a period with its n and range", _READ,
    ),
    "objections": Entry(
        "doubts:objections", "[--by kind|stage|concern|answer|segment|source|month] [--days N] [--open] [--ask-first]",
        "What was heard and what became of it, with n; what stands open", _READ,
    ),
    "show": Entry("showing:show", "REF", "One account: facts, people, qualification, objections, timeline", _READ),
    "playbooks": Entry("showing:playbooks", "", "The playbooks there are; what is wrong with one of yours", _READ),
    "brief": Entry("showing:brief", "REF", "What to know before the call: words, gaps, objections, numbers", _READ),
    "handoff": Entry("showing:handoff", "REF [--to FILE.md]", "The page for who takes over, in Markdown", _READ),
    "add": Entry(
        "adding:add", "NAME [--person …] [--phone …] [--next …]",
        "A new account: in the inbox, or on the board with --next", _WORK,
    ),
    "person": Entry("adding:person", "REF NAME [--title …] [--phone …]", "A further person of an account", _WORK),
    "deal": Entry("adding:deal", "REF NAME [--value …]", "A further deal with an account", _WORK),
    "edit": Entry("adding:edit", "REF FIELD=VALUE…", "Change facts of an account or of one of its people", _WORK),
    "delete": Entry("adding:delete", "REF", "Delete a mistyped account with all that hangs on it", _WORK),
    "forget": Entry("forgetting:forget", "REF [--yes]", "Erase a person, or an account, for good; no undo", _WORK),
    "log": Entry(
        "calling:log", "REF DISPOSITION [--next …] [--at T] [--note …]",
        "Log a call that was made, by its outcome", _WORK,
    ),
    "activity": Entry(
        "calling:activity", "REF KIND [TEXT]", "Log what was not my call: a mail, a reply, a meeting, a proof", _WORK
    ),
    "note": Entry("calling:note", "REF TEXT", "Write a note", _WORK),
    "objection": Entry(
        "calling:objection", 'REF CATEGORY "WORDS" [--concern …]', "Log an objection in their words", _WORK
    ),
    "explore": Entry("calling:explore", "ID [--underlying …] [--outcome …]", "What came of an objection", _WORK),
    "spend": Entry("numbers:spend", "MONTH SOURCE AMOUNT", "What was spent in a month on a source or on sales", _WORK),
    "rate": Entry("numbers:rate", "CURRENCY DAY VALUE", "What a currency is worth from a day on", _WORK),
    "recurring": Entry("numbers:recurring", "REF AMOUNT [--on D]", "What an account pays per month", _WORK),
    "next": Entry("calling:next_step", 'REF "WHAT" WHEN', "Set the one dated next step", _WORK),
    "snooze": Entry("calling:snooze", "REF WHEN [--yes]", "The same next step, another day", _WORK),
    "cadence": Entry(
        "cadence:cadence", "REF [ID|do|skip|pause|resume|stop] [--when …]",
        "Start a cadence, or do, skip, pause, resume, stop it; alone: the step at hand", _WORK,
    ),
    "spread": Entry("spreading:spread", "[--dry-run]", "The late pile over the coming days, best scores first", _WORK),
    "many": Entry(
        "many:many", "FILTER VERB WORDS… [--dry-run]",
        "The same for all that fit: tag, next, snooze, note, take, edit; one act", _WORK,
    ),
    "tag": Entry("calling:tag", "REF [+|-]TAG…", "Put tags on an account, or with a minus take them off", _WORK),
    "take": Entry("moves:take", "REF --next …", "From the inbox onto the board", _MOVE),
    "promote": Entry(
        "moves:promote", "REF [--to STAGE] [--value …] [--override WHY]", "One stage on; the gate says what is missing",
        _MOVE,
    ),
    "back": Entry("moves:back", "REF --reason …", "From prospect back to lead", _MOVE),
    "win": Entry("moves:win", "REF --amount … --on … --reason …", "A deal is won, the account a customer", _MOVE),
    "lose": Entry(
        "moves:lose", "REF --reason … [--competitor NAME] [--until …]", "Lost: they said no, or nothing", _MOVE
    ),
    "dormant": Entry("moves:dormant", "REF --reason … [--until …]", "Not now; look again on a day", _MOVE),
    "disqualify": Entry("moves:disqualify", "REF --reason …", "Should never have been in", _MOVE),
    "churn": Entry(
        "moves:churn", "REF --reason … [--on DAY] [--avoidable yes|no]", "A customer who buys nothing more", _MOVE
    ),
    "allow": Entry("moves:allow", "REF --reason … --yes", "May be contacted again, after asking not to be", _MOVE),
    "reactivate": Entry("moves:reactivate", "REF --reason … --next …", "Back onto the board", _MOVE),
    "merge": Entry(
        "duplicates:merge", "REF OTHER [--of REF] [--take FACT=SIDE] [--status SIDE] [--dry-run]",
        "Make two accounts, or two people, one; undo takes it back at any time", _WORK,
    ),
    "not-same": Entry(
        "duplicates:not_same", "REF OTHER [--of REF]", "Two accounts, or people, are not the same; remembered", _WORK
    ),
    "history": Entry("acts:show_history", "[REF]", "The acts of the desk, or all that happened on an account", _ACTS),
    "undo": Entry("acts:undo", "[STEP]", "Take back the last act, or the one named, whole", _ACTS),
    "redo": Entry("acts:redo", "[STEP]", "Do again what was taken back", _ACTS),
}  # fmt: skip

_INTRODUCTION = """\
Usage: sdrdesk [--db FILE] [--mask] [COMMAND] …

A desk for people who call people. Without a command it opens in the terminal;
with one it does the same things for pipes, scripts and cron.

REF is an account: its id, name, e-mail or phone, or those of its people.
"""

_CLOSING = """\
Everywhere:
  --db FILE   the desk's file (else SDRDESK_DB, else the one in your data folder)
  --mask      without a command: open with names, words and amounts blanked
  --json      data, or what was done, as JSON
  --help      what a command takes, with an example
  --version

Exit code: 0 done, 1 refused (one sentence on stderr), 2 wrong command line or an
ambiguous REF (the candidates on stderr).
"""


def overview() -> str:
    """The help of the whole program."""
    width = max(map(len, COMMANDS))
    parts = [_INTRODUCTION]
    for section in dict.fromkeys(entry.section for entry in COMMANDS.values()):
        lines = [f"  {name:<{width}}  {entry.help}" for name, entry in COMMANDS.items() if entry.section == section]
        parts.append("\n".join([f"{section}:", *lines, ""]))
    return "\n".join([*parts, _CLOSING]).rstrip()


def command_table() -> str:
    """The commands as a Markdown table, one row per command, for the README."""
    rows = ["| command | what |", "|---|---|", "| `sdrdesk` | Open the desk |"]
    for name, entry in COMMANDS.items():
        call = f"sdrdesk {name} {entry.arguments}".strip().replace("|", "\\|")
        rows.append(f"| `{call}` | {entry.help} |")
    return "\n".join(rows)
