"""Which groups of keys work at the same time, and which keys a rep may give other places."""

TOGETHER: tuple[tuple[str, ...], ...] = (
    ("global", "list", "account_verbs", "copying", "marks", "today", "log", "block_begin", "stage", "make", "bring",
     "narrowed"),
    ("global", "list", "account_verbs", "copying", "marks", "block_begin", "stage", "make", "bring", "board",
     "narrowed"),
    ("global", "list", "account_verbs", "copying", "marks", "log", "block_begin", "make", "bring", "inbox", "narrowed"),
    ("global", "list", "account_verbs", "copying", "log", "stage", "make", "inbox", "along", "account"),
    ("global", "brief", "account_verbs", "log", "stage", "inbox", "along", "page"),
    ("global", "list", "account_verbs", "copying", "marks", "log", "block_begin", "stage", "make", "inbox", "bring",
     "sorting", "narrowed"),
    ("global", "list", "account_verbs", "copying", "marks", "log", "block_begin", "stage", "make", "customers",
     "narrowed"),
    ("global", "list", "numbers"),
    ("global", "list", "account_verbs", "objection_report"),
    ("global", "list", "account_verbs", "log", "page"),
    ("global", "list", "since", "account_verbs", "log", "stage", "page"),
    ("global", "list", "then", "page"),
    ("global", "list", "review", "account_verbs", "log", "stage", "page"),
    ("list", "views"),
    ("global", "list", "page"),
    ("dial", "choice"),
    ("block", "dial", "choice"),
    ("checklist",),
    ("form",),
    ("help",),
)  # fmt: skip
"""Groups whose keys work at the same time."""

MAPPED = frozenset(
    ("global", "list", "account_verbs", "copying", "marks", "log", "block_begin", "stage", "make", "board", "today",
     "sorting", "narrowed", "inbox", "bring", "customers", "objection_report", "numbers", "along", "account")
)  # fmt: skip
"""Groups whose keys can be others. Inside a call, a question or a strip every key stays where it is printed."""
