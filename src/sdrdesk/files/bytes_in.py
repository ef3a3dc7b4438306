"""Opens a file somebody hands in, without trusting it: its kind, its encoding, its size and its fingerprint."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import re
import stat
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import is_blank

FALLBACK = "sdrdesk-cp1252"

_CHUNK = 1 << 20
_HEAD = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"PK\x03\x04", "a zip archive or a document of another program; save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save the sheet as .xlsx or CSV"),
    (b"SQLite format 3\x00", "a database"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "compressed; unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_BAD_BYTES = re.compile("[\udc80-\udcff]")


class Measured(NamedTuple):
    """A regular file that can be read as text: `size` in bytes, `sha256` as hex, `errors` for the decoder."""

    path: str
    name: str
    size: int
    sha256: str
    encoding: str
    errors: str


def measure(path: str | os.PathLike[str], encoding: str | None = None) -> Measured:
    """Read the whole file once, in pieces; DeskError when it is missing, no regular file, empty or not text."""
    name = _name(path)
    if encoding and not _is_encoding(encoding):
        raise DeskError(f"{name}: {encoding} is no encoding this desk knows; try utf-8 or cp1252.")
    with open_bytes(path) as raw:
        size = os.fstat(raw.fileno()).st_size
        try:
            head = _read(raw, _HEAD)
            guess = encoding or _encoding_of(head, name)
            sha256, good, bad = _fingerprint(raw, head, count=guess == "utf-8")
        except OSError as trouble:
            raise DeskError(f"{name} cannot be read: {trouble.strerror}.") from trouble
    if bad > good:
        guess = "cp1252"
    errors = FALLBACK if guess in ("utf-8", "utf-8-sig", "cp1252") else "replace"
    return Measured(os.fspath(path), name, size, sha256, guess, errors)


def fingerprint(path: str | os.PathLike[str]) -> tuple[str, int, str, bytes]:
    """Name, size in bytes, sha256 as hex and first bytes of a file that is no text. Raises DeskError as `measure`."""
    name = _name(path)
    with open_bytes(path) as raw:
        try:
            size = os.fstat(raw.fileno()).st_size
            head = _read(raw, _HEAD)
            return name, size, _fingerprint(raw, head, count=False)[0], head
        except OSError as trouble:
            raise DeskError(f"{name} cannot be read: {trouble.strerror}.") from trouble


def open_text(measured: Measured) -> tuple[io.FileIO, io.TextIOWrapper]:
    """The raw file (its position tells progress) and its text, line ends as they are."""
    raw = open_bytes(measured.path)
    buffered = io.BufferedReader(raw, _HEAD)
    return raw, io.TextIOWrapper(buffered, encoding=measured.encoding, errors=measured.errors, newline="")


def open_bytes(path: str | os.PathLike[str]) -> io.FileIO:
    """The file, unbuffered; never waits for a pipe's other end. DeskError for whatever is no readable regular file."""
    name = _name(path)
    if is_blank(str(os.fspath(path))):
        raise DeskError("Name a file; an empty name is none.")
    if os.path.exists(f"{os.fspath(path)}-wal"):  # to open and close a desk that is in use takes its locks away
        raise DeskError(f"{name} is a database in use, no list of people; sdrdesk export writes one.")
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise DeskError(f"{name} is not there; check the path.") from None
    except IsADirectoryError:
        raise DeskError(f"{name} is a folder; name a file in it.") from None
    except (OSError, ValueError) as trouble:
        raise DeskError(f"{name} cannot be opened: {getattr(trouble, 'strerror', None) or trouble}.") from trouble
    kind = os.fstat(number).st_mode
    if not stat.S_ISREG(kind):
        os.close(number)
        what = "a folder; name a file in it" if stat.S_ISDIR(kind) else "a pipe or device, not a file"
        raise DeskError(f"{name} is {what}.")
    return io.FileIO(number, "rb")


def _is_encoding(name: str) -> bool:
    try:
        return "x".encode(name, "replace") is not None
    except (LookupError, ValueError):
        return False


def _name(path: str | os.PathLike[str]) -> str:
    text = os.fspath(path)
    return os.path.basename(text.rstrip("/")) or text


def _read(raw: io.FileIO, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size and (piece := raw.read(size - len(pieces))):
        pieces += piece
    return bytes(pieces)


def _encoding_of(head: bytes, name: str) -> str:
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n") and len(head) < _HEAD:
        raise DeskError(f"{name} is empty.")
    for magic, what in _OTHER_KINDS:
        if head.startswith(magic):
            raise DeskError(f"{name} is {what}.")
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if wide := _wide_without_bom(head):
        return wide
    nuls = head.count(0)
    controls = len(head) - len(head.translate(None, _CONTROLS)) - nuls
    if nuls > max(8, len(head) // 10) or controls > max(64, len(head) // 20):
        raise DeskError(f"{name} is not a text file.")
    return "utf-8"


def _wide_without_bom(head: bytes) -> str | None:
    """UTF-16 gives itself away by NULs in every other place only: throughout, or all along a plain header."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = max(even, odd)
    along_header = max(head[:32:2].count(0), head[1:32:2].count(0)) >= 12
    if (most * 8 < len(head) and not along_header) or most < 2 or min(even, odd) > most // 4:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None
    return encoding if "\x00" not in text else None


def _fingerprint(raw: io.FileIO, head: bytes, count: bool) -> tuple[str, int, int]:
    """The hash, and how many letters beyond ASCII are good UTF-8 and how many bytes are not."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good, bad = 0, 0
    chunk = head
    while chunk:
        digest.update(chunk)
        following = raw.read(_CHUNK) or b""
        if count and not (chunk.isascii() and not decoder.getstate()[0]):
            text = decoder.decode(chunk, final=not following)
            wrong = 0 if _is_sound(text) else len(_BAD_BYTES.findall(text))
            bad += wrong
            good += len(text) - len(text.encode("ascii", "ignore")) - wrong
        chunk = following
    return digest.hexdigest(), good, bad


def _is_sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that do not fit the encoding, read as Windows wrote them; the few it left open as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    text = "".join(_WESTERN.get(byte, chr(byte)) for byte in wrong)
    return text, error.end


_WESTERN = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}
codecs.register_error(FALLBACK, _as_western)
