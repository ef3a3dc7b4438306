"""Which bytes the desk may send to a terminal; everything else came out of somebody's data."""

import re
from collections.abc import Iterable

# What Textual itself sends: colours, cursor, screen and mouse modes, its two queries, the pointer's shape.
OWN = (
    rb"\x1b\[[0-9;]*[mH]",
    rb"\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]",
    rb"\x1b\[\?(?:2026|2048)\$p",
    rb"\x1b\[(?:>[0-9]+|<)u",
    rb"\x1b\]22;[a-z-]*\x07",
)
FOREIGN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"  # C0 but tab and line ends
    rb"|\xc2[\x80-\x9f]"  # C1
    rb"|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xd8\x9c"  # bidirectional controls
)
COPY = rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # the clipboard, when the rep asked for a copy


def strays(raw: bytes, allow: Iterable[bytes] = ()) -> list[bytes]:
    """The control bytes that are not the desk's own, each with the 24 bytes that follow it; none when all is well.

    `allow` holds further patterns that this test expects, such as COPY.
    """
    known = re.compile(b"|".join((*OWN, *allow)))
    rest = known.sub(b"", raw)
    return [rest[match.start() : match.start() + 24] for match in FOREIGN.finditer(rest)]
