"""What people say about time, people and money: one bank of lines per criterion and level of answer."""

from __future__ import annotations

# Levels: no = 0 stated, guess = 1 assumed, weak = 1 stated, fair = 2 stated, good = 3 stated, proved = 3 confirmed.
TIMELINE: dict[str, tuple[str, ...]] = {
    "no": ("nothing before the merger is through, eighteen months", "not this year and not next, he was clear"),
    "guess": ("some time after summer", "probably with the new season"),
    "weak": ("some day, no date behind it", "when things calm down", "next year maybe, no reason given"),
    "fair": ("wants it running by {month}, season starts then", "decision in {month}, after the branch meeting",
             "old contract ends in {month}"),
    "good": ("live by {month} or the old licence renews for two years", "auditor is back in {month}, must work by then"),
    "proved": ("termination letter sent, old tool off at the end of {month}", "both put {month} in the project plan, plan sent"),
}
WHY_NOW = (
    "new site opens in {month}", "planner retires in {month}", "lost a contract over it", "board asked in the last meeting",
    "old tool gets no more updates",
)
AUTHORITY: dict[str, tuple[str, ...]] = {
    "no": ("only head office abroad can buy, will not name anyone", "not his call and he will not pass us on"),
    "guess": ("the owner signs everything, I think", "looks like ops decides and finance nods"),
    "weak": ("she collects options, process unclear", "somebody above has to agree, not sure who"),
    "fair": ("{signer} signs, she brings it to the Monday round", "ops decides up to 25k, above that {signer}",
             "last purchase: her proposal, then {signer}, two weeks"),
    "good": ("{signer} will join next time, date is set", "decides herself up to 50k, works council only informed"),
    "proved": ("{signer} was on the line and asked about rollout", "{signer} answered the mail: go ahead if the pilot holds"),
}
AGAINST = (
    "works council wants to see what is stored", "IT likes one vendor for everything", "oldest dispatcher, fears for his wall",
    "nobody, she says",
)
BUDGET: dict[str, tuple[str, ...]] = {
    "no": ("no money and no way to ask before the takeover", "everything above 500 is frozen, no exceptions"),
    "guess": ("they pay for agency staff, so there is money to move", "a firm that size has a tool budget"),
    "weak": ("would have to be found, owner unknown", "no line for it, he would ask around"),
    "fair": ("{amount} is fine, comes out of the ops pot", "can move it from agency spend, around {amount}",
             "range is all right, {signer} owns the money"),
    "good": ("{amount} set aside, free until {month}", "asked for {amount}, approved in the half-year plan"),
    "proved": ("{signer} mailed the approval: {amount}, cost centre named", "budget sheet sent, line 14, {amount}"),
}
SPENT_TODAY = ("two planners, half their week", "agency at 14k a month", "licence of an old tool, 3,600 a year", "her evenings")
WANTS_TO_SEE = ("one reference of the same size", "numbers on one page", "that crews really open it", "data stays in Europe")
MONTHS = ("January", "March", "April", "June", "September", "October")

WIN_REASONS = (
    ("speed", "up and running before the season, nobody else could"),
    ("solves_problem", "crews opened it on day one of the pilot"),
    ("value", "smaller start than the other offer"), ("trust", "reference call with a firm of the same size"),
    ("referral", "their neighbour in the industrial park told them to"),
)
LOST_REASONS = (
    ("price", "a third above the other offer and no room"), ("competitor", "took the module of their payroll vendor"),
    ("no_decision", "three meetings, then nobody wanted to put a name to it"), ("timing", "site opening moved by a year"),
    ("missing_feature", "needs time clocks on site, we have none"), ("champion_left", "the planning lead left, nobody picked it up"),
    ("legal", "data clause could not be agreed"), ("no_response", "six tries after the proposal, no sound"),
)
BACK_REASONS = (
    ("decider_gone", "decider has left, back to asking the questions"),
    ("need_vanished", "need was about another branch, not this one"),
    ("never_qualified", "nobody there owned the money"),
)
OVERRIDE_REASONS = (
    "owner asked for an offer by Friday, money comes up there", "referral from a customer, known to buy fast",
    "pilot agreed in writing, authority follows at the kick-off",
)
DORMANT_REASONS = (
    ("timing", "re-organisation until spring"), ("no_response", "no answer after the last try"),
    ("locked_in", "contract with the old vendor runs on"), ("no_money_now", "money only with the next financial year"),
)
TRIGGERS = ("new head of operations", "old contract ends", "second site opens", "hires a planner", "funding round", "audit season")
CHURN_REASONS = (
    ("closed_down", "branch network closed down"), ("competitor", "group standard after the takeover"),
    ("no_need", "champion left and usage went with them"), ("price", "did not want the renewal price"),
)
REVIVE_REASONS = ("read our new case and wrote back", "new head of operations, asked again", "the contract end we waited for")
DISQUALIFIED_WHY: dict[str, str] = {
    "no_need": "planning was outsourced, nothing left to plan",
    "not_a_fit": "eight people in one room, no shifts at all",
    "no_money_ever": "volunteers, no money for tools and no way to ask",
    "no_route_to_power": "only the parent abroad buys, and names nobody",
    "locked_in": "five years with a payroll vendor, signed in January",
    "competitor_or_student": "student writing a thesis on rotas",
    "asked_us_to_stop": "asked us not to call again",
}
