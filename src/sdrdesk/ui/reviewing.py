"""The page of a review, written from wherever it was asked for."""

from datetime import date

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import review_page
from sdrdesk.usecases.desk import Desk

from .session import Session, attempt


def write_page(session: Session, desk: Desk, since: date | None = None) -> None:
    """Write the page, and say where it is."""
    outcome = attempt(review_page.save, desk, since)
    if outcome.value is not None:
        session.say(f"The review is kept in {outcome.value.file}")
    else:
        session.refuse(outcome.refusal or DeskError("The review was not written."))
