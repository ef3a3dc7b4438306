"""Text brought to one form, so that what is typed finds what was meant: no accents, no case, words and CJK signs."""

from __future__ import annotations

import re
import unicodedata

# Accents and points that people leave out when they type. Voicing marks of kana and Indic vowel signs are letters.
_ACCENTS = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_UNSEEN = "[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e0fff]"
_CONTROLS = "[\x00-\x1f\x7f-\x9f]+"
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)
_APOSTROPHES = "'`"
_SAME_APOSTROPHE = str.maketrans(dict.fromkeys("’‘ʼ´′", "'"))
# Scripts written without blanks between words, and Hangul, whose words carry endings: every sign is a word.
_UNSPACED = (
    "([\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff])"
)
_ASCII_APOSTROPHES = f"[{_APOSTROPHES}]+"
_ASCII_GAPS = "[^a-z0-9]+"
_INSIDE = rf"[{_APOSTROPHES}.&\-‐‑]+"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
_UMLAUT_LETTERS = frozenset("äöüÄÖÜ")
TYPED_LIMIT = 400
WORD_LIMIT = 24


def fold(s: str) -> str:
    """Lower case without accents, compatibility forms resolved, blanks collapsed: Müller, MULLER -> muller."""
    if s.isascii():
        return " ".join((s if s.isprintable() else re.sub(_CONTROLS, " ", s)).lower().split())
    once = _fold_once(s)
    return once if once.isascii() else _fold_once(once)


def _fold_once(s: str) -> str:
    bare = re.sub(_UNSEEN, "", re.sub(_CONTROLS, " ", s)).translate(_SAME_APOSTROPHE)
    bare = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", bare)).casefold()
    bare = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", bare)).translate(_PLAIN_LETTERS)
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def name_key(s: str) -> str:
    """A name for sorting and comparing: folded, apostrophes dropped, other punctuation a blank; O'Brien -> obrien.

    A name of signs alone keeps them, so that no two such names become one.
    """
    folded = fold(s)
    if folded.isascii():
        return re.sub(_ASCII_GAPS, " ", re.sub(_ASCII_APOSTROPHES, "", folded)).strip() or folded
    key = "".join(c if _is_word(c) or unicodedata.category(c)[0] == "M" else _gap(c) for c in folded)
    return " ".join(key.split()) or folded


def _gap(char: str) -> str:
    return "" if char in _APOSTROPHES else " "


def _is_word(char: str) -> bool:
    """Whether the full-text tokenizer takes the character as part of a word: letters, numbers, private use."""
    return char.isalnum() or unicodedata.category(char) in {"Co", "Nl", "No"}


def search_text(*parts: str | None) -> str:
    """What to put in the full-text index for these texts: folded, every CJK sign a word of its own.

    Words with an inner apostrophe, hyphen, dot or ampersand are also there in one piece (O'Brien, obrien), and
    words with an umlaut in their long spelling (Müller, muller, mueller).
    """
    told: list[str] = []
    for part in parts:
        if part and (folded := fold(part)):
            told.append(_spaced(folded))
            told.extend(_other_spellings(part))
    return " ".join(" ".join(told).split())


def _spaced(folded: str) -> str:
    return folded if folded.isascii() else re.sub(_UNSPACED, r" \1 ", folded)


def _other_spellings(part: str) -> list[str]:
    spelled: dict[str, None] = {}
    if not part.isascii():
        part = unicodedata.normalize("NFC", part).translate(_SAME_APOSTROPHE)
    elif part.isalnum():
        return []
    for word in part.split():
        if word.isascii() and (word.isalnum() or "@" in word or "/" in word):
            continue
        if not _UMLAUT_LETTERS.isdisjoint(word):
            spelled[fold(word.translate(_UMLAUTS))] = None
        if re.search(_INSIDE, word) and (joined := _joined(fold(word))):
            spelled[joined] = None
    return list(spelled)


def _joined(word: str) -> str | None:
    """A folded word without its inner signs, or None when there is nothing to join or it is an address."""
    if "@" in word or "/" in word:
        return None
    whole = re.sub(_INSIDE, "", word)
    ends = word.strip("".join(c for c in word if not _is_word(c)))
    if whole == word or ends == whole or not whole:
        return None
    return whole


def search_query(typed: str) -> str | None:
    """A full-text MATCH that every typed word begins a word of the text, or None when no word was typed.

    Never raises and needs no escaping: everything typed stands inside quotes. Only the first 24 words of the
    first 400 characters count; what is cut off can only widen the search.
    """
    words = [w for w in fold(typed[:TYPED_LIMIT]).split() if any(map(_is_word, w))]
    return " AND ".join(map(_term, words[:WORD_LIMIT])) or None


def phrase_query(typed: str) -> str | None:
    """As `search_query`, of the words in this order one after the other; the last may go on."""
    words = [w for w in fold(typed[:TYPED_LIMIT].replace('"', " ")).split() if any(map(_is_word, w))]
    return _quoted(" ".join(words[:WORD_LIMIT])) if words else None


def _term(word: str) -> str:
    plain = _quoted(word)
    joined = _joined(word)
    return f"({plain} OR {_quoted(joined)})" if joined else plain


def _quoted(word: str) -> str:
    spaced = " ".join(_spaced(word).split())
    return '"' + spaced.replace('"', '""') + '"*'
