"""Where the screens live, by name; each module loads when its screen is first visited."""

from importlib import import_module
from typing import Any

from textual.screen import Screen

PLACES: dict[str, str] = {
    "board": "sdrdesk.ui.screens.board.screen:BoardScreen",
    "inbox": "sdrdesk.ui.screens.inbox.screen:InboxScreen",
    "settings": "sdrdesk.ui.screens.settings.screen:SettingsScreen",
    "account": "sdrdesk.ui.screens.account.screen:AccountScreen",
    "find": "sdrdesk.ui.screens.find.screen:FindScreen",
    "dial": "sdrdesk.ui.screens.call.dial:DialScreen",
    "call": "sdrdesk.ui.screens.call.screen:CallScreen",
    "import": "sdrdesk.ui.screens.transfer.screen:ImportScreen",
    "objections": "sdrdesk.ui.screens.objections.screen:ObjectionScreen",
}
"""Name -> "module:Class". The first three are places to be; the others stand on top of where one is."""

BASES = ("board", "inbox", "settings")


def screen(name: str, *args: Any, **kwargs: Any) -> Screen[Any]:
    """A new screen of this name. Raises KeyError for a name that is no place."""
    module, _, class_name = PLACES[name].partition(":")
    made: Screen[Any] = getattr(import_module(module), class_name)(*args, **kwargs)
    return made
