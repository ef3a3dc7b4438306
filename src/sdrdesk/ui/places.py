"""Where the screens live, by name; each module loads when its screen is first visited."""

from importlib import import_module
from typing import Any

from textual.screen import Screen

PLACES: dict[str, str] = {
    "today": "sdrdesk.ui.screens.today.screen:TodayScreen",
    "board": "sdrdesk.ui.screens.board.screen:BoardScreen",
    "list": "sdrdesk.ui.screens.list.screen:ListScreen",
    "inbox": "sdrdesk.ui.screens.inbox.screen:InboxScreen",
    "customers": "sdrdesk.ui.screens.customers.screen:CustomersScreen",
    "report": "sdrdesk.ui.screens.objections.report:ReportScreen",
    "numbers": "sdrdesk.ui.screens.numbers.screen:NumbersScreen",
    "settings": "sdrdesk.ui.screens.settings.screen:SettingsScreen",
    "account": "sdrdesk.ui.screens.account.screen:AccountScreen",
    "brief": "sdrdesk.ui.screens.brief.screen:BriefScreen",
    "dial": "sdrdesk.ui.screens.call.dial:DialScreen",
    "block": "sdrdesk.ui.screens.call.block:BlockScreen",
    "wrapup": "sdrdesk.ui.screens.call.wrapup:WrapUpScreen",
    "call": "sdrdesk.ui.screens.call.screen:CallScreen",
    "practice": "sdrdesk.ui.screens.call.practice:PracticeScreen",
    "objection": "sdrdesk.ui.screens.objections.capture:CaptureScreen",
    "import": "sdrdesk.ui.screens.transfer.screen:ImportScreen",
    "duplicates": "sdrdesk.ui.screens.duplicates.screen:DuplicatesScreen",
    "merge": "sdrdesk.ui.screens.merge.screen:MergeScreen",
    "objections": "sdrdesk.ui.screens.objections.screen:ObjectionScreen",
    "since": "sdrdesk.ui.screens.since.screen:SinceScreen",
    "then": "sdrdesk.ui.screens.since.then:ThenScreen",
    "review": "sdrdesk.ui.screens.review.screen:ReviewScreen",
    "records": "sdrdesk.ui.screens.numbers.records:RecordsScreen",
}
"""Name -> "module:Class". The first seven are places to be; the others stand on top of where one is.

What they are made with: account, brief, dial and objection take an account's id, objection also `call_id=` and
`contact_id=`; objections takes the id of one to explore, block and wrapup that of a call block. call takes the id of
an open call, or of an account to start one with; `criterion=` begins at that one, `contact_id=`, `direction=` and
`point_id=` are of the dial that was answered. records takes a title, what is behind a figure, and a period. merge takes
two ids, and `contact` when they are people; since and then take a day. `session.along(account_id, by)` answers which
account stands so many places further in the list one came from, when there is such a list.
"""

UNMASKED = ("import", "duplicates", "practice")
"""Those that show what is not read through the mask: a file's rows, pairs that were compared, an invented talk."""
BASES = ("today", "board", "list", "inbox", "customers", "report", "numbers", "settings")


def screen(name: str, *args: Any, **kwargs: Any) -> Screen[Any]:
    """A new screen of this name. Raises KeyError for a name that is no place."""
    module, _, class_name = PLACES[name].partition(":")
    made: Screen[Any] = getattr(import_module(module), class_name)(*args, **kwargs)
    return made
