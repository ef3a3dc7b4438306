"""Who an account is: its company, its people with their parts in a purchase, numbers, addresses, first touch, tags."""

from __future__ import annotations

from random import Random

from sdrdesk.domain.text import name_key
from sdrdesk.store.ids import same_thing

from .companies import BUSINESSES, OWN_ACCOUNT_TITLES, TITLES, a_company
from .places import a_country, a_phone, slug
from .story import Story
from .tape import Row, Tape
from .words_deal import MONTHS
from .words_small import CAMPAIGNS, SOURCES, TAGS

_ROLES = ("champion", "decides", "recommends", "user", "signs", "blocks")
_RATES = {"EUR": 1.0, "GBP": 0.87, "USD": 1.09, "CHF": 0.95, "JPY": 163.0}


def new_story(tape: Tape, rng: Random, taken: set[str]) -> Story:
    """An account nobody has met yet: country, company, worth and the words its people will use."""
    country = a_country(rng)
    alone = rng.random() < 0.06 and country.code != "JP"
    company = a_company(rng, country, taken)
    story = Story(tape, rng, country, rng.choice(BUSINESSES) if alone else company.business)
    story.account = _account_row(story, company.name, company.domain)
    story.words = {"month": rng.choice(MONTHS), "n": str(rng.choice((2, 3, 3, 4, 5, 7, 9, 12)))}
    _worth(story)
    return story


def _account_row(story: Story, name: str, domain: str) -> Row:
    rng, country = story.rng, story.country
    headcount = min(int(rng.lognormvariate(4.6, 1.0)) + 6, 4200)
    revenue = headcount * rng.randint(70, 160)
    return {
        "kind": "company", "name": name, "name_key": name_key(name), "domain_key": domain,
        "website": f"https://www.{domain}", "industry": story.business.industry, "employees": str(headcount),
        "annual_revenue": f"{revenue / 1000:.1f}M" if rng.random() < 0.4 else None,
        "city": rng.choice(country.cities), "country": country.name, "owner": None, "stage": "lead",
        "playbook": "bant", "do_not_contact": 0, "fields": None,
    }  # fmt: skip


def _worth(story: Story) -> None:
    currency = story.country.currency if story.rng.random() < 0.3 else "EUR"
    euros = min(max(story.rng.lognormvariate(9.5, 0.75), 1800), 140_000)
    amount = int(euros * _RATES[currency])
    size = 10 ** (len(str(amount)) - 2)
    amount = amount // size * size
    story.words["amount"] = f"{amount // 1000}k" if amount >= 10_000 else str(amount)
    story.currency = currency
    story.worth = amount if currency == "JPY" else amount * 100


def enter(story: Story, status: str = "active", *, batch: Row | None = None, move: bool = True) -> None:
    """Write the account, its people and first touch at the cursor; an imported one lands in the inbox."""
    rng, account = story.rng, story.account
    source, _, signals = rng.choices(SOURCES, weights=[share for _, share, _ in SOURCES])[0]
    if batch is not None:
        source, signals = batch["source"], next(lines for name, _, lines in SOURCES if name == batch["source"])
    signal = rng.choice(signals)
    account.update(source=source, signal=signal, status=status, created_on=story.today, added_at=story.at)
    account["batch_id"] = batch["id"] if batch else None
    if rng.random() < (0.15 if batch else 0.6):
        account.update(value_minor=story.worth, currency=story.currency)
    if status == "active":
        due = story.date(story.upcoming)
        account.update(next_kind="call", next_what="first call", next_due=due, next_set_at=story.at)
    story.tape.insert("account", story.now, account)
    alone = _people(story, batch)
    if alone:
        story.change("account", account, **alone)
    if status == "active":
        story.change("account", account, next_contact_id=story.people[0]["id"])
    story.insert(
        "touch", contact_id=story.people[0]["id"], source=source, signal=signal,
        campaign=CAMPAIGNS.get(source), on_date=story.today,
    )  # fmt: skip
    if move:
        _entry_move(story, status)
    _tags(story)


def _entry_move(story: Story, status: str) -> None:
    story.insert(
        "stage_move", at=story.at, on_date=story.today, move="enter", from_stage=None, to_stage="lead",
        from_status=None, to_status=status, reason=None, why=None, override=0,
    )  # fmt: skip


def _people(story: Story, batch: Row | None) -> Row:
    """The people of the account; returns what changes when the account turns out to be one person."""
    rng, account = story.rng, story.account
    count = 1 if batch else rng.choices((1, 2, 3, 4), weights=(30, 36, 22, 12))[0]
    roles = [rng.choice(_ROLES[:4])] if count == 1 else rng.sample(_ROLES, count)
    roles.sort(key=lambda role: _ROLES.index(role) if role in ("champion", "decides") else 9)
    for position, role in enumerate(roles):
        story.people.append(_person(story, position, None if batch else role, rng.choice(TITLES[role])))
    if not batch and rng.random() < 0.35:
        add_phone(story, None, "work", 0)
    signer = next((person for person in story.people if person["role"] in ("signs", "decides")), None)
    story.words["signer"] = signer["full_name"] if signer and signer is not story.people[0] else "the CFO"
    if count == 1 and not batch and rng.random() < 0.12:
        name = story.people[0]["full_name"]
        title = rng.choice(OWN_ACCOUNT_TITLES)
        story.change("contact", story.people[0], title=title, role="decides")
        return {"kind": "person", "name": name, "name_key": name_key(name), "employees": "1", "annual_revenue": None}
    assert account["kind"] == "company"
    return {}


def _person(story: Story, position: int, role: str | None, title: str) -> Row:
    rng, country = story.rng, story.country
    for _ in range(20):
        first, first_spoken = _two(rng.choice(country.first))
        last, last_spoken = _two(rng.choice(country.last))
        full = f"{last} {first}" if country.code == "JP" else f"{first} {last}"
        if full not in {person["full_name"] for person in story.people}:
            break
    person = story.insert(
        "contact", full_name=full, first_name=first, last_name=last, name_key=name_key(full), title=title, role=role,
        zone=country.zone, city=story.account["city"], country=country.name, source=story.account["source"],
        created_on=story.today, added_at=story.at, position=position, batch_id=story.account["batch_id"],
    )  # fmt: skip
    if position == 0 or rng.random() < 0.8:
        add_phone(story, person, "work", 0)
    if rng.random() < 0.25:
        add_phone(story, person, "mobile", 1)
    if position > 0 or rng.random() < 0.88:
        address = f"{slug(first_spoken)}.{slug(last_spoken)}@{story.account['domain_key']}"
        _point(story, person, "email", "work", address, address, 0)
    return person


def add_email(story: Story, person: Row) -> None:
    """The e-mail of somebody of whom none was known."""
    with story.act("contact.edited", f"Changed email of {person['full_name']}"):
        address = f"office@{story.account['domain_key']}"
        _point(story, person, "email", "work", address, address, 0)


def add_phone(story: Story, person: Row | None, label: str, position: int) -> None:
    """One more number, of a person or (None) of the switchboard."""
    typed, key = a_phone(story.rng, story.country)
    _point(story, person, "phone", label, typed, key, position)


def _point(story: Story, person: Row | None, kind: str, label: str, typed: str, key: str, position: int) -> None:
    point = story.insert(
        "contact_point", contact_id=person["id"] if person else None, kind=kind, label=label, typed=typed, key=key,
        position=position,
    )  # fmt: skip
    story.points.setdefault(person["id"] if person else "", []).append(point)


def newcomer(story: Story, role: str) -> Row:
    """One more person, named by somebody we spoke to."""
    person = _person(story, len(story.people), role, story.rng.choice(TITLES[role]))
    story.people.append(person)
    return person


def _tags(story: Story) -> None:
    for tag in story.rng.sample(TAGS, story.rng.choices((0, 1, 2), weights=(55, 33, 12))[0]):
        story.insert("tag", id=same_thing("tag", story.id, tag), tag=tag)


def _two(text: str) -> tuple[str, str]:
    written, _, spoken = text.partition("|")
    return written, spoken or written

