"""Columns that refer to other files: the id of the row's company there, the id of its person there."""

from __future__ import annotations

from .neighbours import Column

_ACCOUNTS = frozenset(
    "account id|accountid|company id|companyid|organization id|organisation id|org id|associated company id|"
    "associated company ids|associated company ids (primary)|deal organization id|apollo account id|customer id|"
    "customerid|parent record id|parent record|company record id|account record id|client id".split("|")
)
_PEOPLE = frozenset(
    "contact id|contactid|associated contact id|associated contact ids|person id|personid|primary contact id|who id|"
    "whoid|leadid|lead id|deal contact person id|contact record id".split("|")
)
_OWN = {
    "deals": "deal id|opportunity id|opportunityid|potentialid|record id|id|external id|uuid",
    "orders": "order id|order number|order no|order no.|order|invoice number|invoice no|invoice no.|invoice id|id|"
    "record id|number",
    "calls": "call id|taskid|task id|activity id|activityid|engagement id|note id|record id|id|external id",
}
_DEALINGS = frozenset(_OWN)


def refer(columns: list[Column], kind: str, source: str | None) -> None:
    """Tell the columns that refer to somebody from the row's own id, in place."""
    if kind in _DEALINGS:
        own = set(_OWN[kind].split("|"))
        for column in columns:
            close = source is not None and source.startswith("close")
            if column.name in _ACCOUNTS or (close and column.name == "lead id"):
                column.concept = "account_ref"
            elif column.name in _PEOPLE:
                column.concept = "contact_ref"
            elif column.name in own and column.concept in (None, "ignore", "external_id"):
                column.concept = "external_id"
            elif column.concept == "external_id":
                column.concept = None
        if kind == "calls" and not any(column.concept == "call_started" for column in columns):
            for column in columns:
                if column.concept == "created":
                    column.concept = "call_started"
                    break
        return
    if kind == "people":
        others = any(column.concept == "external_id" and column.name not in _ACCOUNTS for column in columns)
        for column in columns:
            if column.name in _ACCOUNTS and (column.concept in (None, "ignore") or others):
                column.concept = "account_ref"
