"""What people say about their need: the daily work, where it breaks and what it costs, by line of business."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """The story of one line of business, in the short lines a rep types while somebody talks."""

    process: tuple[str, ...]
    pain: tuple[str, ...]
    cost: tuple[str, ...]
    proved: tuple[str, ...]
    success: tuple[str, ...]


NEEDS: dict[str, Need] = {
    "visits": Need(
        ("jobs come by phone, Dana writes them on the wall chart, engineers get a text at 6",
         "two planners, one sheet per region, every change by phone"),
        ("third visit to the same boiler in May, part was never on the van",
         "engineers drive past each other, Tuesday two of them stood at one door"),
        ("about 11 wasted trips a week, 90 a trip, they counted in spring",
         "two planners do nothing else till ten every morning"),
        ("sent the trip report: 48 repeat visits in a quarter, on the board's list",
         "ops director repeated the 48 wasted trips unprompted"),
        ("first-visit fix rate, 71 now, wants 85", "no calls before seven"),
    ),
    "rota": Need(
        ("rota is printed on Thursday, by Friday noon it is wrong", "each branch has its own sheet, head office sees nothing"),
        ("someone rings in sick and the coordinator phones twenty people",
         "Sunday visits missed twice in a month, the family complained to the council"),
        ("agency cover runs at 14k a month, half of it avoidable in her words", "coordinator loses six hours a week on the phone"),
        ("showed the agency invoices: 161k last year", "deputy confirmed it: council letter, plan due by quarter end"),
        ("agency hours under 5 percent", "a missed visit is seen before the family sees it"),
    ),
    "dock": Need(
        ("slots are booked by mail, the gate has a paper list", "drivers phone in, the yard foreman decides by ear"),
        ("trucks stand two hours on Mondays, nobody knows which bay is free",
         "pickers wait for a truck that was moved to the afternoon"),
        ("waiting fees of 6k in October alone", "four people on overtime every Monday"),
        ("carrier contract has a penalty clause from spring, copy sent", "yard foreman and finance name the same 6k a month"),
        ("truck in and out under 50 minutes", "no waiting fees two months running"),
    ),
    "sites": Need(
        ("site lists live in the area managers' heads", "crews get the week on paper in the van"),
        ("lost a school contract, two evenings nobody came", "a key was in the wrong van three times this month"),
        ("one lost contract is 38k a year", "area managers drive 400 km a week only to check"),
        ("contract review lists missed cleans as reason, in writing", "their customer asked for proof of presence by summer"),
        ("no missed evening for a quarter", "proof of every visit on Monday morning"),
    ),
    "crews": Need(
        ("site managers trade people by phone on Friday afternoon", "plan is a wall with magnets, a photo goes round"),
        ("crane is booked, crew is two towns away", "rain day and forty people ring the office"),
        ("an idle crew is 2,800 a day, happened nine days this year", "foremen write hours twice, office a third time"),
        ("project controller costed it: 25k idle in the half year", "two site managers told the same crane story"),
        ("idle days from nine to two", "hours in by Friday noon"),
    ),
    "events": Need(
        ("crew call goes out as a group message, whoever answers first is in", "one sheet per show, copied from the last one"),
        ("doors at six, eleven of twenty had turned up", "stagehand was booked on two shows at once"),
        ("short crew meant a 9k credit to the client", "every show costs her two evenings of phoning"),
        ("client's complaint letter forwarded, renewal hangs on it", "founder put it first of three goals for the year"),
        ("everyone confirmed the day before", "crew sheet right the first time"),
    ),
    "shifts": Need(
        ("four shift leaders, four sheets, HR joins them by hand", "line plan changes at noon, people plan does not"),
        ("line two stood for want of one licensed operator", "holiday requests on paper, three approved twice"),
        ("an hour of line two is 4,100 and it stood seven", "temps on Saturdays, 20k a month"),
        ("plant manager sent the downtime log, 31 hours since spring", "controller booked staffing gaps as own loss line"),
        ("no stop for want of people", "overtime down a third"),
    ),
    "stores": Need(
        ("branches plan alone, head office sees sales after the fact", "weekly plan by fax in two branches, not a joke"),
        ("queue to the street on Saturdays, three people idle on Tuesdays", "two of nine branches opened late last week"),
        ("late opening is 1,100 of sales each time", "wage share at 34, target is 29"),
        ("wage share by branch sent over, five above target", "both regional managers name Saturday staffing first"),
        ("wage share under 30", "no branch opens late"),
    ),
}

NEED_WEAK = (
    "planning could be better, no case comes to mind",
    "curious what others do, nothing hurts today",
    "team grumbles now and then, nobody counts",
)
NEED_GUESS = ("sounds like they lose mornings on the phone", "job ads ask for two planners, so it must hurt")
NEED_NONE = ("same six people for ten years, plans itself", "outsourced all of it in spring, nothing left to plan")
TRIED = (
    "tried a shared calendar, dead after three weeks", "hired a second planner, now two people search",
    "bought a tool in 2022, crews never opened it", "asked IT to build something, still on the list", "nothing so far",
)
IF_NOTHING = (
    "then two of the planners leave, she thinks", "we muddle through, and lose the next big contract",
    "another winter of agency bills", "he would have to plan himself again",
)
OPENINGS = (
    "wants to see how others with several branches do it", "saw the webinar, the part on sick calls stuck",
    "a colleague at another firm told them", "looked for a rota template and ended with us",
)
