"""A phone number large enough to be read while dialling on another phone."""

from sdrdesk.ui.theme import wants_ascii

_SHAPES = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    "+": (" ▄ ", "▀█▀", "   "),
    " ": ("", "", ""),
}
HEIGHT = 3
_KEPT = "+0123456789 "


def grouped(number: str) -> str:
    """A number with its digits in groups, so that the eye does not lose its place; as typed when it has groups."""
    shown = " ".join("".join(letter if letter in _KEPT else " " for letter in number).split())
    if " " in shown or len(shown) < 7:
        return shown
    head, digits = (shown[:3], shown[3:]) if shown.startswith("+") else ("", shown)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    if len(parts) > 1 and len(parts[-1]) == 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    return " ".join([head, *parts] if head else parts)


def large(number: str, width: int) -> list[str]:
    """The number in three lines of blocks when `width` cells have room, else in one line of spaced digits."""
    shown = grouped(number)
    rows = ["", "", ""]
    for letter in shown:
        for row, part in enumerate(_SHAPES[letter]):
            rows[row] += f"{part} " if part else "  " if letter == " " else ""
    if shown and len(rows[0]) <= width and not wants_ascii():
        return [row.rstrip() for row in rows]
    spaced = " ".join(shown).replace("   ", "  ")
    return [spaced if len(spaced) <= width else shown]
