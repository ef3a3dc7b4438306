"""A text's blanks are filled from what is known; one that nothing is known for stays, and is named."""

from __future__ import annotations

from sdrdesk.domain.template import FIELDS, blanks, fill, say_missing


def test_blanks_are_filled_and_the_missing_are_named() -> None:
    filled = fill("Hello {first_name}, you said “{their_words}” at {company}, {first_name}.",
                  {"first_name": "Priya", "company": "Halden", "their_words": "  "})  # fmt: skip
    assert filled.text == "Hello Priya, you said “{their_words}” at Halden, Priya."
    assert filled.missing == ("their_words",)
    assert say_missing(filled.missing) == "missing: {their_words} (the last thing they said)"
    assert say_missing(()) == ""


def test_what_a_customer_said_is_never_read_for_blanks() -> None:
    assert fill("“{their_words}”", {"their_words": "{company} {{x}}", "company": "secret"}).text == "“{company} {{x}}”"


def test_braces_can_be_written() -> None:
    assert fill("{{first_name}} {first_name}", {"first_name": "Ana"}).text == "{first_name} Ana"
    assert blanks("{{no}} {yes} {yes} {}") == ("yes", "")


def test_every_blank_says_what_it_is() -> None:
    assert all(FIELDS.values())
