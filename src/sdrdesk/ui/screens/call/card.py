"""The dial card as lines: who, the number large, what was said, what is open."""

from datetime import date, datetime

from sdrdesk.domain.when import say_day
from sdrdesk.ui.safe_text import cut, paragraphs, plain, wrap
from sdrdesk.ui.widgets.drawing import Piece, TextLine, line
from sdrdesk.usecases.pages import DialCard, Person, Point

from .digits import large

_SCRIPT = 2  # lines of what the cadence says
_SIDE = 22  # cells kept beside the number for the next step


def draw_card(card: DialCard, number: Point | None, clock: str, width: int, height: int) -> list[TextLine]:
    """The card in at most `height` lines (0: all there are), the most wanted kept: who and number, then the rest.

    `clock` is their local time in words, or nothing.
    """
    lines = [_who(card, clock), *_blocked(card), *_number(card, number, width), *_others(card)]
    rest = [*_script(card, width), *_open(card), *_words(card)]
    room = len(rest) if not height else max(height - len(lines), 0)
    return [*lines, *rest[:room]]


def _who(card: DialCard, clock: str) -> TextLine:
    person = card.person
    if person is None:
        return TextLine(((" no person yet", "dim"),), ((clock, ""),))
    about = " · ".join(filter(None, (person.title, person.role)))
    return TextLine(((" ", ""), (person.name, "title"), (f" · {about}" if about else "", "dim")), ((clock, ""),))


def _blocked(card: DialCard) -> list[TextLine]:
    if not card.do_not_contact:
        return []
    return [TextLine(((" DO NOT CONTACT: they asked us to stop. Log only a call that they made.", "bad"),))]


def _number(card: DialCard, number: Point | None, width: int) -> list[TextLine]:
    if card.do_not_contact:
        return []
    if number is None:
        return [TextLine(((" no number: w with a new one, or e on the account's page", "warn"),))]
    shown = _shown(number)
    drawn = large(shown, width - 2 - _SIDE)
    if len(drawn) == 1:
        drawn = large(shown, width - 2)
    room = max(width - max(len(row) for row in drawn) - 4, 0)
    if len(drawn) == 1:
        return [TextLine(((" ", ""), (drawn[0], "title"), (f"  {_typed(number)}", "dim")))]
    facts = (f"next: {card.next}" if card.next else "", _typed(number), _label(card, number))
    return [
        TextLine(((" ", ""), (row, "title")), ((f"{cut(plain(fact), room)} ", "dim"),))
        for row, fact in zip(drawn, facts, strict=True)
    ]


def _shown(number: Point) -> str:
    """The number with its country; in the groups it was typed in when it was typed so."""
    digits = "".join(letter for letter in number.typed if letter.isascii() and letter.isdigit())
    if number.key is None or (number.typed.strip().startswith("+") and f"+{digits}" == number.key):
        return number.typed
    return number.key


def _typed(number: Point) -> str:
    extension = f" ext {number.extension}" if number.extension else ""
    return f"{number.typed}{extension}"


def _label(card: DialCard, number: Point) -> str:
    phones = [point for point in card.person.points if point.kind == "phone"] if card.person else []
    more = f", {len(phones)} numbers: Tab" if sum(not point.dead for point in phones) > 1 else ""
    return f"{number.label}{more}"


def _others(card: DialCard) -> list[TextLine]:
    if len(card.people) < 2:
        return []
    pieces: list[Piece] = [(" ", "")]
    for place, person in enumerate(card.people[:9], 1):
        pieces += [(str(place), "key"), (f" {_short(person)}  ", "title" if person == card.person else "dim")]
    return [TextLine(tuple(pieces))]


def _short(person: Person) -> str:
    about = person.role or person.title
    stop = " (do not contact)" if person.do_not_contact else "" if person.phone else " (no number)"
    return f"{person.name}{f', {about}' if about else ''}{stop}"


def _script(card: DialCard, width: int) -> list[TextLine]:
    """What the cadence says on the phone, in short."""
    if not card.script or card.do_not_contact:
        return []
    said = [part for whole in paragraphs(card.script) for part in wrap(whole, max(width - 6, 10)) if part]
    if len(said) > _SCRIPT:
        said[_SCRIPT - 1] = cut(f"{said[_SCRIPT - 1]} {said[_SCRIPT]}", max(width - 6, 10))
    leads = (" say  ", *("      " for _ in said))
    return [TextLine(((lead, "dim"), (part, ""))) for lead, part in zip(leads, said[:_SCRIPT], strict=False)]


def _open(card: DialCard) -> list[TextLine]:
    gaps = " · ".join(card.gaps) if card.gaps else "none"
    made = [TextLine(((" gaps ", "dim"), (gaps, "warn" if card.gaps else "good")))]
    for one in card.objections:
        concern = f" → {one.concern or one.underlying}" if one.concern or one.underlying else ""
        made.append(
            TextLine(
                ((" ! ", "warn"), (f"{one.category} ", "warn"), (f"“{one.words}”", "quote"), (concern, "")),
                ((f"{one.status} ", "dim"),),
            )
        )
    return made


def _words(card: DialCard) -> list[TextLine]:
    return [TextLine(((" said ", "dim"), (f"“{words}”", "quote"))) for words in reversed(card.last_words)] or [
        line(" nothing said yet", "dim")
    ]


def their_time(card: DialCard, now: datetime, today: date) -> str:
    """Their wall clock, when it is known where they are: `their time 16:04`, with the day when it is another."""
    zone = card.person.zone if card.person and card.person.zone else None
    if zone is None:
        from sdrdesk.domain.reach import zone_of_phone  # the table of numbers is large: only when a card asks

        zone = zone_of_phone(card.number.key) if card.number else None
    if zone is None:
        return ""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # see above

    try:
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    day = f"{say_day(there.date(), today)} " if there.date() != today else ""
    return f"their time {day}{there:%H:%M} "
