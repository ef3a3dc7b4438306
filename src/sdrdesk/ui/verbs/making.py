"""New records: an account with its first person, a further person, a further deal."""

from collections.abc import Callable, Mapping

from sdrdesk.ui.widgets.form import Alike, Field
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import accounts, contacts, deals, links
from sdrdesk.usecases.desk import Desk, Done
from sdrdesk.usecases.fingerprints import warning

from .asking import Account, Screen, account_of, amount_way, called, next_way

_ROLES = (("", "not known"), *((role, role) for role in contacts.ROLES))


async def new(screen: Screen, account_id: str | None) -> None:
    """Ask what is new (an account, or a person or deal of the one at hand), then for its facts."""
    account = account_of(screen, account_id) if account_id is not None else None
    if account is None:
        await new_account(screen)
        return
    name = called(account, 24)
    choices = (Choice("a", "account"), Choice("p", f"person at {name}"), Choice("d", f"deal with {name}"))
    picked = await screen.choose("What is new?", choices)
    if picked == "a":
        await new_account(screen)
    elif picked == "p":
        await new_person(screen, account)
    elif picked == "d":
        await new_deal(screen, account)


async def new_account(screen: Screen) -> None:
    """A new account; with a next step it stands on the board, without one it waits in the inbox."""
    desk = screen.desk
    step, worth = next_way(desk), amount_way(desk)
    fields = (
        Field("name", "Company", hint="or the person, when one buys alone"),
        Field("person", "Person"),
        Field("title", "Title"),
        Field("email", "E-mail", check=lambda text: warning(desk, email=text)),
        Field("phone", "Phone", hint=f"+49 … or as dialled in {desk.settings.region}",
              check=lambda text: warning(desk, phone=text)),
        Field("website", "Website"),
        Field("source", "Source", hint="where it came from: referral, webinar, met at …"),
        Field("value", "Worth, roughly", hint=worth.hint, check=worth.preview),
        Field("next", "Next step", "call today", hint="empty: it waits in the inbox", check=step.preview),
    )
    await _fill(
        screen, "New account", fields, lambda facts: accounts.add_account(desk, **facts), "new account",
        Alike(lambda facts: _accounts_like(desk, facts), lambda account_id: _open(screen, account_id)),
    )  # fmt: skip


def _accounts_like(desk: Desk, facts: Mapping[str, str]) -> list[tuple[str, str]]:
    from sdrdesk.usecases.duplicates import looks_like  # only where somebody is added
    from sdrdesk.usecases.find import beginning

    found = looks_like(
        desk, name=facts["name"] or facts["person"], email=facts["email"], phone=facts["phone"],
        site=facts["website"], person=facts["person"],
    )  # fmt: skip
    begin = {one.id: f"{one.name} · {one.stage}, {one.status}" for one in beginning(desk, facts["name"])}
    likely = {one.other_id: f"{one.other} · {', '.join(one.reasons)}" for one in found}
    people = _people_like(desk, {**facts, "name": facts["person"]})
    return list((likely | dict(people) if likely or people else begin).items())


def _people_like(desk: Desk, facts: Mapping[str, str]) -> list[tuple[str, str]]:
    found = links.alike(desk, name=facts["name"], email=facts["email"], phone=facts["phone"])
    by_account = {one.account_id: f"{one.label} · {why}" for one, why in reversed(found)}
    return list(by_account.items())[::-1]


def _open(screen: Screen, account_id: str) -> None:
    screen.session.along = None
    screen.desk_app.show("account", account_id)


async def new_person(screen: Screen, account: Account) -> None:
    """A further person of an account."""
    fields = (
        Field("name", "Name"),
        Field("title", "Title"),
        Field("role", "Buying role", choices=_ROLES, hint="← → choose"),
        Field("email", "E-mail", check=lambda text: warning(screen.desk, email=text)),
        Field("phone", "Phone", check=lambda text: warning(screen.desk, phone=text)),
    )
    await _fill(
        screen,
        f"New person at {called(account)}",
        fields,
        lambda facts: contacts.add_contact(screen.desk, account["id"], **facts),
        f"new person:{account['id']}",
        Alike(lambda facts: _people_like(screen.desk, facts), lambda account_id: _open(screen, account_id)),
    )


async def new_deal(screen: Screen, account: Account) -> None:
    """A further deal of an account."""
    worth, close = amount_way(screen.desk, currency=account["currency"]), next_way(screen.desk)
    fields = (
        Field("name", "What", hint="what they would buy"),
        Field("value", "Worth", hint=worth.hint, check=worth.preview),
        Field("close", "Expected close", hint="in 2m · 15 jan", check=close.preview),
    )
    await _fill(
        screen,
        f"New deal with {called(account)}",
        fields,
        lambda facts: deals.add_deal(screen.desk, account["id"], **facts),
        f"new deal:{account['id']}",
    )


async def _fill(
    screen: Screen,
    title: str,
    fields: tuple[Field, ...],
    act: Callable[[Mapping[str, str]], Done],
    draft: str,
    alike: Alike | None = None,
) -> None:
    made: list[Done] = []

    def save(facts: Mapping[str, str]) -> object:
        if not made:
            made.append(act(facts))
        return made[0]

    if await screen.fill(title, fields, save=save, draft=draft, alike=alike) is not None and made:
        screen.session.happened(made[0])
