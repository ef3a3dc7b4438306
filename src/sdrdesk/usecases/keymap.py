"""The rep's own keys, as far as there is a file of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.files.paths import config_folder

if TYPE_CHECKING:
    from sdrdesk.files.keymap import KeyLine

NAME = "keys.toml"


class KeyFile(NamedTuple):
    """What stands in the file, and what cannot be read of it."""

    lines: list[KeyLine]
    faults: list[str]


def read_keymap() -> KeyFile | None:
    """The rep's own keys; None where there is no such file. Costs one look at the folder then."""
    path = config_folder() / NAME
    if not path.exists():
        return None
    from sdrdesk.files.keymap import load_keymap  # only where there is a file

    try:
        return KeyFile(*load_keymap(path))
    except DeskError as error:
        return KeyFile([], [str(error)])
