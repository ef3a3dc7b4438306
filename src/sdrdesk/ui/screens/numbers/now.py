"""Where the desk stands this moment, from what is counted already: the first figures of the screen."""

from sdrdesk.domain.money import say_money
from sdrdesk.ui.widgets.drawing import Piece
from sdrdesk.usecases.board import header
from sdrdesk.usecases.desk import Desk


def standing(desk: Desk) -> tuple[Piece, ...]:
    """The three columns in one line."""
    lead, prospect, customer = (header(desk, stage) for stage in ("lead", "prospect", "customer"))
    weighted = say_money(prospect.weighted, prospect.currency)
    booked = say_money(customer.booked, customer.currency)
    return (
        (" now  ", "dim"), (f"Lead {lead.cards:,}", ""), (f" {say_money(lead.value, lead.currency)}", "dim"),
        (f"  Prospect {prospect.cards:,}", ""), (f" {weighted} weighted", "dim"),
        (f"  Customer {customer.cards:,}", ""), (f" {booked} in a year", "dim"),
    )  # fmt: skip
