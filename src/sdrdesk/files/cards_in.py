"""Reads address cards (vCard 2.1, 3.0, 4.0) as a table, a card a row: as phones and mail programs really write them."""

from __future__ import annotations

import io
import quopri
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Mapping, Record

from .bytes_in import Measured, open_text

COLUMNS = (
    ("Full name", "full_name"), ("First name", "first_name"), ("Last name", "last_name"), ("Email", "email"),
    ("Other email", "email_other"), ("Phone", "phone"), ("Mobile", "phone_mobile"), ("Other phone", "phone_other"),
    ("Fax", "phone_other"), ("Company", "company"), ("Department", "department"), ("Title", "title"),
    ("Website", "website"), ("LinkedIn", "linkedin_url"), ("Street", "street"), ("City", "city"), ("State", "state"),
    ("Postal code", "postal_code"), ("Country", "country"), ("Tags", "tags"), ("Notes", "notes"),
    ("Further website", None), ("Nickname", None), ("Birthday", None), ("UID", "external_id"),
)  # fmt: skip
_PLACE = {header: place for place, (header, _) in enumerate(COLUMNS)}
_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_LONGEST_LINE = 1_000_000
_MOST_CHARACTERS = 8_000_000
"""So much of one card is read (a picture has a few hundred thousand); a longer one is refused."""
_SAMPLE = 200
_PLAIN = {"FN": "Full name", "TITLE": "Title", "NICKNAME": "Nickname", "BDAY": "Birthday", "UID": "UID"}
_ADDRESS = ("", "", "Street", "City", "State", "Postal code", "Country")
_UNESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEVERAL = " ::: "


class _Property(NamedTuple):
    name: str
    types: frozenset[str]
    value: str


class Cards:
    """The cards of a file, opened by `open_list`; see `opened.Opened`."""

    delimiter = "a card each"
    header_line = 1

    def __init__(self, measured: Measured) -> None:
        self.path, self.name = measured.path, measured.name
        self.size, self.sha256, self.encoding = measured.size, measured.sha256, measured.encoding
        self.header = [header for header, _ in COLUMNS]
        self.preamble: list[str] = []
        self._measured = measured
        self._raw: io.FileIO | None = None
        self.sample = [cells for _, cells, _ in islice(self.records(), _SAMPLE)]

    @property
    def progress(self) -> float:
        """How much of the file the latest reading has taken in, 0 to 1."""
        if self._raw is None or self._raw.closed or not self.size:
            return 1.0
        return min(1.0, self._raw.tell() / self.size)

    def mapping(self) -> Mapping:
        """What the columns mean: cards say it themselves."""
        return Mapping(self.name, COLUMNS, "people", "vcard")

    def records(self) -> Iterator[Record]:
        """A row for each card; one that does not end, or is too long, says so."""
        self._raw, text = open_text(self._measured)
        try:
            with text:
                yield from _cards(text)
        except OSError as trouble:
            raise DeskError(f"{self.name} cannot be read any further: {trouble.strerror}.") from trouble


def _cards(text: io.TextIOWrapper) -> Iterator[Record]:
    started, lines, number, characters = 0, list[str](), 0, 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        bare = line.strip("\ufeff \t\r\n").upper()
        if bare == _BEGIN or (bare == _END and started):
            if started:
                yield _record(started, lines, bare == _END, characters > _MOST_CHARACTERS)
            started, lines, characters = number if bare == _BEGIN else 0, [], 0
        elif started:
            characters += len(line)
            if characters <= _MOST_CHARACTERS:
                lines.append(line.replace("\0", ""))
    if started:
        yield _record(started, lines, False, characters > _MOST_CHARACTERS)


def _record(line: int, lines: list[str], ended: bool, too_long: bool) -> Record:
    cells = [""] * len(COLUMNS)
    told: dict[str, list[str]] = {}
    for one in _properties(lines):
        _take(told, one)
    for header, texts in told.items():
        between = ", " if header in ("Street", "Tags", "Department") else "\n" if header == "Notes" else _SEVERAL
        cells[_PLACE[header]] = between.join(dict.fromkeys(texts))
    why = None if ended else f"the card that begins on line {line} does not end"
    if too_long:
        why = f"the card that begins on line {line} is longer than {_MOST_CHARACTERS:,} characters"
    return line, cells, why


def _properties(lines: list[str]) -> Iterator[_Property]:
    """Lines with what was folded put together again; those that hold pictures, sounds and keys are left out."""
    place = 0
    while place < len(lines):
        line = lines[place].rstrip("\r\n")
        place += 1
        head = _head_of(line).upper()
        printable = "QUOTED-PRINTABLE" in head
        pieces = [line]
        while place < len(lines):
            following = lines[place].rstrip("\r\n")
            if printable and pieces[-1].endswith("="):
                pieces[-1] = pieces[-1][:-1]
                pieces.append(following.lstrip(" \t") if following[:1] in " \t" else following)
            elif following[:1] in (" ", "\t"):
                pieces.append(following[1:])
            else:
                break
            place += 1
        found = _property("".join(pieces), printable)
        if found is not None:
            yield found


def _head_of(line: str) -> str:
    """What stands before the value: up to the first colon outside quotes."""
    quoted = False
    for place, sign in enumerate(line[:2000]):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:place]
    return ""


def _property(line: str, printable: bool) -> _Property | None:
    head = _head_of(line)
    if not head:
        return None
    name, *params = head.split(";")
    name = name.rpartition(".")[2].strip().upper()
    types, charset, value = set(), "utf-8", line[len(head) + 1 :]
    for param in params:
        key, sign, told = param.partition("=")
        key = key.strip().upper()
        if key in ("TYPE", "ENCODING") or not sign:
            types.update((told if sign else key).strip('"').upper().split(","))
        elif key == "CHARSET":
            charset = told.strip('" ')
    if types & {"B", "BASE64"} or name in ("PHOTO", "LOGO", "SOUND", "KEY"):
        return None
    if printable:
        value = _decoded(quopri.decodestring(value.encode("utf-8", "replace")), charset)
    return _Property(name, frozenset(types), value)


def _decoded(data: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _take(told: dict[str, list[str]], one: _Property) -> None:
    """Put what a line says under the column it belongs to."""

    def say(header: str, text: str) -> None:
        if text := text.strip():
            told.setdefault(header, []).append(text)

    value = one.value
    match one.name:
        case "N":
            parts = _parts(value)
            say("Last name", parts[0])
            say("First name", parts[1] if len(parts) > 1 else "")
        case "EMAIL":
            say("Other email" if "Email" in told else "Email", _plain(value).removeprefix("mailto:"))
        case "TEL":
            say(_kind_of(one.types, told), _number(_plain(value)))
        case "ORG":
            company, *units = _parts(value)
            if "Company" not in told:
                say("Company", company)
                for unit in units:
                    say("Department", unit)
        case "URL":
            further = "Further website" if "Website" in told else "Website"
            say("LinkedIn" if "linkedin.com/in" in value.casefold() else further, _plain(value))
        case "ADR" if not told.keys() & {"Street", "City", "Country"}:
            for header, part in zip(_ADDRESS, _parts(value), strict=False):
                if header:
                    say(header, " ".join(part.split("\n")))
        case "CATEGORIES":
            for label in value.split(","):
                if _plain(label).replace(" ", "").casefold() != "mycontacts":
                    say("Tags", _plain(label))
        case "NOTE":
            say("Notes", _plain(value))
        case name if name in _PLAIN and _PLAIN[name] not in told:
            say(_PLAIN[name], _plain(value))
        case "X-SOCIALPROFILE" if "linkedin.com/in" in value.casefold():
            say("LinkedIn", _plain(value))


def _kind_of(types: frozenset[str], told: dict[str, list[str]]) -> str:
    if types & {"FAX", "PAGER"}:
        return "Fax"
    if types & {"CELL", "IPHONE"}:
        return "Other phone" if "Mobile" in told else "Mobile"
    return "Other phone" if "Phone" in told or "HOME" in types else "Phone"


def _number(value: str) -> str:
    """`tel:+1-418-656-9254;ext=102` as people write it."""
    number, _, extension = value.removeprefix("tel:").partition(";ext=")
    return f"{number} x{extension}" if extension else number.partition(";")[0]


def _parts(value: str) -> list[str]:
    """The parts between semicolons that are not escaped."""
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    return _UNESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
