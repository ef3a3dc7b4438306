"""A TOML file of the rep's own, and complaints about it that name the file and the line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from sdrdesk.domain.errors import DeskError

from .toml_lines import Where, line_of

MOST_BYTES = 1_000_000


class OwnFile(NamedTuple):
    """A file as read."""

    name: str
    text: str
    table: dict[str, Any]

    def refuse(self, where: Where, what: str) -> NoReturn:
        """Raise DeskError: `icp.toml, line 4: must 1 …`."""
        line = line_of(self.text, where)
        place = f"{self.name}, line {line}" if line else self.name
        named = " ".join(str(step + 1) if isinstance(step, int) else step for step in where)
        raise DeskError(f"{place}: {f'{named} ' if named else ''}{what}")


def read_own(path: Path) -> OwnFile:
    """The file. Raises DeskError naming it, and the line where there is one, when it is no TOML."""
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
    text = text.replace("\r\n", "\n")
    try:
        return OwnFile(path.name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DeskError(f"{path.name} is not a TOML file: {error}") from None
    except RecursionError:
        raise DeskError(f"{path.name} is nested too deeply") from None
