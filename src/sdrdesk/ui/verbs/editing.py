"""Editing facts: of an account, a person, a deal; what was changed, and only that, is one act."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sdrdesk.domain.money import parse_amount, say_money
from sdrdesk.domain.pipeline import DEAL_STEPS
from sdrdesk.domain.when import parse_when
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.session import Repeat
from sdrdesk.ui.widgets.form import Field
from sdrdesk.usecases import accounts, contacts, deals, links, orders, own_fields, playbooks
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.fingerprints import warning
from sdrdesk.usecases.pages import account_page, the_deal, the_person

if TYPE_CHECKING:
    from sdrdesk.domain.own_fields import Held, OwnField
    from sdrdesk.ui.screen import DeskScreen


def _amount(minor: Any, currency: Any) -> str:
    return say_money(minor, currency, short=False) if minor is not None and currency else ""


def _previewed(screen: "DeskScreen[Any]", currency: str | None, text: str) -> str:
    worth = parse_amount(text, currency or screen.desk.settings.currency)
    return say_money(worth.minor, worth.currency, short=False)


def _changed(fields: tuple[Field, ...], answers: Mapping[str, str]) -> dict[str, str]:
    return {field.name: answers[field.name] for field in fields if answers[field.name] != field.value}


async def _ask(screen: "DeskScreen[Any]", title: str, fields: tuple[Field, ...], act: Any, draft: str) -> None:
    """Ask; what was changed, and only that, is done as one act."""

    def save(answers: Mapping[str, str]) -> None:
        changed = _changed(fields, answers)
        if changed:
            screen.session.happened(act(**changed))

    await screen.fill(title, fields, save=save, draft=draft)


async def edit_account(screen: "DeskScreen[Any]", account_id: str) -> None:
    """The account's own facts."""
    page = screen.read(account_page, None, account_id)
    if page is None:
        return
    row = page.row
    fields = (
        Field("name", "Name", row["name"]),
        Field("value", "Estimate", _amount(row["value_minor"], row["currency"]), "12000, 12k, 12k USD",
              partial(_previewed, screen, row["currency"])),
        Field("source", "Source", row["source"] or "", "where they came from"),
        Field("website", "Website", row["website"] or ""),
        Field("industry", "Industry", row["industry"] or ""),
        Field("employees", "Employees", row["employees"] or ""),
        Field("city", "City", row["city"] or ""),
        Field("country", "Country", row["country"] or ""),
        Field("playbook", "Playbook", row["playbook"] or "", "← → what qualifies it; what is known is carried over",
              choices=_playbooks(screen)),
        *(_of_customers(screen, row) if row["stage"] == "customer" else ()),
        *_own(screen, "account", page.own),
    )  # fmt: skip

    def act(**changed: str) -> Done:
        done = accounts.edit_account(screen.desk, account_id, **changed)
        again = {name: text for name, text in changed.items() if name != "name"}
        if again:  # a name is nobody else's
            said = ", ".join(f"{name} {plain(text, 20)}" for name, text in again.items())
            screen.session.repeat = Repeat(said, lambda desk, one: accounts.edit_account(desk, one, **again))
        return done

    await _ask(screen, "Facts of the account", fields, act, f"edit:{account_id}")


def _of_customers(screen: "DeskScreen[Any]", row: Mapping[str, Any]) -> tuple[Field, ...]:
    """What only a customer has: when it renews, and how satisfied it says it is."""
    said = "" if row["satisfaction"] is None else str(row["satisfaction"])
    return (
        Field("renewal_on", "Renews on", row["renewal_on"] or "", "2027-03-01 · 1 mar; it comes up 60 days before",
              lambda text: parse_when(text, screen.desk.today(), allow_past=True).day.isoformat()),
        Field("satisfaction", "Satisfaction", said, "0 to 10, as they say"),
    )  # fmt: skip


def _own(screen: "DeskScreen[Any]", on: str, held: "tuple[Held, ...]") -> tuple[Field, ...]:
    """The rep's own fields; a choice is walked through, and keeps what is no choice until another is taken."""
    values = {one.name: one.text for one in held}
    lines = []
    for field in own_fields.own_fields().on(on):
        value = values.get(field.name, "")
        if field.choices:
            there = dict.fromkeys(("", *((value,) if value else ()), *field.choices))
            choices = tuple((one, plain(one, 30) or "–") for one in there)
            lines.append(Field(field.name, plain(field.label), value, "← → choose", choices=choices))
        else:
            hint = field.wants if field.type != "text" else ""
            lines.append(Field(field.name, plain(field.label), value, hint,
                               partial(_fits, screen, field, value)))  # fmt: skip
    return tuple(lines)


def _fits(screen: "DeskScreen[Any]", field: "OwnField", before: str, text: str) -> str:
    """What is understood; what stood there already may stay."""
    return "" if text == before else own_fields.understood(screen.desk, field, text)


_OF_MANY = tuple(field for field in accounts.ACCOUNT_FIELDS if field not in ("name", "website"))


async def edit_many(screen: "DeskScreen[Any]", account_ids: tuple[str, ...]) -> None:
    """One fact of all these accounts: which, then what it is."""
    from sdrdesk.ui.widgets.picker import Item  # loads with the first act on many

    from .agreeing import agree_and_do, counted
    from .asking import Way, amount_way, ask

    items = [Item(field, "estimate" if field == "value" else field) for field in _OF_MANY]
    items += [Item(field.name, plain(field.label), field.wants) for field in own_fields.own_fields().on("account")]
    field = await screen.pick(f"Which fact of {counted(account_ids)}?", items)
    if field is None:
        return
    way = amount_way(screen.desk) if field == "value" else Way()
    text = await ask(
        screen, f"{field.capitalize()} of {counted(account_ids)}",
        way._replace(needed=False, hint=f"{way.hint}; Enter alone takes it away".lstrip("; ")),
    )  # fmt: skip
    if text is not None:
        change = {field: text}
        await agree_and_do(
            screen, account_ids, f"{field.capitalize()} {plain(text, 30) or 'taken away'}",
            lambda desk, one: accounts.edit_account(desk, one, **change),
        )  # fmt: skip


def _playbooks(screen: "DeskScreen[Any]") -> tuple[tuple[str, str], ...]:
    """Those there are, before them the one of the settings."""
    named = tuple((one.id, f"{one.id}: {one.name}") for one in playbooks.listed())
    return (("", f"{screen.desk.settings.playbook}, as in the settings"), *named)


_ROLES = (("", "unknown"), *((role, role) for role in contacts.ROLES))


async def edit_person(screen: "DeskScreen[Any]", contact_id: str) -> None:
    """A person: name, title, buying role, how to reach them."""
    person = screen.read(the_person, None, contact_id)
    if person is None:
        return
    named = screen.read(links.referrer_of, None, contact_id)

    def point(kind: str, label: str) -> str:
        found = (one.typed for one in person.points if one.kind == kind and one.label == label)
        return next(found, "")

    fields = (
        Field("name", "Name", person.name),
        Field("title", "Title", person.title or ""),
        Field("role", "Buying role", person.role or "", "← → choose", choices=_ROLES),
        Field("email", "E-mail", point("email", "work"), check=lambda text: warning(screen.desk, email=text)),
        Field("phone", "Phone", point("phone", "work"), check=lambda text: warning(screen.desk, phone=text)),
        Field("mobile", "Mobile", point("phone", "mobile")),
        Field("referred_by", "Referred by", named.label if named else "", "anybody here: name · company, e-mail",
              lambda text: links.someone(screen.desk, text).label),
        Field("do_not_contact", "Contact", "yes" if person.do_not_contact else "no", "← → asked to be left alone?",
              choices=(("no", "may be contacted"), ("yes", "do not contact"))),
        *_own(screen, "contact", person.own),
    )  # fmt: skip
    await _ask(screen, "Person", fields, partial(contacts.edit_contact, screen.desk, contact_id), f"edit:{contact_id}")


async def edit_deal(screen: "DeskScreen[Any]", deal_id: str) -> None:
    """A deal: name, value, inner step, expected close."""
    deal = screen.read(the_deal, None, deal_id)
    if deal is None:
        return
    fields = (
        Field("name", "Name", deal["name"]),
        Field("value", "Value", _amount(deal["value_minor"], deal["currency"]), "12000, 12k, 12k USD",
              partial(_previewed, screen, deal["currency"])),
        Field("step", "Step", deal["step"], "← → choose", choices=tuple((step, step) for step in DEAL_STEPS)),
        Field("close", "Expected close", deal["expected_close"] or "", "15 jan, 2027-01-15"),
    )  # fmt: skip
    await _ask(screen, "Deal", fields, partial(deals.edit_deal, screen.desk, deal_id), f"edit:{deal_id}")


async def edit_order(screen: "DeskScreen[Any]", order_id: str) -> None:
    """An order: amount, day, what it was for."""
    order = screen.read(orders.the_order, None, order_id)
    if order is None:
        return
    fields = (
        Field("amount", "Amount", _amount(order["amount_minor"], order["currency"]), "12000, 12k, 12k USD",
              partial(_previewed, screen, order["currency"])),
        Field("on", "Ordered on", order["ordered_on"], "today, 15 jan, 2027-01-15"),
        Field("what", "What for", order["what"] or ""),
    )  # fmt: skip
    await _ask(screen, "Order", fields, partial(orders.edit_order, screen.desk, order_id), f"edit:{order_id}")
