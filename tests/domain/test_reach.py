"""Promises of domain.reach: one address, one form, however it was typed; and never a form for what is no address."""

import csv
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain import reach
from sdrdesk.domain.countries import _known
from sdrdesk.domain.reach import Phone

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
NO_DATA = pytest.mark.skipif(not DATA.exists(), reason="shared data is not beside the repository")
ANY = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("a@b.c'- ,<>():/+0123456789xext\u202e\x00é本"), max_size=40
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Dana@Example.COM", "dana@example.com"),
        ("  dana@example.com. ", "dana@example.com"),
        ("mailto:Dana@example.com?subject=hi", "dana@example.com"),
        ("Dana Okafor <dana@example.com>", "dana@example.com"),
        ('"dana@example.com"', "dana@example.com"),
        ("dana+crm@example.com", "dana+crm@example.com"),
        ("o'brien@example.co.uk", "o'brien@example.co.uk"),
        ("a@x.com; b@y.com", "a@x.com"),
        ("oops, b@y.com", "b@y.com"),
        ("jörg@münchen.de", "jörg@xn--mnchen-3ya.de"),
        ("j@xn--mnchen-3ya.de", "j@xn--mnchen-3ya.de"),
        ("dana@ｅxample.com", "dana@example.com"),
        ("\u202adana@example.com\u202c", "dana@example.com"),
        ("dana\u200b@example.com", None),
        ("dana", None), ("", None), (None, None), ("@", None), ("a@", None), ("@b.com", None), ("a@b", None),
        ("a b@c.de", "b@c.de"), ("a@b@c.de", None), ("a@b..de", None), ("a@-b.de", None), ("a@1.2.3.4", None),
        ("n/a", None), ("x" * 65 + "@b.com", None), ("a@" + "b." * 130 + "com", None), ("a@b.c\x00om", None),
    ],
)  # fmt: skip
def test_email_key(typed: str | None, key: str | None) -> None:
    assert reach.email_key(typed) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("https://www.Example.com/path?x=1#y", "example.com"),
        ("http://example.com:8080", "example.com"),
        ("example.com", "example.com"), ("EXAMPLE.COM.", "example.com"), ("www.example.com/", "example.com"),
        ("//example.com", "example.com"), ("http:example.com", None),
        ("https://user:pw@example.com/a@b", "example.com"),
        ("shop.example.co.uk", "shop.example.co.uk"), ("www.de", "www.de"),
        ("https://münchen.de", "xn--mnchen-3ya.de"), ("https://例え.jp", "xn--r8jz45g.jp"),
        ("dana@example.com", "example.com"), ("dana@www.example.com", "example.com"),
        ("dana@gmail.com", None), ("dana@GoogleMail.com", None), ("d@yahoo.co.uk", None), ("d@gmx.at", None),
        ("d@web.de", None), ("d@qq.com", None), ("d@outlook.fr", None), ("gmail.com", "gmail.com"),
        ("d@live-nation.com", "live-nation.com"), ("d@mail.example.com", "mail.example.com"),
        ("https://www.linkedin.com/company/halden", None), ("https://de.linkedin.com/in/x", None),
        ("linkedin.com", "linkedin.com"), ("https://www.facebook.com/halden", None),
        ("example.com, example.org", "example.com"), ("example.com and more", None),
        ("localhost", None), ("192.168.0.1", None), ("http://", None), ("n/a", None), ("-", None),
        ("Inc.", None),
        ("", None), (None, None), ("javascript:alert(1)", None), ("file:///etc/passwd", None),
        ("a..b.com", None),
        ("exa mple.com", None), ("e\x00x.com", None),
    ],
)  # fmt: skip
def test_domain_key(typed: str | None, key: str | None) -> None:
    assert reach.domain_key(typed) == key


@pytest.mark.parametrize(
    ("typed", "region", "phone"),
    [
        ("+1 202 456 1414", None, Phone("+12024561414", None)),
        ("+1 202-555-0143", "DE", Phone("+12025550143", None)),
        ("(202) 456-1414", "US", Phone("+12024561414", None)),
        ("202.456.1414x371", "US", Phone("+12024561414", "371")),
        ("001-440-778-9287x371", "US", Phone("+14407789287", "371")),
        ("001-440-778-9287x371", "DE", Phone("+14407789287", "371")),
        ("001-084-906-7849x73518", "US", Phone("+10849067849", "73518")),
        ("0049 30 901820", "US", Phone("+4930901820", None)),
        ("00 49 30 901820", "DE", Phone("+4930901820", None)),
        ("(415) 555-2671 ext. 5", "US", Phone("+14155552671", "5")),
        ("415-555-2671 extension 5", "US", Phone("+14155552671", "5")),
        ("415-555-2671 #5", "US", Phone("+14155552671", "5")),
        ("tel:+1-415-555-2671;ext=5", None, Phone("+14155552671", "5")),
        ("1-800-FLOWERS", "US", Phone("+18003569377", None)),
        ("+49 (0)30 901820", None, Phone("+4930901820", None)),
        ("030/901820", "DE", Phone("+4930901820", None)),
        ("030 901820", "de", Phone("+4930901820", None)),
        ("020 7946 0991", "GB", Phone("+442079460991", None)),
        ("020 7946 0991", "UK", Phone("+442079460991", None)),
        ("06 12 34 56 78", "FR", Phone("+33612345678", None)),
        ("+39 06 6982", None, Phone("+39066982", None)),
        ("＋４９ ３０ ９０１８２０", None, Phone("+4930901820", None)),
        ("\u202a+49 30 901820\u202c", None, Phone("+4930901820", None)),
        ("'+49 30 901820", None, Phone("+4930901820", None)),
        ('="+4930901820"', None, Phone("+4930901820", None)),
        ("Mobile: +49 170 1234567", None, Phone("+491701234567", None)),
        ("4917612345678", "DE", Phone("+4917612345678", None)),
        ("33612345678", "FR", Phone("+33612345678", None)),
        ("919876543210", "IN", Phone("+919876543210", None)),
        ("9876543210", "IN", Phone("+919876543210", None)),
        ("12024561414", "US", Phone("+12024561414", None)),
        ("12024561414.0", "US", Phone("+12024561414", None)),
        ("1.2024561414E+10", "US", Phone("+12024561414", None)),
        ("1,2024561414E+10", "US", Phone("+12024561414", None)),
        ("+1-415-555-2671 or +1-415-555-2672", None, Phone("+14155552671", None)),
        ("+1-415-555-2671; +1-415-555-2672", None, Phone("+14155552671", None)),
        ("277.609.7938", "US", Phone("+12776097938", None)),
        ("1.20E+10", "US", Phone(None, None)), ("4.91763E+12", "DE", Phone(None, None)),
        ("5.55E+09", "US", Phone(None, None)),
        ("202 456 1414", None, Phone(None, None)), ("001 202 456 1414", None, Phone(None, None)),
        ("555-1234", "US", Phone(None, None)), ("112", "DE", Phone(None, None)), ("3", "US", Phone(None, None)),
        ("+", None, Phone(None, None)), ("+1", None, Phone(None, None)),
        ("+999 123456789", None, Phone(None, None)),
        ("+49", "DE", Phone(None, None)), ("n/a", "DE", Phone(None, None)),
        ("call me maybe", "US", Phone(None, None)),
        ("", "US", Phone(None, None)), (None, "US", Phone(None, None)),
        ("202 456 1414", "XX", Phone(None, None)),
        ("2024-01-15", "DE", Phone(None, None)), ("15.01.2024", "DE", Phone(None, None)),
        ("10.0.0.1", "DE", Phone(None, None)),
        ("dana@030901820.de", "DE", Phone(None, None)), ("#ERROR!", "US", Phone(None, None)),
        ("9" * 5000, "US", Phone(None, None)),
        ("+1 202 456 1414 1414", "US", Phone(None, None)), ("\ud800", "US", Phone(None, None)),
    ],
)  # fmt: skip
def test_phone_key(typed: str | None, region: str | None, phone: Phone) -> None:
    assert reach.phone_key(typed, region) == phone


@given(ANY, st.sampled_from([None, "US", "DE", "IT", "JP", "xx", ""]))
def test_no_text_makes_a_phone_of_the_wrong_shape(typed: str, region: str | None) -> None:
    e164, extension = reach.phone_key(typed, region)
    if e164 is not None:
        assert e164[0] == "+" and e164[1:].isdigit() and e164.isascii() and 5 <= len(e164) <= 18
        assert reach.phone_key(e164, None) == Phone(e164, None)
    assert extension is None or extension.isdigit()


@NO_DATA
def test_phones_of_a_large_file_are_read_fast_and_mostly() -> None:
    with (DATA / "datablist" / "customers-10000.csv").open(encoding="utf-8", newline="") as file:
        typed = [row["Phone 1"] for row in csv.DictReader(file)]
    reach.phone_key(typed[0], "US")
    began = time.perf_counter()
    read = [reach.phone_key(phone, "US") for phone in typed]
    assert (time.perf_counter() - began) / len(typed) < 0.001
    assert sum(phone.e164 is not None for phone in read) > 0.95 * len(read)
    assert all(phone.extension for text, phone in zip(typed, read, strict=True) if phone.e164 and "x" in text)


@pytest.mark.parametrize(
    ("e164", "zone"),
    [
        ("+4930901820", "Europe/Berlin"), ("+442079460991", "Europe/London"),
        ("+12024561414", "America/New_York"),
        ("+14155552671", "America/Los_Angeles"), ("+34612345678", "Europe/Madrid"),
        ("+919876543210", "Asia/Kolkata"),
        ("+81312345678", "Asia/Tokyo"), ("+18003569377", None), ("+79161234567", None), ("+999123", None),
        ("", None),
        (None, None), ("030 901820", None),
    ],
)  # fmt: skip
def test_zone_of_phone(e164: str | None, zone: str | None) -> None:
    assert reach.zone_of_phone(e164) == zone


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Germany", "DE"), ("germany ", "DE"), ("DE", "DE"), ("de", "DE"), ("DEU", "DE"), ("Deutschland", "DE"),
        ("España", "ES"), ("espana", "ES"), ("Österreich", "AT"), ("UK", "GB"), ("U.K.", "GB"),
        ("England", "GB"),
        ("USA", "US"), ("U.S.A.", "US"), ("United States of America", "US"), ("the Netherlands", "NL"),
        ("日本", "JP"),
        ("中国", "CN"), ("한국", "KR"), ("Россия", "RU"), ("Côte d’Ivoire", "CI"),
        ("Bosnia & Herzegovina", "BA"),
        ("Congo (Republic)", "CG"), ("Antarctica (the territory South of 60 deg S)", "AQ"), ("Türkiye", "TR"),
        ("Czechia", "CZ"), ("Viet Nam", "VN"), ("Kosovo", "XK"), ("Atlantis", None), ("", None), (None, None),
        ("?", None),
    ],
)  # fmt: skip
def test_region_of_country(name: str | None, region: str | None) -> None:
    assert reach.region_of_country(name) == region


def test_every_zone_of_a_country_exists_and_big_countries_have_none() -> None:
    for region, zone in _known()[1].items():
        assert reach.region_of_country(region) == region
        assert zone is None or ZoneInfo(zone)
    assert reach.zone_of_country("DE") == "Europe/Berlin" and reach.zone_of_country("Spain") == "Europe/Madrid"
    assert reach.zone_of_country("US") is None and reach.zone_of_country("Atlantis") is None


@NO_DATA
def test_countries_of_a_large_file_are_known() -> None:
    with (DATA / "datablist" / "customers-10000.csv").open(encoding="utf-8", newline="") as file:
        named = {row["Country"] for row in csv.DictReader(file)}
    unknown = {name for name in named if reach.region_of_country(name) is None}
    assert len(unknown) <= 3, unknown


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Dana Okafor", "Dana", "Okafor"), ("  Dana   Okafor ", "Dana", "Okafor"),
        ("Dana Marie Okafor", "Dana Marie", "Okafor"),
        ("Okafor, Dana", "Dana", "Okafor"), ("Okafor, Dana Marie", "Dana Marie", "Okafor"),
        ("van der Berg, Jan", "Jan", "van der Berg"),
        ("Dr. Dana Okafor", "Dana", "Okafor"), ("Prof. Dr. med. Dana Okafor", "Dana", "Okafor"),
        ("Mr Okafor", None, "Okafor"),
        ("Frau Dr. Okafor", None, "Okafor"), ("Okafor, Dr. Dana", "Dana", "Okafor"),
        ("Dr. Jan van der Berg", "Jan", "van der Berg"),
        ("Martin Luther King Jr.", "Martin Luther", "King"), ("Martin King, Jr.", "Martin", "King"),
        ("King, Martin, Jr.", "Martin", "King"),
        ("Thurston Howell III", "Thurston", "Howell"), ("Dana Okafor, PhD, MBA", "Dana", "Okafor"),
        ("Dana Okafor Ph.D.", "Dana", "Okafor"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"), ("Vincent Van Gogh", "Vincent", "Van Gogh"),
        ("Maria de la Cruz Garcia", "Maria", "de la Cruz Garcia"),
        ("Charles de Gaulle", "Charles", "de Gaulle"),
        ("Ursula von der Leyen", "Ursula", "von der Leyen"), ("Leonardo da Vinci", "Leonardo", "da Vinci"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"), ("Van Morrison", "Van", "Morrison"),
        ("Mohamed al Fayed", "Mohamed", "al Fayed"),
        ("Anna Le Clerc", "Anna Le", "Clerc"), ("van Gogh", None, "van Gogh"),
        ("Jean-Luc Picard", "Jean-Luc", "Picard"),
        ("Pat O'Brien", "Pat", "O'Brien"), ("J. R. R. Tolkien", "J. R. R.", "Tolkien"), ("Cher", "Cher", None),
        ("Dr.", "Dr.", None),
        ("Robert (Bob) Smith", "Robert", "Smith"), ('Robert "Bob" Smith', "Robert", "Smith"),
        ("(Bob)", "(Bob)", None),
        ("田中太郎", None, "田中太郎"), ("田中 太郎", "太郎", "田中"), ("김철수", None, "김철수"),
        ("김 철수", "철수", "김"),
        ("dana.okafor@x.example", "Dana", "Okafor"), ("dana@x.example", "Dana", None),
        ("dana.okafor+crm2@x.example", "Dana", "Okafor"),
        ("info@x.example", None, "info@x.example"), ("dana.okafor", "Dana", "Okafor"),
        ("dana_okafor", "Dana", "Okafor"),
        ("", None, None), ("   ", None, None), (",", None, None), ("Okafor,", "Okafor", None),
        (", Dana", "Dana", None),
        ("DANA OKAFOR", "DANA", "OKAFOR"), ("Junior Smith", "Junior", "Smith"), ("Jr", "Jr", None),
        ("Ma Li", "Ma", "Li"),
        ("Li Ma", "Li", "Ma"), ("王", None, "王"), ("Dana\nOkafor", "Dana", "Okafor"),
        ("Μαρία Παπαδοπούλου", "Μαρία", "Παπαδοπούλου"),
    ],
)  # fmt: skip
def test_split_name(full: str, first: str | None, last: str | None) -> None:
    assert reach.split_name(full) == (first, last)


@pytest.mark.parametrize(
    "full", ["Dana Okafor", "Jan van der Berg", "田中 太郎", "田中太郎", "Cher", "van Gogh", "Ana Maria Lopez"]
)
def test_a_split_name_joins_again(full: str) -> None:
    assert reach.join_name(*reach.split_name(full)) == full


def test_join_name_takes_what_there_is() -> None:
    assert reach.join_name(None, None) == "" and reach.join_name(" Dana ", "") == "Dana"


@given(ANY)
def test_no_text_makes_a_name_an_address_or_a_company_raise(s: str) -> None:
    first, last = reach.split_name(s)
    assert first != "" and last != ""
    reach.join_name(first, last).encode()
    key = reach.company_key(s)
    assert reach.company_key(key) == key or not key.isascii()
    email = reach.email_key(s)
    assert email is None or reach.email_key(email) == email
    domain = reach.domain_key(s)
    assert domain is None or reach.domain_key(domain) == domain
    reach.region_of_country(s)
    reach.zone_of_phone(s)


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["Halden Inc", "HALDEN, Inc.", "Halden Incorporated", "The Halden Co., Ltd.", "halden"], "halden"),
        (["Müller GmbH", "Muller GmbH & Co. KG", "MÜLLER & Co. KG", "Müller G.m.b.H."], "muller"),
        (["Nordhafen S.A.", "Nordhafen SA", "Nordhafen S.p.A.", "Nordhafen A/S", "Nordhafen Sp. z o.o."], "nordhafen"),
        (["Lotus Labs S.A. de C.V.", "Lotus Labs s.r.o.", "Lotus Labs Pty Ltd", "Lotus-Labs B.V."], "lotus labs"),
        (["日本電気株式会社", "株式会社日本電気", "日本電気(株)", "日本電気㈱"], "日本電気"),
        (["AT&T", "AT & T Inc."], "at and t"),
        (["Avery & Sons", "Avery and Sons Ltd"], "avery and sons"),
        (["O'Reilly Media", "O’Reilly Media, Inc"], "oreilly media"),
        (["Co", "Co."], "co"),
        (["The Company"], "company"),
        (["ООО Ромашка", "Ромашка, ООО"], "ромашка"),
        (["Acme UG (haftungsbeschränkt)"], "acme"),
        (["U.S. Steel"], "us steel"),
        (["!!!"], "!!!"),
        ([""], ""),
    ],
)
def test_company_key(names: list[str], key: str) -> None:
    for name in names:
        assert reach.company_key(name) == key
