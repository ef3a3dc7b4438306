"""Promises of domain.money: an amount is read exactly or refused, and what is said can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.currencies import CODES
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.money import MOST_MINOR, Money, minor_digits, parse_amount, say_money


@pytest.mark.parametrize(
    ("typed", "default", "money"),
    [
        ("38000", "EUR", Money(3_800_000, "EUR")),
        ("0", "EUR", Money(0, "EUR")),
        ("38k", "EUR", Money(3_800_000, "EUR")),
        ("38 K", "EUR", Money(3_800_000, "EUR")),
        ("€38,000.50", "USD", Money(3_800_050, "EUR")),
        ("1.2m", "EUR", Money(120_000_000, "EUR")),
        ("1,2 Mio. €", "USD", Money(120_000_000, "EUR")),
        ("38.000,50 EUR", "USD", Money(3_800_050, "EUR")),
        ("EUR 38.000,50", "USD", Money(3_800_050, "EUR")),
        ("38 000,50 €", "USD", Money(3_800_050, "EUR")),
        ("38\u00a0000,50\u00a0€", "USD", Money(3_800_050, "EUR")),
        ("38\u202f000", "EUR", Money(3_800_000, "EUR")),
        ("1'234.50 CHF", "EUR", Money(123_450, "CHF")),
        ("1’234.50", "CHF", Money(123_450, "CHF")),
        ("CHF 500.–", "EUR", Money(50_000, "CHF")),
        ("38.000,-", "EUR", Money(3_800_000, "EUR")),
        ("1.234", "EUR", Money(123_400, "EUR")),
        ("1,234", "EUR", Money(123_400, "EUR")),
        ("1.234.567", "EUR", Money(123_456_700, "EUR")),
        ("1.5", "EUR", Money(150, "EUR")),
        ("1,50", "EUR", Money(150, "EUR")),
        ("0.123", "EUR", Money(12, "EUR")),
        ("1234.567", "EUR", Money(123_457, "EUR")),
        ("1.2345m", "EUR", Money(123_450_000, "EUR")),
        ("29.990000000000002", "EUR", Money(2_999, "EUR")),
        ("12.5000", "EUR", Money(1_250, "EUR")),
        (".5", "EUR", Money(50, "EUR")),
        ("1.234k", "EUR", Money(123_400, "EUR")),
        ("1,234k", "EUR", Money(123_400_000, "EUR")),
        ("1.234", "KWD", Money(1_234, "KWD")),
        ("1,234 KWD", "EUR", Money(1_234_000, "KWD")),
        ("1,234,567.891", "KWD", Money(1_234_567_891, "KWD")),
        ("0.125", "EUR", Money(12, "EUR")),
        ("0.135", "EUR", Money(14, "EUR")),
        ("1.5", "JPY", Money(2, "JPY")),
        ("2.5", "JPY", Money(2, "JPY")),
        ("¥38,000", "EUR", Money(38_000, "JPY")),
        ("￥３８", "EUR", Money(38, "JPY")),
        ("¥38", "CNY", Money(3_800, "CNY")),
        ("$5k", "EUR", Money(500_000, "USD")),
        ("$5k", "CAD", Money(500_000, "CAD")),
        ("US$5k", "CAD", Money(500_000, "USD")),
        ("$5 USD", "EUR", Money(500, "USD")),
        ("CAD $5", "EUR", Money(500, "CAD")),
        ("R$ 5", "EUR", Money(500, "BRL")),
        ("5 kr", "NOK", Money(500, "NOK")),
        ("Rs. 12 lakh", "INR", Money(120_000_000, "INR")),
        ("Rs.500", "INR", Money(50_000, "INR")),
        ("₹1,23,456", "EUR", Money(12_345_600, "INR")),
        ("2 crore", "INR", Money(2_000_000_000, "INR")),
        ("38kEUR", "USD", Money(3_800_000, "EUR")),
        ("38k€", "USD", Money(3_800_000, "EUR")),
        ("5 euros", "USD", Money(500, "EUR")),
        ("1.5bn", "EUR", Money(150_000_000_000, "EUR")),
        ("~40k", "EUR", Money(4_000_000, "EUR")),
        ("+40", "EUR", Money(4_000, "EUR")),
        ("007", "EUR", Money(700, "EUR")),
        ("1_000", "EUR", Money(100_000, "EUR")),
        ("10000000000000", "EUR", Money(10**15, "EUR")),
    ],
)
def test_amounts_are_read_exactly(typed: str, default: str, money: Money) -> None:
    assert parse_amount(typed, default) == money


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "-5", "−5", "- 5", "5-", "€-5", "-€5", "(5)", "30-40k", "5 or 6", "abc", "nan", "inf", "1e5",
        "0x10", "5 parsecs",
        "5€/yr", "10%", "1.2.3", "1,2,3", "1.23.456", "1 2", "12,34.567,89", "1,234.5,6", "5k k", "5 k m",
        "$5 €", "EUR USD 5",
        "١٢", "½", "5!", "1..2", "..", ",", "k", "€", "9" * 30, "9" * 500, "10000000000001", "\x00",
        "5\x1b[31m", "5 XXX",
        "=1+1", "9,800900", "9.800900", "1.2345", "£9,8001", "\ud800", "kr 5", "5 pesos", "1__0", "10 000 00",
    ],
)  # fmt: skip
def test_nonsense_and_negatives_are_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(DeskError) as refusal:
        parse_amount(typed, "EUR")
    assert 20 < len(str(refusal.value)) < 200 and "\x1b" not in str(refusal.value)


@given(
    st.text(max_size=30) | st.from_regex(r"[-€$kKmM0-9.,' ]{0,16}", fullmatch=True),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_any_text_is_an_amount_or_a_refusal(typed: str, default: str) -> None:
    try:
        money = parse_amount(typed, default)
    except DeskError:
        return
    assert isinstance(money.minor, int) and 0 <= money.minor <= MOST_MINOR and money.currency in CODES


@pytest.mark.parametrize(
    ("minor", "currency", "short", "full"),
    [
        (3_800_000, "EUR", "€38k", "€38,000"),
        (3_850_050, "EUR", "€38.5k", "€38,500.50"),
        (95_000, "EUR", "€950", "€950"),
        (1_250, "EUR", "€12.50", "€12.50"),
        (5, "EUR", "€0.05", "€0.05"),
        (0, "EUR", "€0", "€0"),
        (99_999, "EUR", "€999.99", "€999.99"),
        (100_000, "EUR", "€1k", "€1,000"),
        (99_995_000, "EUR", "€1m", "€999,950"),
        (99_994_000, "EUR", "€999.9k", "€999,940"),
        (120_000_000, "EUR", "€1.2m", "€1,200,000"),
        (150_000_000_000, "EUR", "€1.5b", "€1,500,000,000"),
        (125_000, "USD", "$1.2k", "$1,250"),
        (135_000, "USD", "$1.4k", "$1,350"),
        (38_000, "JPY", "¥38k", "¥38,000"),
        (1_234, "KWD", "KWD 1.234", "KWD 1.234"),
        (3_800_000, "CHF", "CHF 38k", "CHF 38,000"),
        (3_800_000, "CAD", "CA$38k", "CA$38,000"),
        (-3_800_000, "EUR", "-€38k", "-€38,000"),
        (3_800_000, "", "38k", "38,000"),
    ],
)
def test_amounts_are_said(minor: int, currency: str, short: str, full: str) -> None:
    assert say_money(minor, currency) == short
    assert say_money(minor, currency, short=False) == full


@given(st.integers(0, MOST_MINOR), st.sampled_from(sorted(CODES)))
def test_what_is_said_in_full_is_read_back_whole(minor: int, currency: str) -> None:
    assert parse_amount(say_money(minor, currency, short=False), currency) == Money(minor, currency)


@given(st.integers(0, MOST_MINOR), st.sampled_from(["EUR", "JPY", "KWD", "CHF"]))
def test_what_is_said_short_is_off_by_a_twentieth_at_most(minor: int, currency: str) -> None:
    said = parse_amount(say_money(minor, currency), currency).minor
    assert abs(said - minor) * 20 <= minor


def test_minor_digits_are_those_of_the_currency() -> None:
    assert [minor_digits(code) for code in ("EUR", "JPY", "KWD", "CLF", "???")] == [2, 0, 3, 4, 2]
