"""What speaks for two records being one, and what does not: a score and its reasons."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.handles import handle_key
from sdrdesk.domain.likeness import LIKELY, Traits, account_likeness, person_likeness, same_person_name
from sdrdesk.domain.nicknames import same_given_name
from sdrdesk.domain.reach import company_key
from sdrdesk.domain.text import name_key


def close(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def account(
    name: str, *, site: str = "", mail: str = "", phone: str = "", person: str = "", city: str = "", country: str = ""
) -> Traits:
    return Traits(
        name, name, company_key(name), name_key(name), domains=frozenset([site] if site else ()),
        mails=frozenset([mail] if mail else ()), phones=frozenset([phone] if phone else ()),
        people=frozenset([name_key(person)] if person else ()), city=city, country=country,
    )  # fmt: skip


def person(name: str, mail: str = "", phone: str = "") -> Traits:
    return Traits(
        name, name, name_key(name), name_key(name), True, mails=frozenset([mail] if mail else ()),
        phones=frozenset([phone] if phone else ()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (account("Acme GmbH"), account("ACME, Inc.")),
        (account("Müller & Söhne"), account("Muller and Sohne Ltd")),
        (account("Kobalt Logistik"), account("Kobald Logistik GmbH")),
        (account("BrightPath"), account("Bright Path LLC")),
        (account("Acme", site="acme.example"), account("Acme Holding", site="acme.example")),
        (account("Acme", mail="dana@acme.example"), account("Brightpath", mail="dana@acme.example")),
        (account("Acme", phone="+49309", person="Dana Okafor"), account("AC", phone="+49309", person="Dana Okafor")),
    ],
)  # fmt: skip
def test_accounts_that_are_likely_one(one: Traits, other: Traits) -> None:
    assert account_likeness(one, other, close).score >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (account("Acme"), account("Brightpath")),
        (account("Angel's", site="angels.example"), account("Angel's", site="other.example")),
        (account("Plant 1 Werke"), account("Plant 2 Werke")),
        (account("Acme", country="DE"), account("Acme", country="US")),
        (account("Acme", site="fair.example"), account("Brightpath", site="fair.example")),
        (account("AB"), account("AC")),
        (account("Acme", person="Jane Doe"), account("Brightpath", person="Jane Doe")),
    ],
)
def test_accounts_that_are_two(one: Traits, other: Traits) -> None:
    assert account_likeness(one, other, close).score < LIKELY


def test_the_same_mailbox_and_name_leave_nothing_to_doubt() -> None:
    found = account_likeness(account("Acme GmbH", mail="d@acme.example"), account("Acme", mail="d@acme.example"), close)
    assert (found.score, found.exact) == (100, True)
    assert found.reasons == ("same e-mail d@acme.example", "same name but for legal form and signs")


def test_a_door_that_many_go_through_is_not_exact() -> None:
    one = account("Acme", mail="info@acme.example")
    assert not account_likeness(one, one, close).exact


def test_what_speaks_against_is_said() -> None:
    found = account_likeness(account("Acme", site="a.example"), account("Acme", site="b.example"), close)
    assert found.reasons == ("same name", "but other sites: a.example, b.example")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Dana Okafor", "d@x.example"), person("Dana Okafor", "d@x.example")),
        (person("Dana Okafor"), person("Okafor, Dana")),
        (person("Robert Weiss"), person("Bob Weiss")),
        (person("J. Doe", phone="+4930901820"), person("Jane Doe", phone="+4930901820")),
        (person("Tom Lindquist"), person("Tom Lindqvist")),
    ],
)
def test_people_who_are_likely_one(one: Traits, other: Traits) -> None:
    assert person_likeness(one, other, close).score >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Dana Okafor"), person("Ada Okafor")),
        (person("Dana"), person("Dana")),
        (person("Dana Okafor", phone="+4930901820"), person("Tom Weiss", phone="+4930901820")),
        (person("Jane Doe", "jane@x.example"), person("John Doe", "john@x.example")),
        (person("", "info@x.example"), person("", "info@x.example")),
    ],
)
def test_people_who_are_two(one: Traits, other: Traits) -> None:
    assert person_likeness(one, other, close).score < LIKELY


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_does_not_depend_on_who_comes_first(one: str, other: str) -> None:
    first, second = name_key(one), name_key(other)
    assert same_person_name(first, second, lambda a, b: float(a == b)) == same_person_name(
        second, first, lambda a, b: float(a == b)
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("robert", "bob", True), ("bob", "rob", True), ("j", "jane", True), ("bob", "bill", False)],
)
def test_given_names(one: str, other: str, same: bool) -> None:
    assert same_given_name(one, other) is same_given_name(other, one) is same


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("https://www.linkedin.com/in/Dana-Okafor/?trk=x", "linkedin:dana-okafor"),
        ("de.linkedin.com/in/dana-okafor/de", "linkedin:dana-okafor"),
        ("linkedin.com/company/acme/about/", "linkedin:company:acme"),
        ("https://x.com/@acme", "x:acme"), ("http://mobile.twitter.com/Acme#top", "x:acme"),
        ("https://www.xing.com/profile/Dana_Okafor/cv", "xing:dana_okafor"),
        ("linkedin.com/in/j%C3%B6rg", "linkedin:jörg"),
        ("@acme", None), ("acme", None), ("https://linkedin.com/", None), ("https://linkedin.com/feed", None),
        ("https://example.com/in/dana", None), ("", None), (None, None), ("https://x.com/search?q=a", None),
    ],
)  # fmt: skip
def test_profiles_have_one_form(typed: str | None, key: str | None) -> None:
    assert handle_key(typed) == key


@pytest.mark.parametrize(
    "typed",
    [
        "Acme e.K.", "Acme S.à r.l.", "Acme S.R.L.S.", "Acme AB (publ)", "Acme Sp.k.", "Acme Limited Liability Company",
        "Acme Aktiengesellschaft", "Acme Gesellschaft m.b.H.", "Acme EURL", "Acme™ Inc.", "ACME®", "Acme GesbR",
        "Acme Gesellschaft mit beschränkter Haftung", "The Acme Company, LLC", "Acme PLLC",
    ],
)  # fmt: skip
def test_a_legal_form_tells_no_company_from_another(typed: str) -> None:
    assert company_key(typed) == "acme"
