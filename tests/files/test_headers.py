"""Headers of many programs and languages are understood, and the ones with two meanings in the way that fits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdrdesk.domain.leads import Mapping
from sdrdesk.files.headers import facts, map_headers

REFERENCES = {"account_ref", "contact_ref"}
"""What joins files is no meaning of its own in the table of headers: there it is to be ignored."""
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "header_aliases.json"


def mapped(*headers: str, sample: list[list[str]] | None = None) -> Mapping:
    return map_headers("x.csv", headers, sample or [])


def concepts(*headers: str, sample: list[list[str]] | None = None) -> list[str | None]:
    return [concept for _, concept in mapped(*headers, sample=sample).columns]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is not beside the repository")
def test_whole_headers_of_known_programs_are_recognised_and_mean_what_they_mean_there() -> None:
    for key, told in json.loads(SHARED.read_text("utf-8"))["sources"].items():
        mapping = mapped(*told["map"])
        assert mapping.source_key == key
        meant = {header: concept for header, concept in mapping.columns if concept != told["map"][header]}
        meant.pop("Phones / Primary Phone Calling Code", None)
        meant = {header: concept for header, concept in meant.items() if concept not in REFERENCES}
        assert not meant or set(meant) <= {"name", "Name", "NAME"}, (key, meant)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is not beside the repository")
def test_every_known_header_is_understood_alone() -> None:
    aliases = json.loads(SHARED.read_text("utf-8"))
    for name, told in aliases["aliases"].items():
        if name not in aliases["conflicts"]:
            for spelling in told["spellings"]:
                assert map_headers("x.csv", [spelling]).columns[0][1] is not None, spelling


def test_every_concept_of_the_table_is_said_once_per_header() -> None:
    known = facts()
    assert not set(known.meanings) & set(known.local)
    assert all(source.columns for source in known.sources)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["Nombre", "Correo", "Telefono", "Empresa", "Notas"], ["full_name", "email", "phone", "company", "notes"]),
        (["Nombre", "Apellidos", "Teléfono móvil"], ["first_name", "last_name", "phone_mobile"]),
        (["Vorname", "Name", "Firma", "Straße", "PLZ", "Ort"],
         ["first_name", "last_name", "company", "street", "postal_code", "city"]),
        (["Prénom", "Nom", "Société", "Courriel"], ["first_name", "last_name", "company", "email"]),
        (["Nome", "Cognome", "Azienda", "Cellulare"], ["first_name", "last_name", "company", "phone_mobile"]),
        (["Nome", "Sobrenome", "Empresa", "E-mail"], ["first_name", "last_name", "company", "email"]),
        (["Voornaam", "Achternaam", "Bedrijf", "Telefoonnummer"], ["first_name", "last_name", "company", "phone"]),
        (["Имя", "Фамилия", "Организация"], ["first_name", "last_name", "company"]),
    ],
)  # fmt: skip
def test_headers_of_other_languages_are_understood(headers: list[str], expected: list[str]) -> None:
    assert concepts(*headers) == expected


def test_slips_of_the_fingers_are_forgiven() -> None:
    assert concepts("Nmae", "Emial", "Phne", "Compny", "Statu") == [
        "full_name", "email", "phone", "company", "status"
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["County", "Game", "Male", "Code", "Notary", "Fame", "Colour", "Stage hand"])
def test_real_words_are_not_taken_for_slips(header: str) -> None:
    assert concepts(header, "Email")[0] is None


def test_a_slip_never_takes_the_place_of_a_column_that_is_there() -> None:
    assert concepts("Email", "Emial") == ["email", None]


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        ("FirstName", "first_name"),
        ("LASTNAME", "last_name"),
        ("first-name", "first_name"),
        ("MailingPostalCode", "postal_code"),
        ("E-mail 3 - Value", "email_other"),
        ("Phone 4 - Value", "phone_other"),
        ("Lead: Phone Number", "phone"),
        ("Person - Name*", "full_name"),
    ],
)
def test_spellings_of_one_header_are_one(header: str, concept: str) -> None:
    assert concepts(header) == [concept]


def test_title_is_mr_or_dr_beside_a_job_title() -> None:
    assert concepts("Title", "First Name", "Job Title")[0] == "name_prefix"
    assert concepts("Title", "First Name", "Email")[0] == "title"


def test_name_is_the_company_in_a_list_of_companies() -> None:
    companies = mapped("Name", "Website", "Industry", "Number of employees")
    assert (companies.object, companies.columns[0][1]) == ("companies", "company")
    assert mapped("Name", "Email", "Company").columns[0][1] == "full_name"


def test_a_url_is_what_its_cells_are() -> None:
    profiles = [["Ann", "https://www.linkedin.com/in/ann"], ["Bo", "https://linkedin.com/in/bo"]]
    assert concepts("Name", "URL", sample=profiles) == ["full_name", "linkedin_url"]
    assert concepts("Name", "URL", sample=[["Ann", "https://x.example"]]) == ["full_name", "website"]


def test_an_unknown_column_full_of_emails_is_the_email_column() -> None:
    assert concepts("Who", "Where to write", sample=[["Ann", "a@x.example"], ["Bo", "b@x.example"]])[1] == "email"


def test_an_id_that_comes_again_and_again_is_not_the_rows_own() -> None:
    sample = [[str(place // 3), f"p{place}@x.example"] for place in range(9)]
    assert concepts("Account Id", "Email", sample=sample)[0] == "account_ref"


def test_a_repeated_header_is_a_further_value() -> None:
    assert concepts("Email", "Email (2)", "Phone", "Phone (2)") == ["email", "email_other", "phone", "phone_other"]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["Deal Name", "Amount", "Stage", "Close Date", "Company"], "deals"),
        (["Call date", "Call duration", "Outcome", "Contact"], "calls"),
        (["First Name", "Email", "Call outcome", "Call date"], "people"),
        (["Company", "Website", "Industry"], "companies"),
        (["product", "series", "price"], "unknown"),
    ],
)
def test_a_file_says_what_its_rows_are(headers: list[str], kind: str) -> None:
    assert mapped(*headers).object == kind
