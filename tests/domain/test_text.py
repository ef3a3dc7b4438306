"""Promises of domain.text: nothing a terminal would obey gets through, and what is typed finds what was meant."""

import csv
import json
import re
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from sdrdesk.domain import text

NAUGHTY = Path(__file__).resolve().parents[3] / "shared" / "data" / "naughty"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HIDDEN = "\u200b\u2060\ufeff\u180e\xad\u034f\u2061\u2064\u206a\ufff9\U000e0001\U000e0041\U000e007f"
ANY = st.text(st.characters(), max_size=60)
NASTY = st.text(
    st.sampled_from(
        "aB1#é漢क\u0301\u0308\u20e3\u0903\u200d\u200c\ufe0f\ufe0e\U000e0100\U000e0067\u200b\u202e\r\n\t\x1b\x9b\u2028"
        "😀👩❤\U0001f3fb🏴🇩🇪\u1ad0\u0378\ud800\u3164\u1161가"
    ),
    max_size=40,
)


def harmless(shown: str, one_line: bool) -> bool:
    allowed = "" if one_line else "\n"
    for char in shown:
        if char in allowed:
            continue
        category = unicodedata.category(char)
        if category in {"Cc", "Cs", "Zl", "Zp"} or char in BIDI or char in HIDDEN.replace("\U000e007f", ""):
            return False
    return True


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0)])
def test_no_control_character_is_shown(code: int) -> None:
    for one_line in (True, False):
        shown = text.visible(f"a{chr(code)}b", one_line)
        assert harmless(shown, one_line)
        assert shown[0] == "a" and shown[-1] == "b" and len(shown) >= 3


def test_controls_are_shown_as_marks() -> None:
    assert text.visible("\x00\x1b[31m\x7f\x9b") == "␀␛[31m␡‹9B›"
    assert text.visible("\x1b]52;c;aGk=\x07") == "␛]52;c;aGk=␇"
    assert text.visible("a\u202egnp.exe") == "a‹RLO›gnp.exe"
    assert [text.visible(c) for c in "\u200e\u2066\u2069\u061c"] == ["‹LRM›", "‹LRI›", "‹PDI›", "‹ALM›"]


def test_line_breaks_are_one_mark_or_stay() -> None:
    mixed = "a\nb\r\nc\u2028d\u2029e\rf\tg"
    assert text.visible(mixed) == "a⏎b⏎c⏎d⏎e␍f g"
    assert text.visible(mixed, one_line=False) == "a\nb\nc\nd\ne␍f    g"


def test_what_cannot_be_seen_is_left_out() -> None:
    for char in HIDDEN:
        assert text.visible(f"pay{char}pal") == "paypal"
    assert text.visible("a\u3164b") == "a b"
    assert text.visible("pay\u200dpal") == "paypal"
    assert text.visible("\ufeffName") == "Name"


def test_what_cannot_be_written_becomes_a_replacement_character() -> None:
    for char in "\ud800\udfff\ufffe\uffff\ufdd0\U0010ffff\u0378":
        assert text.visible(f"a{char}b") == "a\ufffdb"


@pytest.mark.parametrize(
    "name",
    [
        "Halden GmbH", "Müller & Söhne", "日本語株式会社", "العربية", "می\u200cخواهم", "क्\u200dष", "हिन्दी",
        "ไทยพาณิชย์", "한국전자",
        "❤\ufe0f", "👨\u200d👩\u200d👧\u200d👦", "👨🏻\u200d❤\ufe0f\u200d💋\u200d👨🏼", "🇩🇪🇫🇷", "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "e\u0301a\u0300", "☝🏻",
        "葛\U000e0100城",
        "\xa0", "שָׁלוֹם", "",
    ],
)  # fmt: skip
def test_honest_text_stays_as_it_is(name: str) -> None:
    assert text.visible(name) == name


def test_a_flood_of_marks_is_cut() -> None:
    assert text.visible("Z" + "\u0301" * 1000 + "x") == "Z" + "\u0301" * 4 + "x"
    assert len(text.visible("क" + "\u0903\u0301" * 500)) == 5
    assert len(text.visible("é" + "\u0301\u200d" * 500)) <= 5
    assert len(text.visible("👍" + "\U0001f3fb" * 500)) == 2
    assert text.visible("a\U0001f3fb") == "a"
    assert "\u1ace\u1acf" * 3 not in text.visible("a" + "\u1ace\u1acf" * 50)


def test_a_chain_of_joiners_is_cut() -> None:
    assert text.visible("漢" + "\u200d漢" * 100) == "漢" * 101
    shown = text.visible("👩" + "\u200d👩" * 99)
    assert text.width(shown) >= 50


def test_a_mark_never_lands_on_the_neighbouring_cell() -> None:
    assert text.visible("\u0301abc") == "◌\u0301abc"
    assert text.visible("a\n\u0301", one_line=False) == "a\n◌\u0301"


@given(ANY | NASTY, st.booleans())
@example("a\u200d\ufe0f\u200d", True)
def test_shown_text_is_harmless_and_showing_it_again_changes_nothing(s: str, one_line: bool) -> None:
    shown = text.visible(s, one_line)
    assert harmless(shown, one_line)
    shown.encode()
    assert text.visible(shown, one_line) == shown
    assert not re.search("[\u0300-\u036f\u200d\u200c\ufe00-\ufe0f]{5}", shown)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_is_untouched(s: str) -> None:
    assert text.visible(s) is s
    assert text.clean(s) == s


@pytest.mark.skipif(not NAUGHTY.exists(), reason="shared data is not beside the repository")
def test_every_naughty_string_is_harmless() -> None:
    strings = json.loads((NAUGHTY / "blns" / "blns.json").read_text(encoding="utf-8"))
    strings += [p.read_bytes().decode() for p in (NAUGHTY / "unicode").iterdir()]
    strings += [(NAUGHTY / "terminal_escapes" / "escapes.txt").read_text().replace("<ESC>", "\x1b")]
    for s in strings:
        shown = text.visible(s)
        assert harmless(shown, True)
        assert text.visible(shown) == shown
        text.search_query(s)


def test_clean_drops_only_what_cannot_be_stored() -> None:
    assert text.clean("a\x00b\ud83dc\x1b\u202e\n") == "abc\x1b\u202e\n"


# ---- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("s", "cells"),
    [
        ("abc", 3), ("", 0), ("日本", 4), ("e\u0301", 1), ("👨\u200d👩\u200d👧", 2), ("❤", 1), ("❤\ufe0f", 2),
        ("🇩🇪", 2),
        ("👍🏽", 2), ("ｱｲ", 2), ("ＡＢ", 4), ("한국", 4), ("가", 2), ("1\ufe0f\u20e3", 2), ("…", 1), ("▲", 1),
    ],
)  # fmt: skip
def test_width_in_cells(s: str, cells: int) -> None:
    assert text.width(s) == cells


def test_width_is_what_the_screen_reckons_with_for_every_known_character() -> None:
    for code in [*range(0x20, 0x7F), *range(0xA0, 0x33FF), *range(0x1F000, 0x1FB00)]:
        char = chr(code)
        if unicodedata.category(char) not in {"Cn", "Zl", "Zp", "Cf"}:
            assert text.width(char) == cell_len(char), hex(code)


@pytest.mark.skipif(not NAUGHTY.exists(), reason="shared data is not beside the repository")
def test_width_of_every_emoji_is_what_the_screen_reckons_with() -> None:
    wrong = []
    for name in ("emoji-variation-sequences.txt", "emoji-zwj-sequences.txt"):
        for line in (NAUGHTY / "unicode" / name).read_text(encoding="utf-8").splitlines():
            codes = line.split("#")[0].split(";")[0].split()
            if codes and all(re.fullmatch("[0-9A-F]{4,6}", c) for c in codes):
                s = "".join(chr(int(c, 16)) for c in codes)
                wrong += [s] if text.width(s) != cell_len(s) else []
    assert wrong == []


@given(ANY | NASTY, st.integers(0, 30))
def test_clip_and_pad_keep_to_the_width(s: str, cells: int) -> None:
    shown = text.visible(s)
    assert text.width(text.clip(shown, cells)) <= cells
    assert text.width(text.pad(shown, cells)) == cells
    assert text.width(text.pad(shown, cells, align="right")) == cells
    if text.width(shown) <= cells and cells:
        assert text.clip(shown, cells) == shown


def test_clip_cuts_between_letters_and_says_so() -> None:
    assert text.clip("Halden GmbH", 7) == "Halden…"
    assert text.clip("Halden", 6) == "Halden"
    assert text.clip("日本語株式", 6) == "日本…"
    assert text.clip("日本語株式", 5) == "日本…"
    assert text.clip("e\u0301e\u0301e\u0301", 2) == "e\u0301…"
    assert text.clip("👨\u200d👩\u200d👧abc", 3) == "👨\u200d👩\u200d👧…"
    assert text.clip("🇩🇪🇫🇷", 3) == "🇩🇪…"
    assert text.clip("abc", 0) == "" and text.clip("abc", 1) == "…" and text.clip("abc", 2, "...") == "ab"
    assert text.pad("日本", 3) == "日…" and text.pad("a", 3) == "a  " and text.pad("a", 3, align="right") == "  a"


# ---- fold and name_key -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("s", "folded"),
    [
        ("Müller", "muller"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("  a \t b\n", "a b"),
        ("Ørsted", "orsted"),
        ("Łódź", "lodz"), ("İstanbul", "istanbul"), ("ＡＣＭＥ", "acme"), ("ﬁnance", "finance"),
        ("Ёлка", "елка"),
        ("が", "が"), ("か", "か"), ("ｶﾞ", "ガ"), ("한국", "한국"), ("a\u200bb\xadc", "abc"),
        ("Æther", "aether"), ("", ""),
        ("مُحَمَّد", "محمد"), ("O’Brien", "o'brien"),
    ],
)  # fmt: skip
def test_fold(s: str, folded: str) -> None:
    assert text.fold(s) == folded


@given(ANY | NASTY)
def test_folding_twice_changes_nothing(s: str) -> None:
    assert text.fold(text.fold(s)) == text.fold(s)
    text.name_key(s).encode()


def test_name_key_is_the_same_for_the_same_name() -> None:
    for same in ("O'Brien", "O’BRIEN", "o´brien", " Obrien "):
        assert text.name_key(same) == "obrien"
    assert text.name_key("Jean-Luc  Picard, Jr.") == "jean luc picard jr"
    assert text.name_key("हिन्दी") == text.fold("हिन्दी")
    assert text.name_key("!!!") == "!!!" and text.name_key("😀") == "😀" and text.name_key("") == ""


# ---- search, against the real index ----------------------------------------------------------------------------------


def hits(typed: str, *rows: str) -> list[str]:
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE idx USING fts5(body, tokenize='unicode61 remove_diacritics 2')")
        db.executemany(
            "INSERT INTO idx (rowid, body) VALUES (?, ?)", [(n, text.search_text(r)) for n, r in enumerate(rows)]
        )
        query = text.search_query(typed)
        if query is None:
            return []
        found = db.execute("SELECT rowid FROM idx WHERE idx MATCH ? ORDER BY rowid", (query,)).fetchall()
        return [rows[n] for (n,) in found]
    finally:
        db.close()


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("O'Brien", "Pat O'Brien"), ("obrien", "Pat O'Brien"), ("O’Br", "Pat O'Brien"),
        ("o'brien", "OBRIEN Ltd"),
        ("brien", "Pat O'Brien"), ("foo-bar", "foo-bar inc"), ("foobar", "foo-bar inc"), ("foo-bar", "foobar"),
        ("bar", "foo-bar"), ("foo-b", "foo-bar"), ("a@b.c", "mail a@b.com"), ("b.com", "mail a@b.com"),
        ('"quoted"', 'the "quoted" one'), ('he said "hi', 'he said "hi"'),
        ("AND", "and more"), ("a OR b", "a or b"), ("NEAR(x", "near x"), ("fo*", "foo"), ("col:val", "col val"),
        ("^start", "start"), ("a + b", "a b"), ("{x}", "x"), ("(ab", "abc"), ("not", "NOT me"),
        ("本語", "日本語株式会社"), ("日本語株式会社", "日本語株式会社"), ("株", "日本語株式会社"),
        ("abc株", "ABC株式会社"),
        ("カブ", "ｶﾌﾞｼｷ"), ("전자", "삼성전자"), ("พาณิชย์", "ไทยพาณิชย์"), ("हिन्दी", "हिन्दी भाषा"), ("हिन", "हिन्दी"),
        ("Muller", "Müller AG"), ("müll", "MULLER"), ("mueller", "Müller AG"), ("muel", "Müller"),
        ("strasse", "Hauptstr. Straße 5"), ("straße", "STRASSE"), ("orsted", "Ørsted A/S"), ("lodz", "Łódź"),
        ("at&t", "AT&T"), ("att", "AT&T"), ("ibm", "I.B.M. Corp"), ("t-mobile", "T-Mobile"), ("x", "xylophone"),
        ("acme  \t inc", "Acme Inc"), ("acme\x00inc", "acme inc"), ("\ud800acme", "acme"), ("𝔸cme", "Acme"),
        ("№5", "no5"),
        ("محمد", "مُحَمَّد"),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_was_meant(typed: str, row: str) -> None:
    assert hits(typed, "something else", row) == [row]


def test_every_word_must_be_found() -> None:
    assert hits("acme pat", "Acme Pat", "Acme", "Pat") == ["Acme Pat"]
    assert hits("語本", "日本語株式会社") == []


@pytest.mark.parametrize("typed", ["", " ", "'", '"', "-", "***", "😀", "()", "\x00", "\u0301", "\u200d", "&", "。"])
def test_without_a_word_there_is_no_query(typed: str) -> None:
    assert text.search_query(typed) is None


@pytest.mark.parametrize("unit", ["a", "a ", "本", '"', "o'b ", "a-", "* ", "x\x00", "NEAR( ", "é "])
def test_ten_thousand_characters_are_a_query_like_any_other(unit: str) -> None:
    hits((unit * 10_000)[:10_000], "a", "本")


@given(ANY | NASTY)
def test_no_text_makes_the_index_raise(s: str) -> None:
    hits(s, s)


@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0xFFFF), min_size=1, max_size=12))
def test_a_word_finds_itself(word: str) -> None:
    if text.search_query(word) is not None:
        assert hits(word, word) == [word]


@pytest.mark.skipif(not NAUGHTY.exists(), reason="shared data is not beside the repository")
def test_every_naughty_name_can_be_searched() -> None:
    with (NAUGHTY / "composed" / "markup_injection_contacts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for value in row.values():
                assert text.search_query(value) is None or hits(value, value) == [value]
