"""Playbook files: the shipped ones, and the rep's own, which take the place of a shipped one with the same id."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.domain.playbook import Playbook
from sdrdesk.domain.playbook_faults import faults

from .playbook_table import playbook_of
from .toml_lines import Where, line_of

SHIPPED = Path(__file__).parent / "playbooks"
FOLDER = "playbooks"
"""The folder of the rep's own, in their config folder."""
MOST_BYTES = 1_000_000


class Reading(NamedTuple):
    """A playbook as found; `trouble` says why the rep's own file was not used, and is empty when all is well."""

    playbook: Playbook
    own: bool
    trouble: str


class Listed(NamedTuple):
    """A playbook to choose from."""

    id: str
    name: str
    summary: str
    own: bool
    trouble: str


class _Own(NamedTuple):
    """A file of the rep's own as far as it could be read."""

    id: str
    path: Path
    text: str
    table: dict[str, Any]
    trouble: str


def load(id_: str, user_dir: Path | None = None) -> Playbook:
    """The playbook of that id, the rep's own first. Raises NotFound when there is none, DeskError when it is broken."""
    return read_playbook(id_, user_dir).playbook


def read_playbook(id_: str, user_dir: Path | None = None) -> Reading:
    """The playbook of that id with what was wrong on the way; a broken file of the rep's own gives the built-in one.

    Raises NotFound when there is none of that id, DeskError when the only one is broken.
    """
    return _read(id_, _own_files(user_dir), ())


def list_playbooks(user_dir: Path | None = None) -> tuple[Listed, ...]:
    """Every playbook, shipped ones first, then by id; a broken one without a built-in to use has its trouble told."""
    own = _own_files(user_dir)
    ids = [path.stem for path in sorted(SHIPPED.glob("*.toml"))]
    ids += sorted({one.id for one in own} - set(ids))
    return tuple(_listed(id_, own) for id_ in ids)


def _listed(id_: str, own: list[_Own]) -> Listed:
    try:
        reading = _read(id_, own, ())
    except DeskError as error:
        return Listed(id_, id_, "", True, str(error))
    book = reading.playbook
    return Listed(book.id, book.name, book.summary, reading.own, reading.trouble)


def _read(id_: str, own: list[_Own], within: tuple[str, ...]) -> Reading:
    """`within` are the playbooks that are being read around this one, so that no file waits for itself."""
    mine = next((one for one in own if one.id == id_), None)
    shipped = _shipped_path(id_)
    if mine is None or id_ in within:
        if shipped is None:
            ids = ", ".join(path.stem for path in sorted(SHIPPED.glob("*.toml")))
            raise NotFound(f"There is no playbook {id_!r}; built in are {ids}.")
        return Reading(_shipped(id_), False, "")
    try:
        return Reading(_checked(mine, own, (*within, id_)), True, "")
    except DeskError as error:
        if shipped is None:
            raise DeskError(f"{error}.") from None
        return Reading(_shipped(id_), False, f"{error}; the built-in {id_} is used.")


def _shipped_path(id_: str) -> Path | None:
    return next((path for path in SHIPPED.glob("*.toml") if path.stem == id_), None)


@cache
def _shipped(id_: str) -> Playbook:
    """A built-in playbook, read without validation: a test has seen to it."""
    text = (SHIPPED / f"{id_}.toml").read_text(encoding="utf-8")
    return playbook_of(tomllib.loads(text), _shipped)


def _own_files(user_dir: Path | None) -> list[_Own]:
    """The rep's own files by name; the first of an id counts."""
    try:
        paths = sorted(user_dir.glob("*.toml")) if user_dir and user_dir.is_dir() else []
    except OSError:
        return []
    return [_own_file(path) for path in paths]


def _own_file(path: Path) -> _Own:
    try:
        text = _text_of(path)
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _Own(path.stem, path, "", {}, f"{path.name} is not a TOML file: {error}")
    except RecursionError:
        return _Own(path.stem, path, "", {}, f"{path.name} is nested too deeply")
    except DeskError as error:
        return _Own(path.stem, path, "", {}, str(error))
    id_ = table.get("id")
    return _Own(id_ if isinstance(id_, str) and id_ else path.stem, path, text, table, "")


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise DeskError(f"{path.name} is not a file")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise DeskError(f"{path.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DeskError(f"{path.name}, line {line}: not UTF-8") from None
    if len(data) > MOST_BYTES:
        raise DeskError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB")
    return text.replace("\r\n", "\n")


def _checked(mine: _Own, own: list[_Own], within: tuple[str, ...]) -> Playbook:
    """The rep's own playbook. Raises DeskError with file, line and what is wrong, without a full stop."""
    from .playbook_shape import shape_faults  # pydantic takes long to load and is needed for own files only

    if mine.trouble:
        raise DeskError(mine.trouble)
    wrong = shape_faults(mine.table)
    if wrong:
        raise DeskError(_complaint(mine, wrong))
    try:
        playbook = playbook_of(mine.table, lambda id_: _read(id_, own, within).playbook)
    except DeskError as error:
        raise DeskError(_complaint(mine, [(("include",), str(error).rstrip("."))])) from None
    unusable = [(fault.where, fault.what) for fault in faults(playbook)]
    if unusable:
        raise DeskError(_complaint(mine, unusable))
    return playbook


def _complaint(mine: _Own, wrong: list[tuple[Where, str]]) -> str:
    where, what = wrong[0]
    line = line_of(mine.text, where) or 1  # what is missing altogether belongs at the head
    place = f"{mine.path.name}, line {line}"
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return f"{place}: {_named(mine.table, where)} {what}{more}"


def _named(table: Any, where: Where) -> str:
    """The path in words, by id where there is one: `section need question n1 options`."""
    words: list[str] = []
    for step in where:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            table = None
        if isinstance(step, str):
            words.append(step)
        elif isinstance(table, dict) and isinstance(table.get("id"), str):
            words.append(table["id"])
        else:
            words.append(str(step + 1))
    return " ".join(words)
