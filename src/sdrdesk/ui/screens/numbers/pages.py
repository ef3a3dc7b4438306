"""The questions of the Numbers screen, which groups answer each, and what every figure is called there."""

from typing import NamedTuple


class Page(NamedTuple):
    """A question: its short name in the strip, its words, the groups it is answered from, the picture above."""

    name: str
    question: str
    groups: tuple[str, ...]
    picture: str = ""


PAGES = (
    Page("Funnel", "Do leads become customers?", ("conv", "state"), "cohorts"),
    Page("Sources", "Which sources are worth their money?", ("volume", "feedback", "attr")),
    Page("Win", "How often, and how fast, do we win?", ("win", "cycle"), "curve"),
    Page("Ahead", "What is coming in?", ("velocity",)),
    Page("Value", "What is a customer worth?", ("cust", "attr")),
    Page("Calls", "Do calls reach anybody, and when?", ("calls",), "heat"),
    Page("Speed", "Are we quick, and do we keep to the plan?", ("sla", "speed", "cadence")),
    Page("Fit", "Do we qualify and rank well?", ("score", "qual")),
    Page("Doubts", "What stands in the way?", ("obj",)),
)

LABELS: dict[str, str] = {
    "lead_prospect": "Lead → prospect, in time", "prospect_customer": "Prospect → customer, in time",
    "lead_prospect_naive": "  to date, whatever their age", "lead_prospect_strict": "  in time, without skips",
    "lead_customer_naive": "Lead → customer to date", "flow": "Flow: bought / became prospects",
    "backward_moves": "Moves back", "stage_skips": "Straight to customer", "days_in_lead": "Days as a lead, median",
    "days_in_prospect": "Days as a prospect, median", "records_by_state": "Everybody stands",
    "new_leads": "New leads", "cpl_blended": "Cost per lead, all", "qualified_cpl": "Cost per lead that qualified",
    "new_leads_per_week": "New leads a week", "revenue_first": "Won by first touch",
    "revenue_last": "Won by last touch", "revenue_linear": "Won by all touches",
    "cac_programme": "Cost per customer, programmes",
    "cac_loaded": "Cost per customer, all in", "win_period": "Won / (won + lost) in the period",
    "win_narrow": "Won / (won + lost) to date", "win_broad": "  with disqualified and dropped",
    "win_created": "Won of those opened", "won_value": "Won", "won_average": "Average won deal",
    "won_median": "Median won deal", "win_value": "Won by value", "open_pipeline": "Open",
    "cycle_prospect": "Prospect to customer", "cycle_lead": "Lead to customer", "open_ages": "Open prospects, age",
    "velocity": "A day brings", "velocity_30_days": "30 days bring", "open_deals": "  open deals",
    "average_won": "  × average won deal", "win_rate": "  × won, broad", "mean_cycle": "  ÷ mean cycle",
    "weighted_pipeline": "Open × chance of its step", "orders": "Orders, buyers, revenue in 12 months",
    "aov": "Average order", "frequency": "Orders per buyer and year", "repeat_rate": "Buyers with two orders or more",
    "logo_churn": "Customers that left", "logo_retention": "Customers that stayed", "grr": "Revenue kept (GRR)",
    "nrr": "Revenue kept and grown (NRR)", "arpa": "Recurring per customer and month",
    "logo_churn_year": "Leaving, by the year", "lifetime": "Periods a customer stays",
    "clv_historic": "Worth to date: the best customer", "clv_orders": "Worth by orders, revenue",
    "clv_orders_margin": "Worth by orders, margin", "clv_subscription": "Worth as a subscription",
    "clv_discounted": "  discounted", "clv_discounted_now": "  discounted, first payment now",
    "clv_cac": "Worth : cost, margin / all in", "clv_cac_loose": "Worth : cost, revenue / programmes",
    "customers_by_value": "Customers by what they brought", "revenue_by_value": "  and what that was",
    "won_by_referral": "Won by referral", "satisfaction": "Satisfaction, 0 to 10",
    "buyers_gone": "Buyers gone by inactivity",
    "cac_payback": "Months until it has paid back", "dearest_lead": "The most a lead may cost",
    "dials": "Dials", "answered": "Somebody answered", "connects": "The right person", "conversations": "Conversations",
    "meetings": "Meetings booked", "answer_rate": "Answered / dials", "connect_rate": "Right person / dials",
    "conversation_rate": "Conversations / right person", "set_rate": "Meetings / conversations",
    "connect_to_meeting": "Meetings / right person", "dial_to_meeting": "Meetings / dials",
    "dials_per_meeting": "Dials per meeting", "show_rate": "Meetings held / due",
    "bad_data_rate": "Bad numbers, wrong people", "touches_per_account": "Touches per account",
    "median_response": "Median wait, working / wall time", "sla_business": "In time, working hours",
    "sla_wall": "In time, on the wall clock", "never_answered": "Never answered, overdue",
    "cadence_adherence": "Cadence steps done in time", "due_dates": "An outbound begun now is due",
    "fit": "Fit, points", "engagement": "Engagement, points", "cell": "Cell",
    "pushed": "Open, close moved out twice or more", "quality_reach": "Prospects: can be reached",
    "quality_source": "Prospects: source known", "quality_segment": "Prospects: segment known",
    "quality_decider": "Prospects: decider known", "quality_people": "Prospects: more than one person",
    "verdict_pass": "Qualifications that passed", "deals_with_objection": "Deals with an objection",
}  # fmt: skip

WHY: dict[str, str] = {
    "lead_prospect": "only leads old enough to be judged; lost and sleeping ones stay in it, skips count as through",
    "prospect_customer": "only prospects old enough to be judged; early losers wait for their age too",
    "lead_prospect_naive": "growth makes this look bad: the youngest have had no time yet",
    "lead_customer_naive": "growth makes this look bad: the youngest have had no time yet",
    "flow": "mixes cohorts: those who bought may have come in earlier; it can exceed 100 %",
    "win_narrow": "against rivals and no decision; what was dropped does not show here",
    "win_broad": "hides nothing; the gap to the narrow rate is a measure in itself",
    "win_created": "rises with age; only old cohorts compare",
    "cycle_prospect": "skips have no such cycle; open ones are never averaged in",
    "velocity": "open deals × average won × broad win rate ÷ mean cycle, of the trailing window",
    "weighted_pipeline": "a stated chance per step until 20 deals were decided there, then your own",
    "logo_retention": "new customers stand on neither side of it",
    "won_by_referral": "deals with accounts whose people somebody referred (R on a page says who)",
    "satisfaction": "median; Enter shows those below 7",
    "buyers_gone": "no order for twice their interval; after one order: inactive_days (e changes it)",
    "clv_subscription": "churn a month is an assumption (e changes it)",
    "clv_orders": "average order × orders a year × years a customer stays",
    "clv_cac": "margin over all costs; the target comes from the source articles (e changes it)",
    "dearest_lead": "worth ÷ target × both conversions",
    "sla_business": "overdue and unanswered is a breach; not yet due is left out; imports have no hour",
    "cadence_adherence": "skipped with a reason is not due",
    "win_value": "in the base currency, at the rate of the day each closed",
    "pushed": "a date that is pushed again and again is a hope; ask what would have to happen",
    "grade_prospect": "if A is not better than C the weights are wrong",
    "grade_customer": "if A is not better than C the weights are wrong",
    "cell_prospect": "grade and what they did lately, as the score stands today",
    "cell_customer": "grade and what they did lately, as the score stands today",
    "order_prospect": "told only when the ranges of A and C do not overlap",
    "order_customer": "told only when the ranges of A and C do not overlap",
    "quality_segment": "the industry; objections and answers are compared by it",
    "quality_people": "a deal that hangs on one person hangs by a thread",
    "verdict_pass": "a verdict is offered; only a person moves a card",
    "source_accepted": "rejected: left lost or disqualified before ever a prospect; waiting: still in the inbox",
    "promised_leads": "e changes what is promised (promised_leads)",
    "promised_touch": "in working minutes; e changes what is promised (sla_minutes)",
    "cac_loaded": "programmes and the cost of selling (a enters both) over new customers",
    "revenue_first": "by the first signal of each account that bought",
}
"""What a figure means, or what to beware of, in the line below the list."""
