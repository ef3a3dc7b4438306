"""The file of the mail after a talk: the rep's own followup.toml in place of the shipped one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.template import FIELDS, blanks

NAME = "followup.toml"
SHIPPED = Path(__file__).parent / NAME


class FollowUp(NamedTuple):
    """Subject and text with their blanks; `trouble` says why the rep's own file is not used."""

    subject: str
    text: str
    trouble: str = ""


def read_followup(path: Path) -> FollowUp:
    """The rep's own where there is a file, else the shipped one; a broken one is told."""
    shipped = _made(tomllib.loads(SHIPPED.read_text(encoding="utf-8")), FollowUp("", ""))
    if not path.exists():
        return shipped
    try:
        return _own(path, shipped)
    except DeskError as error:
        return shipped._replace(trouble=f"{error}; the built-in text is used.")


def _own(path: Path, shipped: FollowUp) -> FollowUp:
    from .own_toml import read_own  # only where there is a file

    if not path.is_file():
        raise DeskError(f"{path.name} is not a file")
    own = read_own(path)
    for name, value in own.table.items():
        if name not in ("subject", "text"):
            own.refuse((name,), "is not known; there are subject, text")
        if not isinstance(value, str):
            own.refuse((name,), "must be words in quotes")
        unknown = [blank for blank in blanks(value) if blank not in FIELDS]
        if unknown:
            own.refuse((name,), f"has the blank {{{unknown[0]}}}, which is none; there are {', '.join(FIELDS)}")
    return _made(own.table, shipped)


def _made(table: dict[str, str], plain: FollowUp) -> FollowUp:
    return FollowUp(table.get("subject", plain.subject), table.get("text", plain.text).strip())
