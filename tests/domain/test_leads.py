"""A row becomes a lead: what it says under which concept, what is kept as typed, and why it is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sdrdesk.domain.leads import Lead, Mapping, Record, leads, normal_form

Columns = tuple[tuple[str, str | None], ...]


class Rows:
    """A table in memory."""

    def __init__(self, *rows: list[str], delimiter: str = ",") -> None:
        self.delimiter = delimiter
        self._rows = rows

    def records(self) -> Iterator[Record]:
        for line, cells in enumerate(self._rows, start=2):
            yield line, cells, None


def read(columns: Columns, *rows: list[str], delimiter: str = ",", american: bool = False) -> list[Lead]:
    mapping = Mapping("x.csv", columns, "people", american=american)
    return list(leads(Rows(*rows, delimiter=delimiter), mapping))


NAME_AND_MAIL: Columns = (("Name", "full_name"), ("Mail", "email"))


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("\ufeffPerson - Name*", "person name"),
        ("  E-mail 1 - Value ", "e mail 1 value"),
        ("linkedin_url", "linkedin url"),
        ("ＮＡＭＥ", "name"),
        ("Company / Account", "company / account"),
    ],
)
def test_headers_are_compared_without_case_blanks_and_stars(typed: str, compared: str) -> None:
    assert normal_form(typed) == compared


def test_a_whole_name_is_split_and_parts_make_a_whole_name() -> None:
    whole = read(NAME_AND_MAIL, ["Dana Okafor", ""])[0].values
    assert (whole["first_name"], whole["last_name"]) == ("Dana", "Okafor")
    parts = read((("F", "first_name"), ("L", "last_name")), ["Dana", "Okafor"], ["", "Glass"])
    assert [lead.values["full_name"] for lead in parts] == ["Dana Okafor", "Glass"]


def test_empty_cells_leave_no_key_and_unmapped_cells_stay_as_typed() -> None:
    lead = read((*NAME_AND_MAIL, ("Shoe size", None), ("Index", "ignore")), ["Dana Okafor", " ", " 42 ", "7"])[0]
    assert set(lead.values) == {"full_name", "first_name", "last_name"}
    assert lead.fields == {"Shoe size": " 42 ", "Index": "7"}


def test_cells_beyond_the_header_are_kept_under_their_place() -> None:
    assert read(NAME_AND_MAIL, ["Dana", "d@x.example", "", "more"])[0].fields == {"column 4": "more"}


def test_the_first_filled_column_wins_and_the_other_is_not_lost() -> None:
    lead = read((("Company", "company"), ("Associated Company", "company")), ["Acme", "Acme Holding"])[0]
    assert (lead.values["company"], lead.fields) == ("Acme", {"Associated Company": "Acme Holding"})


def test_without_a_work_email_the_next_one_takes_its_place() -> None:
    columns: Columns = (("work", "email"), ("home", "email_other"), ("other", "email_other"))
    lead = read(columns, ["", "a@x.example", "b@x.example"])[0]
    assert (lead.values["email"], lead.values["email_other"]) == ("a@x.example", "b@x.example")


def test_a_fax_number_is_never_the_number_to_call() -> None:
    columns: Columns = (("Company", "company"), ("Fax", "phone_other"), ("Home Phone", "phone_other"))
    values = read(columns, ["Acme", "555 0100", ""], ["Acme", "555 0100", "555 0199"])
    assert "phone" not in values[0].values
    assert (values[1].values["phone"], values[1].values["phone_other"]) == ("555 0199", "555 0100")


def test_several_addresses_in_one_cell_are_told_apart() -> None:
    lead = read((("E", "email"), ("P", "phone")), ["a@x.example, b@x.example", "+1 202-555-0143 ::: +1 202-555-0187"])[
        0
    ]
    assert lead.values["email"] == "a@x.example" and lead.values["email_other"] == "b@x.example"
    assert lead.values["phone"] == "+1 202-555-0143" and lead.values["phone_other"] == "+1 202-555-0187"


def test_a_number_with_a_comma_in_its_extension_stays_whole() -> None:
    assert read((("P", "phone"),), ["+1 202-555-0143, ext. 5"])[0].values["phone"] == "+1 202-555-0143, ext. 5"


def test_googles_own_label_goes_when_somebody_chose_others() -> None:
    columns: Columns = (("Name", "full_name"), ("Labels", "tags"))
    found = read(columns, ["A B", "* logistics ::: * myContacts"], ["A B", "* myContacts"], ["A B", "* x ::: * y"])
    assert [lead.values["tags"] for lead in found] == ["logistics", "* myContacts", "x, y"]


def test_a_column_of_dates_is_read_in_one_order() -> None:
    columns: Columns = (("Name", "full_name"), ("Created", "created"))
    rows = ["A", "3/2/2026"], ["B", "15/1/2026"], ["C", "next spring"]
    assert [lead.values["created"] for lead in read(columns, *rows)] == ["2026-02-03", "2026-01-15", "next spring"]


def test_with_no_evidence_semicolons_mean_day_first_unless_the_program_is_american() -> None:
    columns: Columns = (("Name", "full_name"), ("Created", "created"))
    row = ["A", "3/2/2026"]
    assert read(columns, row)[0].values["created"] == "2026-03-02"
    assert read(columns, row, delimiter=";")[0].values["created"] == "2026-02-03"
    assert read(columns, row, delimiter=";", american=True)[0].values["created"] == "2026-03-02"


def test_a_company_alone_is_no_person_and_nobody_is_refused() -> None:
    columns: Columns = (("Name", "full_name"), ("Company", "company"), ("City", "city"))
    company, nobody = read(columns, ["", "Acme", "Berlin"], ["", "", "Berlin"])
    assert company.reject is None and not company.is_person
    assert nobody.reject == "has no name, e-mail, phone or company"


@pytest.mark.parametrize("company", ["n/a", "[not provided]", "-None-"])
def test_a_placeholder_is_no_company(company: str) -> None:
    lead = read((("Name", "full_name"), ("Company", "company")), ["Dana", company])[0]
    assert "company" not in lead.values and lead.fields == {"Company": company}


@pytest.mark.parametrize(
    "line",
    [
        "Total: 24",
        "Grand Totals (4 records)",
        "Exported by Riley Stone",
        "Confidential Information - Do Not Distribute",
        "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.",
        "Generated By: Riley Stone 6/1/2026",
        "24 records",
    ],
)
def test_closing_lines_of_a_report_are_not_people(line: str) -> None:
    columns: Columns = (("First Name", "first_name"), ("Last Name", "last_name"), ("Email", "email"))
    assert read(columns, [line, "", ""])[0].reject == "looks like a closing line of the file, not a person"


def test_a_total_with_its_number_in_the_next_cell_is_not_a_person() -> None:
    assert read((*NAME_AND_MAIL, ("City", "city")), ["Total", "24", ""])[0].reject is not None


@pytest.mark.parametrize("name", ["Total Energies", "Page Turner", "Total"])
def test_companies_with_such_names_are_still_companies(name: str) -> None:
    assert read((("Company", "company"), ("City", "city"), ("Zip", "postal_code")), [name, "", ""])[0].reject is None


def test_a_calling_code_of_its_own_column_joins_the_number() -> None:
    columns: Columns = (("Phone", "phone"), ("Code", "calling_code"))
    found = read(columns, ["30 901820", "+49"], ["+49 30 901820", "+49"])
    assert [lead.values["phone"] for lead in found] == ["+49 30 901820", "+49 30 901820"]


def test_a_file_without_anybody_says_what_it_has() -> None:
    mapping = Mapping("plan.csv", (("Table", None), ("Field", None)), "unknown")
    assert mapping.usable() == "plan.csv has no name, e-mail, phone or company column; found Table, Field."


def test_calls_and_deals_that_cannot_be_taken_in_say_what_they_lack() -> None:
    calls = Mapping("c.csv", (("Who", "full_name"), ("Call type", "call_direction")), "calls")
    assert calls.usable() == "c.csv looks like a list of calls (Call type), but no column has a day."
    deals = Mapping("d.csv", (("Deal", "deal_name"), ("Value", "amount")), "deals")
    assert deals.usable() == (
        "d.csv looks like a list of deals (Deal, Value), "
        "but no column says whose they are: a company, an e-mail, a name or an id."
    )
    assert Mapping("d.csv", (*deals.columns, ("Company", "company")), "deals").usable() is None

def test_a_row_of_nothing_but_what_nobody_can_see_is_nobody() -> None:
    columns: Columns = (("Company", "company"), ("Name", "full_name"), ("City", "city"))
    unseen, reachable = read(columns, ["\u200b\u2060", "\u200b", "Kassel"], ["\u200b", "Jane", "Kassel"])
    assert unseen.reject == "has no name, e-mail, phone or company"
    assert reachable.reject is None
