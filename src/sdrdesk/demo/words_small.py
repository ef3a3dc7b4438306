"""Small talk of a desk: notes, mails, next steps, tags, sources."""

from __future__ import annotations

SOURCES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("Webinar", 18, ("asked a question in the webinar", "stayed to the end of the webinar", "registered, did not come")),
    ("Referral", 12, ("named by a customer", "a former colleague of theirs sent them")),
    ("Trade fair", 13, ("left a card at the stand", "ten minutes at the stand, wants prices")),
    ("Website form", 15, ("demo request", "asked for a price list", "contact form, one line")),
    ("Download", 12, ("took the rota template", "took the guide on sick calls")),
    ("Cold list", 16, ("fits the profile, no signal yet", "hires planners", "opened a third branch")),
    ("Partner", 7, ("payroll partner asked on their behalf", "partner day, short talk")),
    ("Press", 4, ("read the piece in the trade paper",)),
    ("Advertisement", 3, ("clicked the search ad, left a number",)),
)
CAMPAIGNS = {"Webinar": "webinar-sick-calls", "Trade fair": "fair-autumn", "Download": "guide-rota", "Advertisement": "search-ads"}

NOTES = (
    "Prefers mornings, before the vans leave.", "Ask about the new depot next time.", "Speaks German and a little Czech.",
    "Board meets on the first Monday of the month.", "Old tool: a sheet with forty tabs. Bring that up.",
    "On parental leave from next quarter, deputy takes over.", "Reads everything on the phone; keep mails short.",
    "Laughs about the wall chart, but it still decides who works on Sunday.",
    "Wants to talk to the firm from the case study.\nPreferably the planner, not the boss.",
    "Switchboard is friendly; ask for the planning desk.", "Second branch runs its own show. Invite them early.",
    "Do not ring on Fridays, payroll day.", "Has 3 sites, 2 of them seasonal.", "Asked twice for a works agreement [sample].",
)
CUSTOMER_NOTES = (
    "First month: 92 percent of shifts filled by Thursday.", "Would act as a reference, asked for one favour back.",
    "Wants the absence report by branch.", "New planner started, offered her an hour of training.",
)
CALL_NOTES: dict[str, tuple[str, ...]] = {
    "no_answer": ("", "", "", "rings out"),
    "busy": ("", "engaged twice"),
    "voicemail_left": ("left name and the sick-call line", "", "said I will try again"),
    "voicemail_none": ("", "mailbox full"),
    "bad_number": ("number is a bakery", "not in service"),
    "gatekeeper": ("desk says mornings are better", "asked me to try the mobile", "took the name, will pass it on"),
    "wrong_person": ("has moved to purchasing", "is not with planning any more"),
    "hung_up": ("", "two words and gone"),
    "callback": ("in a meeting, asked me to ring back", "driving, ring back"),
    "not_interested": ("polite no", "has enough on the table"),
    "referred": ("says the planning desk decides on tools", "knows someone who has the problem"),
    "conversation": ("good talk", "more to ask next time", ""),
    "meeting_booked": ("both diaries open, date found", "wants to see their own week in it"),
    "do_not_contact": ("asked not to be called again",),
}
MAILS = ("Short mail: two lines and the rota template", "Mail after voicemail", "Mail: what we talked about", "Mail with two dates")
REPLIES = ("Wrote back: Thursday is fine", "Wrote back with a question about phones", "Wrote back: forwarded to planning")
PROOFS = ("Case study sent", "One-page calculation sent", "Data sheet sent", "Rollout plan sent")
MEETINGS = ("Demo with their own week", "Talk with planning and IT", "Walk through the proposal", "Second look with the planners")
MESSAGES = ("Message on the business network: saw the new depot", "Message: thanks for the talk at the stand")
TAGS = ("fair-2026", "season", "works-council", "multi-site", "pilot", "hot", "agency-staff", "reference")
NEXT_CALL = (None, None, None, "try the mobile", "before the vans leave", "ask for the planning desk")
NEXT_DISCOVERY = ("open questions on budget", "who signs", "what happens if nothing changes", "date and reason")
NEXT_PROSPECT: dict[str, tuple[tuple[str, str | None], ...]] = {
    "qualified": (("mail", "send two dates for the demo"), ("call", "who joins the demo"), ("proof", "case of their size")),
    "demo": (("meeting", "demo with their own week"), ("mail", "send what we showed"), ("call", "how the demo landed")),
    "proposal": (("proposal", None), ("call", "questions on the proposal"), ("meeting", "walk through the proposal")),
    "decision": (("call", "what did the Monday round say"), ("task", "get the works agreement ready"),
                 ("wait", "signature"), ("call", "the signer")),
}  # fmt: skip
NEXT_CUSTOMER: tuple[tuple[str, str | None], ...] = (
    ("check_in", None), ("check_in", None), ("call", "ask for a reference"), ("meeting", "review of the quarter"),
    ("mail", "send the absence report by branch"), ("call", "renewal, same terms?"), ("task", "training for the new planner"),
)
ORDERS = ("Planning, annual licence", "Planning, {n} branches", "Set-up and training", "Additional branch", "Text-message pack")
DEALS = ("Planning for {n} branches", "First site", "Pilot and rollout", "Planning, whole group")
UPSELLS = ("Additional branch", "Absence module", "Second region", "Text-message pack")
