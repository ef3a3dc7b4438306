"""Tables are read as programs wrote them, in constant memory, or refused in one sentence."""

from __future__ import annotations

import csv
import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import leads
from sdrdesk.files.tables_in import Table, open_table

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = sorted(path.relative_to(SHARED).as_posix() for path in SHARED.rglob("*.[ct]sv")) if SHARED.is_dir() else []


def table(folder: Path, content: str | bytes, name: str = "x.csv", max_cell: int = 1_000_000) -> Table:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path, max_cell=max_cell)


def cells(folder: Path, content: str | bytes) -> list[list[str]]:
    return [row for _, row in table(folder, content).rows()]


def refusal(folder: Path, content: str | bytes, name: str = "x.csv") -> str:
    with pytest.raises(DeskError) as refused:
        table(folder, content, name)
    sentence = str(refused.value)
    assert name in sentence and "\n" not in sentence
    return sentence


@pytest.mark.skipif(not FILES, reason="../shared/data is not beside the repository")
@pytest.mark.parametrize("name", FILES)
def test_every_file_there_is_gives_leads_or_one_sentence(name: str) -> None:
    try:
        found = open_table(SHARED / name)
    except DeskError as refused:
        assert "\n" not in str(refused) and Path(name).name in str(refused)
        return
    mapping = found.mapping()
    why = mapping.usable()
    assert why is None or ("\n" not in why and found.name in why)
    assert all(lead.reject or lead.values for lead in leads(found, mapping))
    assert found.progress == 1.0


@pytest.mark.skipif(not FILES, reason="../shared/data is not beside the repository")
@pytest.mark.parametrize(
    "name", [name for name in FILES if "/csv-spectrum/" in name and "location_coordinates" not in name]
)  # that one's expected number is not the number in its file
def test_the_cells_are_the_ones_csv_spectrum_expects(name: str) -> None:
    found = open_table(SHARED / name)
    expected = json.loads((SHARED / name).with_suffix(".json").read_text("utf-8"))
    assert [dict(zip(found.header, row, strict=True)) for _, row in found.rows()] == expected


CRM_FILES = "crm_formats/expected.json"


@pytest.mark.skipif(not FILES, reason="../shared/data is not beside the repository")
@pytest.mark.parametrize("told", json.loads((SHARED / CRM_FILES).read_text("utf-8")) if FILES else [])
def test_crm_exports_give_exactly_the_values_expected(told: dict[str, object]) -> None:
    found = open_table(SHARED / str(told["file"]))
    mapping = found.mapping()
    assert (mapping.source_key, mapping.usable()) == (told["source_key"], None)
    assert len(found.preamble) == told["lines_before_header"]
    read = [lead.values for lead in leads(found, mapping)]
    made = {"full_name", "first_name", "last_name"}
    for values, expected in zip(read, told["expected"], strict=True):  # type: ignore[call-overload]
        assert {key: values[key] for key in values if key in expected or key not in made} == expected


PEOPLE = "Name,Email,Company\nJürgen Groß,j@x.example,Zoë & Söhne\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    assert cells(tmp_path, PEOPLE.encode(encoding)) == [["Jürgen Groß", "j@x.example", "Zoë & Söhne"]]


def test_an_odd_byte_far_into_a_utf8_file_spoils_no_other_letter(tmp_path: Path) -> None:
    content = PEOPLE.encode() * 1 + b"Z\xc3\xbcrich,z@x.example,caf\xe9\n"
    assert cells(tmp_path, content)[-1] == ["Zürich", "z@x.example", "café"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(tmp_path: Path, end: str) -> None:
    assert cells(tmp_path, f'Name,Notes{end}Ann,"one{end}two"{end}Bo,x') == [["Ann", f"one{end}two"], ["Bo", "x"]]


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    assert cells(tmp_path, "Name,Email\r\nAnn,a@x.example\nBo,b@x.example\rCy,c@x.example") == [
        ["Ann", "a@x.example"], ["Bo", "b@x.example"], ["Cy", "c@x.example"]
    ]  # fmt: skip


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_though_cells_hold_the_others(tmp_path: Path, sign: str) -> None:
    rows = [["Name", "Notes", "Company"], ["Ann", "a, b; c | d\te", "X; Y, Z"], ["Bo", "1,5; 2,5", "Q | R"]]
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows(rows)
    found = table(tmp_path, text.getvalue())
    assert found.delimiter == sign and [row for _, row in found.rows()] == rows[1:]


def test_decimal_commas_do_not_pass_for_a_delimiter(tmp_path: Path) -> None:
    assert table(tmp_path, "a;b\n1,5;2,5\n3,5;4,5\n").delimiter == ";"


def test_excels_separator_line_is_obeyed(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=;\r\nName;Email\r\nAnn, Bo;a@x.example\r\n")
    assert (found.delimiter, found.header_line, found.preamble) == (";", 2, ["sep=;"])
    assert list(found.rows()) == [(3, ["Ann, Bo", "a@x.example"])]


def test_lines_above_the_header_are_passed_over_and_lines_are_counted(tmp_path: Path) -> None:
    found = table(tmp_path, 'Leads of May\n"one, two"\n\nName,Email\nAnn,"a@x.example\n"\nBo,b@x.example\n')
    assert (found.header, found.header_line) == (["Name", "Email"], 4)
    assert found.preamble == ["Leads of May", '"one, two"', ""]
    assert [line for line, _ in found.rows()] == [5, 7]


def test_blank_and_repeated_headers_get_names_of_their_own(tmp_path: Path) -> None:
    assert table(tmp_path, "name,,name,name (2),name,,\n1,2,3,4,5,6,7\n").header == [
        "name", "column 2", "name (2)", "name (2) (2)", "name (3)"
    ]  # fmt: skip


def test_short_rows_are_filled_long_ones_kept_and_blank_ones_left_out(tmp_path: Path) -> None:
    assert cells(tmp_path, "name,company,city\nAnn\n,,\n\n  , ,\nBo,X,Y,Z\n") == [
        ["Ann", "", ""],
        ["Bo", "X", "Y", "Z"],
    ]


def test_a_header_repeated_further_down_is_no_row(tmp_path: Path) -> None:
    assert cells(tmp_path, "Name,Email\nAnn,a@x.example\n\ufeffName, EMAIL\nBo,b@x.example\n") == [
        ["Ann", "a@x.example"], ["Bo", "b@x.example"]
    ]  # fmt: skip


def test_nul_bytes_are_dropped(tmp_path: Path) -> None:
    assert cells(tmp_path, "Name,Email\nA\0nn,a@x.example\n\0\n") == [["Ann", "a@x.example"]]


def test_a_cell_above_the_csv_modules_limit_is_read(tmp_path: Path) -> None:
    long = "x" * 900_000
    assert cells(tmp_path, f'Name,Notes\nAnn,"{long}"\n') == [["Ann", long]]


def test_a_cell_beyond_the_limit_makes_its_row_a_reject_and_no_more(tmp_path: Path) -> None:
    found = table(tmp_path, f"Name,Notes\nAnn,{'x' * 1200}\nBo,y\nCy,{'z' * 9000}\nDi,w\n", max_cell=1000)
    assert [(line, why) for line, _, why in found.records()] == [
        (2, "a cell on line 2 is longer than 1,000 characters"),
        (3, None),
        (4, "line 4 is longer than 4,000 characters"),
        (5, None),
    ]


def test_a_quote_left_open_costs_its_own_row_only(tmp_path: Path) -> None:
    found = table(tmp_path, 'Name,Notes,City\nAnn,"oops,Rome\nBo,ok,Oslo\nCy,"fine, too",Bonn\nDi,x,Ulm\n')
    assert [(line, row[0], why) for line, row, why in found.records()] == [
        (2, "Ann", "a quote that opens on line 2 is not closed"),
        (3, "Bo", None),
        (4, "Cy", None),
        (5, "Di", None),
    ]


def test_text_behind_an_open_quote_is_not_made_into_people(tmp_path: Path) -> None:
    found = table(tmp_path, 'Name,Notes,City\nAnn,x,Rome\nBo,"she said\nnothing at all\nCy,ok,Bonn\n')
    assert [why for _, _, why in found.records()] == [
        None,
        "a quote that opens on line 3 is not closed",
        "belongs to the unclosed quote of line 3",
        None,
    ]


def test_a_file_full_of_open_quotes_takes_time_in_proportion(tmp_path: Path) -> None:
    found = table(tmp_path, "Name,Notes\n" + 'a","""\n' * 60_000)
    assert sum(1 for _ in found.records()) == 60_000


@pytest.mark.parametrize("line", ['Ann,12" pipe', 'Ann,"12" pipe'])
def test_a_quote_in_an_odd_place_is_no_harm(tmp_path: Path, line: str) -> None:
    assert [row[0] for row in cells(tmp_path, f"Name,Notes\n{line}\nBo,y\n")] == ["Ann", "Bo"]


def test_ten_thousand_columns_are_read(tmp_path: Path) -> None:
    wide = ",".join(f"c{place}" for place in range(10_000))
    found = table(tmp_path, f"Name,{wide}\nAnn,{'1,' * 9_999}1\n")
    assert [len(lead.fields) for lead in leads(found, found.mapping())] == [10_000]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n \r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"\0" * 100_000, "not a text file"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"PK\x03\x04rest", "save the sheet as CSV"),
        (b"SQLite format 3\0rest", "is a database"),
        (b"Ann,a@x.example,+1 202 555 0143\nBo,b@x.example,1\n", "line 1 looks like data"),
        (b"1,2,3\n", "has no header"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in refusal(tmp_path, content)


def test_missing_files_folders_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, says in [
        (tmp_path / "none.csv", "none.csv is not there"),
        (tmp_path, "is a folder"),
        (tmp_path / "pipe", "pipe is a pipe or device"),
        (Path("/dev/zero"), "zero is a pipe or device"),
        (Path("a\0b"), "cannot be opened"),
    ]:
        with pytest.raises(DeskError, match=says):
            open_table(path)


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Name\nAnn\n")
    with pytest.raises(DeskError, match="no encoding"):
        open_table(path, encoding="klingon")


def test_a_large_file_is_read_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("Name,Email,Notes\n" + f"Ann,a@x.example,{'n' * 200}\n" * 100_000)
    tracemalloc.start()
    try:
        found = open_table(path)
        seen = [found.progress for place, _ in enumerate(leads(found, found.mapping())) if place % 20_000 == 0]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert seen == sorted(seen) and seen[0] < 0.2 and found.progress == 1.0
    assert peak < 12_000_000


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12)


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8),
    sign=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_what_any_csv_writer_wrote_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sign: str, quoting: int, end: str, encoding: str
) -> None:
    header = ["Name", "E-mail", "Company"]
    assume(all(any(not c.isspace() for c in "".join(row)) for row in rows))
    text = io.StringIO()
    csv.writer(text, delimiter=sign, quoting=quoting, lineterminator=end).writerows([header, *rows])  # type: ignore[arg-type]
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    found = open_table(path)
    assert (found.header, [row for _, row in found.rows()]) == (header, rows)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.csv"
    path.write_bytes(b"Name,Email\n" + content)
    try:
        found = open_table(path)
    except DeskError:
        return
    assert all(isinstance(lead.line, int) for lead in leads(found, found.mapping()))
