"""Names that are escape codes, markup or bidi tricks: kept as they came, shown harmlessly, on every screen and pipe."""

import csv
import json
import subprocess
from pathlib import Path

from whole.conftest import Start
from whole.terminal import desk_command, plain_environment

HOSTILE = (
    "\x1b[31mred\x1b[0m GmbH",
    "\x1b]0;owned\x07 AG",
    "\x1b]52;c;cHduZWQ=\x07 copies",
    "\x9b31m C1 Ltd",
    "[@click=app.quit]click me[/]",
    "[/] closes what is not open",
    "[bold red]loud[/bold red]",
    "\u202eGNP.exe\u202c reversed",
    "\x08\x08\x7f rubbed out",
    "=HYPERLINK(1) & Sons",
)
CONTROLS = set(range(0x20)) - {0x0A} | {0x7F} | set(range(0x80, 0xA0))


def run(folder: Path, *arguments: str) -> str:
    """The output of a command, piped; it must succeed."""
    command = desk_command("--db", folder / "desk.db", *arguments)
    environment = plain_environment(folder)
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=True)
    return done.stdout.decode("utf-8")


def import_hostile(folder: Path) -> None:
    """A file of hostile companies, people and notes into the inbox; half of them onto the board."""
    with (folder / "hostile.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Company", "Name", "Email", "Title", "Notes"])
        for number, text in enumerate(HOSTILE):
            rows.writerow([text, f"P{number} {text}", f"p{number}@h{number}.example", text, text])
    imported = json.loads(run(folder, "import", str(folder / "hostile.csv"), "--json"))
    assert (imported["create"], imported["reject"]) == (len(HOSTILE), 0)
    for number in range(0, len(HOSTILE), 2):
        run(folder, "take", f"p{number}@h{number}.example", "--next", "call today")
    run(folder, "objection", "p0@h0.example", "price", HOSTILE[0] + HOSTILE[4])


def test_hostile_names_are_kept_as_they_came(tmp_path: Path) -> None:
    import_hostile(tmp_path)
    people = json.loads(run(tmp_path, "contacts", "--json"))
    assert sorted(person["company"] for person in people) == sorted(HOSTILE)
    run(tmp_path, "export", str(tmp_path / "all.json"))
    accounts = json.loads((tmp_path / "all.json").read_text("utf-8"))["tables"]["account"]
    assert sorted(account["name"] for account in accounts) == sorted(HOSTILE)


def test_no_command_prints_a_control_byte_of_theirs(tmp_path: Path) -> None:
    import_hostile(tmp_path)
    for command in (["accounts"], ["contacts"], ["show", "p0@h0.example"], ["history"], ["due"], ["search", "p0"],
                    ["brief", "p0@h0.example"], ["handoff", "p0@h0.example"], ["customers"], ["duplicates"],
                    ["imports"], ["numbers"], ["objections"], ["review"], ["cadences"], ["views"],
                    ["search", HOSTILE[4]], ["accounts", "--filter", "red"], ["playbooks"]):  # fmt: skip
        assert not {ord(letter) for letter in run(tmp_path, *command)} & CONTROLS, command


def test_no_screen_sends_a_control_byte_of_theirs_and_markup_does_nothing(start_desk: Start, tmp_path: Path) -> None:
    import_hostile(tmp_path)
    desk = start_desk("--db", tmp_path / "desk.db", size=(120, 40))
    desk.wait("Today|Welcome")
    desk.settle()
    if "Welcome" in desk.screen():
        desk.press("<esc>")
    for keys in (["2"], ["<enter>"], ["<esc>"], ["c"], ["<esc>"], ["p"], ["<esc>"], ["d"],
                 ["<esc>", "<esc>"], ["U"], ["<esc>"], ["0"], ["<enter>"], ["<esc>"],
                 ["3"], [":", "click"], ["<esc>"], ["5"], ["6"], ["<enter>"], ["<esc>"], ["3"],
                 [":", "duplicates", "<enter>"], ["<enter>"], ["<esc>"], ["<esc>"],
                 [":", "imports", "<enter>"], ["<esc>"], [":", "objections", "<enter>"], ["<esc>"], ["3"],
                 ["b"], ["<esc>"], ["<esc>"], ["1"], ["?"], ["<esc>"]):  # fmt: skip
        desk.press(*keys)
        desk.settle()
        assert not desk.ended(), keys
    desk.press("3")
    desk.wait(r"\[@click=app\.quit\]click me")
    assert desk.strays() == []
    desk.press("q")
    assert desk.wait_end() == 0
    assert desk.strays() == []
