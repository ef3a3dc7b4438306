"""Workbooks and address cards are read like any table; what is broken or bloated is refused in a sentence."""

from __future__ import annotations

import datetime
import sys
import zipfile
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Lead, leads
from sdrdesk.files.cards_in import Cards
from sdrdesk.files.lists_in import open_list
from sdrdesk.files.tables_out import Rows

VCARDS = Path(__file__).parents[2].parent / "shared" / "data" / "vcards"


def read(path: Path) -> list[Lead]:
    table = open_list(path)
    return list(leads(Rows(table), table.mapping()))


def cards(folder: Path, text: str, encoding: str = "utf-8") -> list[Lead]:
    path = folder / "cards.vcf"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return read(path)


@pytest.mark.skipif(not VCARDS.is_dir(), reason="the real cards are not here")
def test_cards_that_real_programs_wrote_say_who_they_are() -> None:
    found = {path.stem: read(path) for path in VCARDS.glob("*.vcf")}
    assert {name: len(rows) for name, rows in found.items()} == {
        "John_Doe_ANDROID": 6, "John_Doe_EVOLUTION": 1, "John_Doe_GMAIL": 1, "gmail-list": 3, "rfc2426-example": 2,
        "rfc6350-example": 1,
    }  # fmt: skip
    assert all(row.reject is None for rows in found.values() for row in rows)
    (doe,) = found["John_Doe_EVOLUTION"]
    assert {key: doe.values[key] for key in ("first_name", "last_name", "company", "title", "phone", "email")} == {
        "first_name": "John", "last_name": "Doe", "company": "IBM", "title": "Money Counter", "phone": "905-555-1234",
        "email": "john.doe@ibm.com",
    }  # fmt: skip
    assert doe.values["full_name"] == "Mr. John Richter, James Doe Sr."
    assert doe.values["phone_mobile"] == "905-666-1234"
    third = found["John_Doe_ANDROID"][2]
    assert (third.values["full_name"], third.values["phone_mobile"]) == ("Ñ Ñ Ñ Ñ Ñ", "123456789")
    (simon,) = found["rfc6350-example"]
    assert (simon.values["phone"], simon.values["phone_mobile"]) == ("+1-418-656-9254 x102", "+1-418-262-6501")
    assert (simon.values["city"], simon.values["postal_code"]) == ("Quebec", "G1V 2M2")


def test_a_card_is_unfolded_and_unescaped_and_its_further_ways_are_kept(tmp_path: Path) -> None:
    (one,) = cards(
        tmp_path,
        "BEGIN:VCARD\nVERSION:3.0\nN:Lee;Ann;;;\nFN:Ann\n  Lee\nORG:Halden\\, Sons\\; Co;Sales;North\n"
        "item1.EMAIL;TYPE=INTERNET:ann@halden.example\nEMAIL:a@b.example\nTEL;TYPE=CELL:0171 1234567\n"
        "TEL;TYPE=cell:0172 1234567\nTEL;TYPE=FAX,WORK:030 999999\nTEL;TYPE=\"work,voice\":030 901820\n"
        "URL:https\\://halden.example\nCATEGORIES:myContacts,fair\\, 2026,hot\nNOTE:one\\ntwo\n"
        "PHOTO;ENCODING=b:AAAA\n AAAA\nX-FOO:bar\nUID:7\nEND:VCARD\n",
    )
    assert one.values == {
        "full_name": "Ann Lee", "first_name": "Ann", "last_name": "Lee", "company": "Halden, Sons; Co",
        "department": "Sales, North", "email": "ann@halden.example", "email_other": "a@b.example",
        "phone_mobile": "0171 1234567", "phone": "030 901820", "phone_other": "0172 1234567, 030 999999",
        "website": "https://halden.example", "tags": "fair 2026, hot", "notes": "one\ntwo", "external_id": "7",
    } | {"tags": one.values["tags"]}  # fmt: skip
    assert "hot" in one.values["tags"] and "myContacts" not in one.values["tags"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_cards_come_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    (one,) = cards(tmp_path, "BEGIN:VCARD\nVERSION:2.1\nFN:Änn Müller\nTEL;WORK:030 901820\nEND:VCARD\n", encoding)
    assert (one.values["full_name"], one.values["phone"]) == ("Änn Müller", "030 901820")


def test_a_card_that_does_not_end_is_refused_by_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = cards(
        tmp_path, "BEGIN:VCARD\nFN:Ann\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nBEGIN:VCARD\nFN:Cy\nEMAIL:cy@x.example\n"
    )
    assert [(row.line, row.values.get("full_name"), row.reject) for row in rows] == [
        (1, None, "the card that begins on line 1 does not end"), (3, "Bob", None),
        (6, None, "the card that begins on line 6 does not end"),
    ]  # fmt: skip


def test_a_bloated_card_is_refused_and_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.vcf"
    with path.open("w") as out:
        out.write("BEGIN:VCARD\nFN:Ann\n")
        for _ in range(300):
            out.write("NOTE:" + "x" * 50_000 + "\n")
        out.write("END:VCARD\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n")
    table = open_list(path)
    assert isinstance(table, Cards)
    (_, _, why), (_, cells, fine) = table.records()
    assert why == "the card that begins on line 1 is longer than 8,000,000 characters"
    assert (cells[0], fine) == ("Bob", None)


def workbook(path: Path) -> Path:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Cover").write(0, 0, "What we collected")
    sheet = book.add_worksheet("Leads")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for place, title in enumerate(("Name", "Phone", "Created", "Email", "Size")):
        sheet.write(2, place + 1, title)
    sheet.write_row(3, 1, ["Ann Lee", 4930901820])
    sheet.write_datetime(3, 3, datetime.datetime(2026, 3, 4), day)  # noqa: DTZ001 - a sheet knows no zones
    sheet.write_row(3, 4, ["ann@halden.example", 4.5])
    sheet.write_string(5, 1, "=Bob")
    book.close()
    return path


def test_a_workbook_is_read_from_the_sheet_with_people(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx")
    table = open_list(path)
    assert (table.header_line, table.delimiter) == (3, "sheet Leads")
    ann, bob = read(path)
    assert (ann.line, bob.line) == (4, 6)
    assert ann.values == {
        "full_name": "Ann Lee", "first_name": "Ann", "last_name": "Lee", "phone": "4930901820",
        "created": "2026-03-04", "email": "ann@halden.example",
    }  # fmt: skip
    assert ann.fields == {"Size": "4.5"}
    assert bob.values["full_name"] == "=Bob"


def test_workbooks_that_are_broken_bloated_or_none_are_refused_in_a_sentence(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "leads.xlsx").read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[:3000])
    with zipfile.ZipFile(tmp_path / "big.xlsx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 130_000_000)
    with zipfile.ZipFile(tmp_path / "wide.xlsx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b'<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>')
    with zipfile.ZipFile(tmp_path / "plain.zip", "w") as parts:
        parts.writestr("notes.txt", "hello")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    for name, words in (
        ("cut.xlsx", "cannot be unpacked"), ("big.xlsx", "unpacks to more"), ("plain.zip", "zip archive"),
        ("wide.xlsx", "1,048,576 rows by 16,384 columns"), ("old.xls", "old Excel workbook"),
    ):  # fmt: skip
        with pytest.raises(DeskError, match=words):
            open_list(tmp_path / name)


def test_without_the_package_a_workbook_says_which_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "leads.xlsx")
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(DeskError, match=r"pip install 'sdrdesk\[xlsx\]'; or save the sheet as CSV"):
        open_list(path)
