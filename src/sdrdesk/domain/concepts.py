"""What a column of a file may mean, in the words a rep picks from."""

from __future__ import annotations

CONCEPTS: dict[str, str] = {
    "full_name": "whole name", "first_name": "first name", "last_name": "last name", "company": "company",
    "title": "job title", "email": "e-mail", "email_other": "further e-mails", "phone": "phone at work",
    "phone_mobile": "mobile phone", "phone_other": "further phones", "website": "website", "linkedin_url": "LinkedIn",
    "industry": "industry", "employees": "employees", "annual_revenue": "annual revenue", "street": "street",
    "city": "city", "state": "state", "postal_code": "postal code", "country": "country",
    "lead_source": "where they come from", "owner": "owner", "tags": "tags", "notes": "notes", "status": "status",
    "stage": "stage", "amount": "value", "currency": "currency", "created": "day it was made",
    "updated": "day it was changed", "last_contacted": "day of the last contact", "next_step": "next step",
    "next_step_date": "day of the next step", "close_date": "expected close", "department": "department",
    "seniority": "seniority", "name_prefix": "title before the name", "middle_name": "middle name",
    "name_suffix": "degree behind the name", "do_not_call": "do not call", "email_opt_out": "no e-mails",
    "external_id": "their id there", "gender": "gender", "probability": "probability",
    "company_linkedin_url": "LinkedIn of the company", "lost_reason": "why it was lost", "deal_name": "deal",
    "ordered_on": "day of the order", "order_what": "what was ordered", "call_started": "day and time of the call",
    "call_duration": "length of the call", "call_outcome": "outcome of the call", "call_direction": "in or out",
    "call_purpose": "kind of activity", "call_subject": "subject", "call_note": "what was said",
    "account_ref": "id of their company there", "contact_ref": "id of the person there",
}  # fmt: skip
"""Concept -> what it is called. A column that means none of them is kept as a field of its own."""


def concept_named(text: str) -> str | None:
    """The concept of this id or name; None when there is none."""
    wanted = " ".join(text.strip().casefold().replace("_", " ").split())
    return next((one for one, name in CONCEPTS.items() if wanted in (one.replace("_", " "), name.casefold())), None)
