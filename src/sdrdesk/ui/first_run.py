"""The first run: four things are asked once, and the desk goes on with defaults when they are not answered."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from sdrdesk.usecases.desk import change_settings

if TYPE_CHECKING:
    from .app import DeskApp


async def ask_first(app: "DeskApp") -> None:
    """Ask currency, region, hours and goals; Esc goes on with the defaults. Either way it is asked once."""
    from .settable import SETTINGS, understood, value_of
    from .widgets.form import Field, Form

    session = app.session
    settings = session.desk.settings
    if settings.first_run_done:
        return
    fields = tuple(
        Field(one.key, one.label, value_of(settings, one.key), one.hint, partial(understood, settings, one.key))
        for one in SETTINGS
        if one.asked_first
    )

    def save(answers: Mapping[str, str]) -> None:
        change_settings(session.desk, **{**answers, "first_run_done": "yes"})

    answered = await app.push_screen_wait(
        Form("Welcome. Four things, then the desk is yours (, changes them later)", fields, save=save)
    )
    if answered is None:
        session.do(change_settings, first_run_done="yes")
    session.say(f"Your desk is {session.desk.path}. 0 and i import people, N adds one, ? shows every key.")
