"""Fields of the rep's own: set, shown, filtered, imported, exported, and taken back like anything else."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.own_fields import OwnField
from sdrdesk.usecases import accounts, bulk, contacts, history
from sdrdesk.usecases.desk import Desk, open_desk
from sdrdesk.usecases.filters import anywhere, read_filter
from sdrdesk.usecases.own_fields import own_fields
from sdrdesk.usecases.pages import account_page
from sdrdesk.usecases.proposing import declare, proposed
from sdrdesk.usecases.transfer import export, import_file, plan
from usecases.live import live

TOML = """\
[[field]]
name = "team_size"
type = "number"

[[field]]
name = "contract_end"
type = "date"

[[field]]
name = "tier"
type = "choice"
choices = ["Gold", "Silver plus"]

[[field]]
name = "likes"
on = "contact"
"""
HEADER = "Name,Company,Email,Team Size,Contract end,Tier,Likes\n"
JANE = "Jane Roe,Roe Ltd,jane@roe.example,{},{},{},tea\n"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    def write(text: str) -> Path:
        path = tmp_path / "sdrdesk" / "fields.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    write(TOML)
    return write


def add(desk: Desk, name: str = "Acme", **facts: str) -> str:
    return str(accounts.add_account(desk, name=name, **facts).subject)


def held(desk: Desk, account_id: str) -> dict[str, str]:
    return {one.name: one.text for one in account_page(desk, account_id).own}


def file(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def only(desk: Desk, filter: str = "") -> str:
    everybody = [row["id"] for row in desk.db.all("SELECT id FROM account WHERE deleted_at IS NULL")]
    [found] = anywhere(desk, read_filter(desk, filter), 10) if filter else everybody
    return str(found)


def test_own_fields_are_set_from_text_shown_and_taken_back(desk: Desk, write: Write) -> None:
    acme = add(desk, person="Jane Doe")
    before = live(desk)
    done = accounts.edit_account(desk, acme, team_size="1,200", contract_end="15 jan", tier="gold", city="Lyon")
    assert held(desk, acme) == {"team_size": "1200", "contract_end": "2027-01-15", "tier": "Gold"}
    assert done.said == "Changed team size and contract end and tier and city of Acme"
    [jane] = account_page(desk, acme).people
    liked = contacts.edit_contact(desk, jane.id, likes="tea")
    assert [one.text for one in account_page(desk, acme).people[0].own] == ["tea"]
    last = accounts.edit_account(desk, acme, tier="")
    assert "tier" not in held(desk, acme)
    for step in (last.step, liked.step, done.step):
        history.undo(desk, step)
    assert live(desk) == before


def test_a_value_that_is_none_is_refused_and_nothing_changes(desk: Desk, write: Write) -> None:
    acme = add(desk, person="Jane Doe")
    before = live(desk)
    with pytest.raises(DeskError, match="Tier takes one of Gold, Silver plus; “Platin” is none"):
        accounts.edit_account(desk, acme, city="Lyon", tier="Platin")
    with pytest.raises(DeskError, match=r"An account has no field likes; there are name, .*, contract_end, tier"):
        accounts.edit_account(desk, acme, likes="tea")
    assert live(desk) == before


def test_filters_find_by_own_fields_of_accounts_and_of_their_people(desk: Desk, write: Write) -> None:
    acme, beta, cargo = add(desk, "Acme", person="Jane Doe"), add(desk, "Beta"), add(desk, "Cargo")
    accounts.edit_account(desk, acme, team_size="30", contract_end="2026-01-31", tier="gold")
    accounts.edit_account(desk, beta, team_size="1200.5", tier="silver plus")
    contacts.edit_contact(desk, account_page(desk, acme).people[0].id, likes="Tée & Kuchen")
    for text, found in {
        "team_size>9": {acme, beta}, "team_size>=1200": {beta}, "team_size:30": {acme}, "team_size:none": {cargo},
        "-team_size:none": {acme, beta}, "contract_end<2026-02-01": {acme}, "contract_end<2026-01-31": set(),
        "tier:gold": {acme}, "tier:gold|silver": {acme, beta}, "-tier:gold": {beta, cargo}, "tier:none": {cargo},
        "likes:kuch": {acme}, "likes:tee": {acme}, "likes:none": {beta, cargo}, "likes:uchen": set(),
        "tier:gold team_size>9 acme": {acme}, "tier:gold | team_size>1000": {acme, beta},
    }.items():  # fmt: skip
        assert set(anywhere(desk, read_filter(desk, text), 10)) == found, text


def test_a_value_that_does_not_fit_is_not_compared(desk: Desk, write: Write, tmp_path: Path) -> None:
    result = import_file(desk, file(tmp_path, JANE.format('"9 or ""10"""', "never", "Platin")))
    assert held(desk, only(desk)) == {"team_size": '9 or "10"', "contract_end": "never", "tier": "Platin"}
    assert result.said.endswith(
        "1 of Team size kept as typed (no number), 1 of Contract end kept as typed (no date),"
        " 1 of Tier kept as typed (none of its choices)"
    )
    for text in ("team_size>0", "team_size<99", "contract_end>2000-01-01", "contract_end<2100-01-01", "tier:gold"):
        assert not anywhere(desk, read_filter(desk, text), 10)


def test_an_import_converts_and_the_same_file_again_changes_nothing(desk: Desk, write: Write, tmp_path: Path) -> None:
    path = file(tmp_path, JANE.format('"1,200"', "25/04/2026", "GOLD"), JANE.replace("ane", "im").format(
        '"1,200"', "03/04/2026", ""))  # fmt: skip
    import_file(desk, path)
    account = only(desk)
    assert held(desk, account) == {"team_size": "1200", "contract_end": "2026-04-25", "tier": "Gold"}
    assert json.loads(account_page(desk, account).row["fields"]).keys() == {"own_fields"}
    before = live(desk)
    assert import_file(desk, path).same == 2
    assert live(desk) == before


def test_what_the_source_changes_is_changed_unless_it_was_changed_here(
    desk: Desk, write: Write, tmp_path: Path
) -> None:
    import_file(desk, file(tmp_path, JANE.format("30", "2026-01-02", "GOLD")))
    account = only(desk)
    accounts.edit_account(desk, account, tier="silver plus")
    accounts.edit_account(desk, account, contract_end="")
    assert import_file(desk, file(tmp_path, JANE.format("40", "2026-03-04", "Silver Plus"))).update == 1
    assert held(desk, account) == {"team_size": "40", "tier": "Silver plus"}
    assert import_file(desk, file(tmp_path, JANE.format("40", "2026-03-04", "Gold"))).update == 1
    assert held(desk, account)["tier"] == "Gold", "what was changed here is what the source said last, too"


def test_a_field_declared_later_is_filled_when_the_file_comes_again(
    desk: Desk, write: Write, tmp_path: Path
) -> None:
    toml = write("")
    path = file(tmp_path, JANE.format("30", "2026-01-02", "GOLD"), JANE.replace("ane", "im").format("30", "", "GOLD"))
    import_file(desk, path)
    before = live(desk)
    assert not own_fields().fields
    toml.write_text(TOML, encoding="utf-8")
    step = import_file(desk, path).step
    assert held(desk, only(desk, "likes:tea")) == {"team_size": "30", "contract_end": "2026-01-02", "tier": "Gold"}
    assert import_file(desk, path).same == 2
    assert step is not None
    history.undo(desk, step)
    assert live(desk) == before


def test_an_import_of_own_fields_is_taken_back_whole(desk: Desk, write: Write, tmp_path: Path) -> None:
    add(desk, "Roe Ltd", website="roe.example")
    before = live(desk)
    step = import_file(desk, file(tmp_path, JANE.format("30", "2026-01-02", "GOLD"))).step
    assert held(desk, only(desk)) == {"team_size": "30", "contract_end": "2026-01-02", "tier": "Gold"}
    assert step is not None
    history.undo(desk, step)
    assert live(desk) == before


def test_own_fields_come_out_as_columns_and_in_again(desk: Desk, write: Write, tmp_path: Path) -> None:
    import_file(desk, file(tmp_path, JANE.format('"1,200"', "2026-01-02", "GOLD")))
    export(desk, tmp_path / "contacts.csv")
    export(desk, tmp_path / "accounts.csv")
    export(desk, tmp_path / "all.json")
    with (tmp_path / "contacts.csv").open(encoding="utf-8-sig") as lines:
        [row] = csv.DictReader(lines)
    assert [row["Team size"], row["Contract end"], row["Tier"], row["Likes"]] == ["1200", "2026-01-02", "Gold", "tea"]
    assert "Team Size" not in row
    with (tmp_path / "accounts.csv").open(encoding="utf-8-sig") as lines:
        assert "Likes" not in next(csv.DictReader(lines))
    for name in ("contacts.csv", "all.json"):
        other = open_desk(":memory:", clock=desk.clock)
        import_file(other, tmp_path / name)
        account = only(other, "tier:gold team_size:1200 contract_end:2026-01-02 likes:tea")
        assert held(other, account) == held(desk, only(desk))
        other.close()


def test_many_accounts_take_a_value_as_one_act(desk: Desk, write: Write) -> None:
    found = [add(desk, "Acme"), add(desk, "Beta")]
    before = live(desk)
    done, outcome = bulk.act_on(desk, lambda on, one: accounts.edit_account(on, one, tier="gold"), found, "Tier Gold")
    assert len(outcome.changed) == 2
    history.undo(desk, done.step)
    assert live(desk) == before


def test_a_file_proposes_its_columns_and_they_are_converted_once_declared(
    desk: Desk, write: Write, tmp_path: Path
) -> None:
    toml = write("# mine\n")
    path = file(tmp_path, *(JANE.replace("ane", who).format(size, "2026-01-02", tier) for who, size, tier in (
        ("ane", "30", "Gold"), ("im", "30", "GOLD"), ("oe", "30", "Silver"), ("ill", "30", "silver"))))  # fmt: skip
    columns = {one.header: (one.own, one.could_be) for one in plan(path).columns}
    assert columns["Team Size"] == ("a number? d declares it", True)
    assert columns["Tier"] == ("a choice of 2? d declares it", True)
    assert columns["Company"] == ("", False)
    found = proposed(path)
    said = declare(found)
    assert said.startswith("Declared team_size (number), contract_end (date), tier (choice of 2) in ")
    assert toml.read_text(encoding="utf-8").startswith("# mine\n")
    assert own_fields().fields == tuple(found)
    assert not proposed(path)
    assert {one.header: one.own for one in plan(path).columns}["Tier"] == "tier, choice of 2"
    import_file(desk, path)
    assert only(desk, "team_size>=30 contract_end<2026-02-01")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[field]]\nname = "stage"', "fields.toml, line 2: field 1 name “stage” cannot be stage, the desk has"),
        ('[[field]]\nname = "email"', "line 2: .*email, the desk has a field"),
        ('[[field]]\nname = "a\\u001b[31m"', "line 2: .*must be a word of small letters"),
        ('[[field]]\nname = "%s"' % ("x" * 10_000), "line 2: .*must be a word of small letters"),
        ('[[field]]\nname = 3', "line 2: .*is missing"),
        ('[[field]]\nname = "x"\ntype = "bool"', "line 3: .*type must be one of text, number, date, choice"),
        ('[[field]]\nname = "x"\non = "deal"', "line 3: .*on must be account or contact"),
        ('[[field]]\nname = "x"\ntype = "choice"', "choices must be a list of 1 to 50 words"),
        ('[[field]]\nname = "x"\ntype = "choice"\nchoices = ["a\\u001b"]', "line 4: .*must be words of a line each"),
        ('[[field]]\nname = "x"\nlabel = "%s"' % ("y" * 10_000), "line 3: .*has 10,000 letters; 40 at most"),
        ('[[field]]\nname = "x"\ncolour = 1', "line 3: .*colour is not known; there are name"),
        ('[[field]]\nname = "ok"\n[[field]]\nname = "ok"', "line 4: .*ok stands there twice"),
        ('[field]\nname = "x"', r"line 1: field is written \[\[field\]\]"),
        ("fields = 1", "line 1: fields is not known"),
        ("[[field]\n", "fields.toml is not a TOML file: .*line 1"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_with_its_line_and_the_rest_works(
    desk: Desk, write: Write, text: str, fault: str
) -> None:
    write(text if text.startswith("[field]") else f'{text}\n\n[[field]]\nname = "good"\n')
    found = own_fields()
    assert re.search(fault, found.faults[0])
    assert len(found.faults[0]) < 400
    if "not a TOML" not in fault and "written" not in fault:
        assert "good" in found.by_name()
    with pytest.raises(DeskError, match="Mend it first"):
        declare([OwnField("further", "Further", "account", "text")])


def test_no_file_is_no_fault_and_no_field(desk: Desk, write: Write) -> None:
    write("").unlink()
    assert own_fields() == ((), ())
