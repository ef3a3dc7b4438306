"""What a rep decides about a file before it is imported: source, region, meanings of columns, orders of dates."""

from typing import TYPE_CHECKING

from textual import work

from sdrdesk.domain.dates_in import Order
from sdrdesk.domain.settings import with_text
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import attempt
from sdrdesk.usecases.transfer import WINS, Choices, Column, Join, Plan, joins, plan, save_plan

from .choosing import ask_meaning, ask_order

if TYPE_CHECKING:
    from sdrdesk.domain.own_fields import OwnField


class Deciding(DeskScreen[None]):
    """A screen about one file; whoever is it counts again after each decision."""

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._plan: Plan | None = None
        self._source = ""
        self._region = ""
        self._columns: dict[str, str | None] = {}
        self._dates: dict[str, Order] = {}
        self._wins = "mine"
        self._others: list[str] = []
        self._joined: list[Join] = []

    @property
    def at_work(self) -> bool:
        """Whether a file is being counted or imported."""
        raise NotImplementedError

    def _count(self) -> None:
        """Find out what an import would do."""
        raise NotImplementedError

    @work
    async def _settle_dates(self) -> None:
        """Ask once for each column in which 03/04 could be either; then count."""
        assert self._plan is not None
        for column in [column for column in self._plan.columns if column.asks]:
            order = await ask_order(self, column)
            if order is not None:
                self._dates[column.header] = order
        self._count()

    def _choices(self) -> Choices:
        return Choices(dict(self._columns), dict(self._dates), self._wins)

    def _turn_wins(self) -> None:
        """The next way to settle what both say."""
        ways = list(WINS)
        self._wins = ways[(ways.index(self._wins) + 1) % len(ways)]
        self._count()

    @work
    async def _ask_other(self) -> None:
        """A further file that comes with this one."""
        from sdrdesk.ui.exports import as_path  # loads with the first question

        answer = await self.ask(
            "Which file belongs to it? Its path; it may be dropped or pasted here",
            hint="Companies, people, deals or calls of the same program; they find each other by an id, else by name",
            accept=lambda text: joins(self._path, [*self._others, as_path(text)], self._choices()),
        )
        if answer is not None and answer.strip():
            self._others.append(as_path(answer))
            self._count()

    def _leave_out(self, place: int) -> None:
        """A file that came with this one stays behind."""
        file = self._joined[place].file
        left = [other for other in self._others if other.replace("\\", "/").rpartition("/")[2] != file]
        if len(left) < len(self._others):
            self._others = left
            self._count()

    @work
    async def _ask_column(self, kind: str, column: Column) -> None:
        """What a column means, or how its dates are read; then count again."""
        if kind == "date":
            self._dates[column.header] = "mdy" if column.order == "dmy" else "dmy"
            self._count()
            return
        meaning = await ask_meaning(self, column)
        if meaning is None or meaning.concept == column.concept:
            return
        before = dict(self._columns)
        self._columns[column.header] = meaning.concept
        outcome = attempt(plan, self._path, self._choices(), to_be_mapped=True)
        if outcome.refusal is not None:
            self._columns = before
            self.session.refuse(outcome.refusal)
            return
        self._count()

    @work
    async def action_declare(self) -> None:
        """`d`: what the columns propose become fields of the rep's own; then count again."""
        from sdrdesk.usecases import proposing  # loads with the first of them

        if self.at_work or self._plan is None:
            return
        found = attempt(proposing.proposed, self._path, self._choices()).value or []
        if not found:
            self.session.say("No further column looks like a number, a date or one of a few words.")
            return
        chosen = await self._which(found)
        if not chosen:
            return
        outcome = attempt(proposing.declare, chosen)
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        elif outcome.value is not None:
            self.session.say(outcome.value)
            self._count()

    async def _which(self, found: "list[OwnField]") -> "list[OwnField]":
        """All of them, or one; the column under the cursor comes first."""
        from sdrdesk.ui.widgets.picker import Item  # loads with the question
        from sdrdesk.usecases.proposing import say_type

        items = [Item(one.name, f"{plain(one.label, 30)}: {say_type(one)}", _of(one)) for one in found]
        if len(found) > 1:
            items.insert(0, Item("", f"all {len(found)} of these", "each becomes a field with a type"))
        picked = await self.pick("Declare which column as a field of your own?", items)
        if picked is None:
            return []
        return [one for one in found if picked in ("", one.name)]

    @work
    async def _save_plan(self) -> None:
        """Ask for a path, and write the plan there."""
        from sdrdesk.ui.exports import as_path  # loads with the first question

        default = f"{self._path.rpartition('.')[0] or self._path}.plan.toml"
        answer = await self.ask("Save the plan to which file?", default=default)
        if answer is None or not answer.strip():
            return
        outcome = attempt(
            save_plan, self.desk, self._path, as_path(answer), source=self._source, region=self._region,
            chosen=self._choices(), others=self._others,
        )  # fmt: skip
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        elif outcome.value is not None:
            self.session.say(f"The plan is in {outcome.value.file}; sdrdesk import --run does exactly that")

    @work
    async def _ask_about(self, what: str) -> None:
        if what == "source":
            question, default = "Where do people come from whose row does not say?", self._source
            answer = await self.ask(question, default=default)
        else:
            question, default = "Country of phone numbers without one, such as DE", self._region
            answer = await self.ask(question, default=default, accept=self._as_region)
        if answer is None or answer.strip() == default:
            return
        if what == "source":
            self._source = answer.strip()
        else:
            self._region = self._as_region(answer)
        self._count()

    def _as_region(self, text: str) -> str:
        return with_text(self.desk.settings, "region", text).region


def _of(field: "OwnField") -> str:
    choices = ": " + ", ".join(field.choices[:4]) if field.choices else ""
    return f"of the {'person' if field.on == 'contact' else 'account'}{plain(choices, 40)}"
