"""The whole keyboard on one page: every key, where it works, and what it says about itself.

Footer, help overlay and the README's key table are made from these groups. A screen takes its `BINDINGS` from
here by group name; the method it needs is `action_<action>`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType


class KeyGroup(NamedTuple):
    """The keys of one context: its title in the help, and its bindings in the order of the footer."""

    title: str
    bindings: tuple[Binding, ...]


def _key(
    keys: str, action: str, label: str, tooltip: str, *, id: str = "", shown: str = "", footer: bool = True
) -> Binding:
    """One key. `id` defaults to the action's name; `shown` is how footer and help print it."""
    return Binding(
        keys, action, label, show=footer, key_display=shown or None, tooltip=tooltip, id=id or action.partition("(")[0]
    )


def _quiet(keys: str, action: str, label: str, tooltip: str, *, id: str = "", shown: str = "") -> Binding:
    """A key that is in the help, not in the footer."""
    return _key(keys, action, label, tooltip, id=id, shown=shown, footer=False)


_ENTER = "⏎"

# fmt: off
GROUPS: dict[str, KeyGroup] = {
    "global": KeyGroup(
        "Everywhere outside a call or a question",
        (
            _key("question_mark", "help", "keys", "All keys that work here", shown="?"),
            _key("u", "undo", "undo", "Take back the last act, whole"),
            _quiet("U", "acts", "acts", "List of acts: pick one to take back or to do again"),
            _key("1", "go('today')", "Today", "What to do now, and why, one row after the other", id="go_today"),
            _key("2", "go('board')", "Board", "Lead · Prospect · Customer", id="go_board"),
            _quiet("3", "go('list')", "List", "Every account, sorted as you like", id="go_list"),
            _quiet("4", "go('report')", "Objections", "What stands in the way, and what objections teach", id="go_report"),
            _quiet("5", "go('numbers')", "Numbers", "Nine questions about how it goes, answered from the records", id="go_numbers"),
            _quiet("6", "go('customers')", "Customers", "Who wants looking after, what they buy and when next", id="go_customers"),
            _key("0", "go('inbox')", "Inbox", "What an import brought and nobody has taken on yet", id="go_inbox"),
            _quiet("comma", "go('settings')", "Settings", "Currency, region, hours, goals", id="go_settings", shown=","),
            _key("colon,ctrl+k", "palette", "anything", "People, companies, what was said, views and commands in one box", shown=": ^k"),
            _quiet("v", "view", "views", "A saved view by its number; keep a filter as one, delete one"),
            _quiet("z", "mask", "mask", "Blank names, words and amounts while others see the screen; once more shows them"),
            _key("q", "quit", "quit", "Leave; everything is saved already"),
            _quiet("f1", "help", "keys", "All keys that work here", id="help_f1", shown="F1"),
        ),
    ),
    "list": KeyGroup(
        "In a list",
        (
            _quiet("j,down", "cursor_down", "down", "One row down", shown="j ↓"),
            _quiet("k,up", "cursor_up", "up", "One row up", shown="k ↑"),
            _quiet("g,home", "cursor_home", "first", "To the first row", shown="g Home"),
            _quiet("G,end", "cursor_end", "last", "To the last row", shown="G End"),
            _quiet("pagedown,ctrl+d", "cursor_page_down", "page down", "One screenful down", shown="PgDn"),
            _quiet("pageup,ctrl+u", "cursor_page_up", "page up", "One screenful up", shown="PgUp"),
            _key("enter", "open", "open", "Open what is under the cursor", shown=_ENTER),
        ),
    ),
    "account_verbs": KeyGroup(
        "On an account, wherever it is under the cursor",
        (
            _key("c", "call", "call", "Dial card: number, person, outcome in one key"),
            _key("d", "discovery", "discovery", "The guided call at once: they rang, or we sit together"),
            _key("o", "objection", "objection", "Log an objection: category, then their words"),
            _key("n", "note", "note", "Write a note"),
            _key("a", "next_step", "next", "Set the one dated next step: `send plan thu 10`, `call in 3d`"),
            _key("s", "snooze", "snooze", "Same next step, another day: 1 3 7 m, thu 10, 15 jan"),
            _key("e", "edit", "edit", "Edit the facts"),
            _quiet("m", "merge", "merge", "The same as another one: side by side, then one; `u` parts them again"),
            _quiet("p", "brief", "brief", "Before the call: who, why now, their words, what to ask, what stands against it"),
            _key("number_sign", "tag", "tag", "Tags: `+hot -cold`; the known ones are offered", shown="#"),
            _quiet("full_stop", "repeat", "again", "The last change once more, on the account now under the cursor",
                   shown="."),
            _quiet("equals_sign", "why", "why", "Why this score: every line of it, and its points", shown="="),
            _key("C", "cadence", "cadence", "The step at hand of its cadence, text filled in: do, copy, skip, pause; or give one"),
            _quiet("delete", "leave", "leave", "Off the board: lost, dormant, disqualified, churned, or a mistake",
                   shown="Del"),
        ),
    ),
    "marks": KeyGroup(
        "In a list: acting on many",
        (
            _key("x", "mark", "mark", "Mark the account, or unmark it; the next verb acts on all marked ones at once"),
            _quiet("X", "mark_all", "mark all", "Mark all that the list is narrowed to, those out of sight too"),
        ),
    ),
    "copying": KeyGroup(
        "On an account in a list and on its page",
        (
            _quiet("y", "copy_text", "copy", "Copy what to write to them: the text of the cadence's step, else the follow-up to the last talk"),
        ),
    ),
    "log": KeyGroup(
        "On an account page, in the inbox and on Today",
        (_key("l", "log", "log", "Log what was not my call: mail, reply, meeting, message, proof"),),
    ),
    "block_begin": KeyGroup(
        "In a list of accounts",
        (_key("b", "block", "block", "Call block: this list, frozen, one row after the other; or on with the one begun"),),
    ),
    "stage": KeyGroup(
        "Along the board",
        (
            _key("L,shift+right", "promote", "on", "One stage on; the gate names what is missing", shown="L"),
            _key("H,shift+left", "back", "back", "One stage back, with a reason", shown="H"),
        ),
    ),
    "make": KeyGroup(
        "New and find",
        (
            _key("slash", "find", "find", "Narrow the list: a name, an e-mail, a phone, or `stage:prospect quiet>14`", shown="/"),
            _key("N", "new", "new", "New account, person or deal"),
        ),
    ),
    "board": KeyGroup(
        "On the board",
        (
            _quiet("h,left", "column_left", "column left", "To the column on the left", shown="h ←"),
            _quiet("l,right", "column_right", "column right", "To the column on the right", shown="l →"),
            _quiet("r", "read_again", "read again", "Read the board again from the file"),
        ),
    ),
    "today": KeyGroup(
        "On Today",
        (
            _key("plus", "sooner", "sooner", "Further up among its like, with a reason, until its step is done", shown="+"),
            _key("minus", "not_now", "not now", "Further down among its like, with a reason, until its step is done",
                 shown="-"),
            _quiet("t", "take", "take", "Back on the board: an account whose day to look again has come",
                   id="today_take"),
            _quiet("r", "read_again", "read again", "Read the queue again from the file", id="today_read_again"),
        ),
    ),
    "why": KeyGroup(
        "On a score",
        (
            _key("enter", "open", "open", "Open the account", id="why_open", shown=_ENTER),
            _key("escape,equals_sign,q", "cancel", "close", "Close the score", id="why_close", shown="Esc"),
        ),
    ),
    "sorting": KeyGroup(
        "In the list",
        (
            _key("less_than_sign", "sort_left", "sort", "Sort by the column on the left", shown="<"),
            _key("greater_than_sign", "sort_right", "sort", "Sort by the column on the right; a score follows an act within a second", shown=">"),
            _key("r", "turn_round", "turn round", "The other way round; those off the board stay below"),
        ),
    ),
    "views": KeyGroup(
        "Among the views",
        (
            _key("enter", "open", "open", "Narrow the list to this view", id="views_open", shown=_ENTER),
            _key("1,2,3,4,5,6,7,8,9", "number", "by number", "Narrow the list to the view of this number", id="views_number", shown="1–9"),
            _key("plus", "keep", "keep", "Keep what the list is narrowed to as a view", id="views_keep", shown="+"),
            _key("delete,minus", "remove", "delete", "Delete the view under the cursor; its accounts stay", id="views_remove", shown="Del -"),
            _key("escape,v", "cancel", "close", "Leave everything as it is", id="views_cancel", shown="Esc"),
        ),
    ),
    "narrowed": KeyGroup(
        "In a narrowed list",
        (_quiet("escape", "show_all", "show all", "Unmark what is marked; then show everything again", shown="Esc"),),
    ),
    "inbox": KeyGroup(
        "In the inbox, in the list and on a page",
        (_key("t", "take", "take", "Onto the board, with a first next step; whoever left comes back"),),
    ),
    "bring": KeyGroup(
        "On Today, on the board and in the inbox",
        (_quiet("i", "import", "import", "Import people from a file: CSV, .xlsx, address cards"),),
    ),
    "import_plan": KeyGroup(
        "On the import screen",
        (_key("f", "kind", "which rows", "The rows by what becomes of them: f and c new, u to update, s the same, l left out, r refused, a all", id="plan_kind"),
         _key("d", "declare", "declare", "Columns that look like numbers, dates or one of a few words become fields of your own", id="plan_declare"),),
    ),
    "brief": KeyGroup(
        "On a brief",
        (
            _key("enter", "call", "call", "The dial card", id="brief_call", shown=_ENTER),
            _key("y", "copy", "copy", "Copy the brief as plain text", id="brief_copy"),
        ),
    ),
    "along": KeyGroup(
        "On an account page and on a brief",
        (
            _quiet("J", "next_record", "next", "The next account of the list you came from"),
            _quiet("K", "previous_record", "previous", "The previous one"),
        ),
    ),
    "account": KeyGroup(
        "On an account page",
        (
            _quiet("f", "filter", "filter", "Timeline: f and a letter: c calls, n notes, o objections, s stage, m mail, l logged, r cadences, e edits, a all"),
            _quiet("tab,right", "pane_next", "other side", "From the facts to the timeline", shown="Tab →"),
            _quiet("shift+tab,left", "pane_previous", "other side", "From the timeline to the facts", shown="⇧Tab ←"),
            _key("escape", "close", "back", "Back to where you came from", shown="Esc"),
        ),
    ),
    "reading": KeyGroup(
        "In a text that is read in full",
        (
            _key("escape,q", "cancel", "close", "Back to where you came from", id="reading_close", shown="Esc"),
            _key("y", "copy", "copy", "Copy the whole of it", id="reading_copy"),
        ),
    ),
    "step_card": KeyGroup(
        "On a step of a cadence",
        (
            _key("enter", "did", "sent, dial", "It was sent, by you: log it and go on; a call: dial; paused: resume",
                 id="step_did", shown=_ENTER),
            _key("y", "copy", "copy", "Copy the text", id="step_copy"),
            _key("t", "hand_off", "mailto:", "Hand the mail to the program that takes mailto: links", id="step_hand_off"),
            _key("minus", "act('skip')", "skip", "Leave this step out", id="step_skip", shown="-"),
            _key("p", "act('pause')", "pause", "Pause it until a day", id="step_pause"),
            _quiet("r", "act('resume')", "resume", "Its step is the next one again", id="step_resume"),
            _key("x", "act('stop')", "stop", "Stop it, with a reason", id="step_stop"),
            _quiet("s", "subject", "subject", "Copy the subject", id="step_subject"),
            _quiet("tab,plus", "act('other')", "another", "The cadence of another person; the only one: give a further one",
                   id="step_other", shown="Tab"),
            _key("escape,q", "cancel", "close", "Back to where you came from", id="step_close", shown="Esc"),
        ),
    ),
    "objection_report": KeyGroup(
        "In the report of objections",
        (
            _key("l,right,tab", "page_right", "next", "The next page: open, by kind, stage, concern, answer, segment, source, month", shown="l → Tab"),
            _quiet("h,left,shift+tab", "page_left", "before", "The page before", shown="h ← ⇧Tab"),
            _key("less_than_sign", "span_shorter", "shorter", "Look back over fewer days", shown="<"),
            _key("greater_than_sign", "span_longer", "longer", "Look back over more days: 30, 90, 365", shown=">"),
        ),
    ),
    "customers": KeyGroup(
        "Among the customers",
        (_key("plus", "offers", "more to sell", "What customers with the same purchases bought too, of how many", shown="+"),),
    ),
    "numbers": KeyGroup(
        "Among the numbers",
        (
            _key("l,right,tab", "question_next", "next", "The next question", shown="l → Tab"),
            _quiet("h,left,shift+tab", "question_previous", "before", "The question before", shown="h ← ⇧Tab"),
            _key("left_square_bracket", "earlier", "earlier", "The period before", shown="["),
            _key("right_square_bracket", "later", "later", "The period after", shown="]"),
            _quiet("less_than_sign", "shorter", "shorter", "A shorter period: year, quarter, month", shown="<"),
            _quiet("greater_than_sign", "longer", "longer", "A longer period: month, quarter, year", shown=">"),
            _key("at", "as_of", "as of", "As things stood on a day", id="numbers_as_of", shown="@"),
            _key("a", "enter_money", "enter", "Enter what was spent, the cost of selling, a rate, what an account pays per month", id="numbers_enter"),
            _key("e", "assume", "targets", "Change a target, the margin, a window: what numbers assume", id="numbers_assume"),
            _quiet("r", "read_again", "read again", "Work everything out afresh", id="numbers_read_again"),
        ),
    ),
    "since": KeyGroup(
        "Among the changes since a day",
        (
            _key("tab,right", "kind_right", "next", "The next kind: new, forward, won, back, left, returned, untouched", shown="Tab →"),
            _quiet("shift+tab,left", "kind_left", "before", "The kind before", shown="⇧Tab ←"),
            _key("left_square_bracket", "week_back", "earlier", "Since a week earlier", shown="["),
            _quiet("right_square_bracket", "week_on", "later", "Since a week later", shown="]"),
            _key("at", "since_day", "since", "Since the morning of another day", shown="@"),
        ),
    ),
    "then": KeyGroup(
        "On the board as it was",
        (
            _key("l,right,tab", "then_right", "column", "To the column at the right", shown="l → Tab"),
            _quiet("h,left,shift+tab", "then_left", "column", "To the column at the left", shown="h ← ⇧Tab"),
            _key("left_square_bracket", "then_back", "earlier", "A week earlier", shown="["),
            _quiet("right_square_bracket", "then_on", "later", "A week later", shown="]"),
            _key("at", "then_day", "morning of", "The board on the morning of another day", shown="@"),
            _key("s", "then_since", "since", "What changed since that morning"),
        ),
    ),
    "review": KeyGroup(
        "In the review",
        (
            _key("tab,right", "step_right", "next step", "The next step: changes, untouched, prospects, objections, numbers, customers, waking, decide", shown="Tab →"),
            _quiet("shift+tab,left", "step_left", "step before", "The step before", shown="⇧Tab ←"),
            _key("plus", "decide", "decide", "Keep a decision; 1 … to 3 … is a priority", shown="+"),
            _key("w", "write_review", "write", "Write the review as a Markdown page beside the desk"),
        ),
    ),
    "settings": KeyGroup(
        "In the settings",
        (_key("e", "edit", "change", "Change the setting under the cursor", id="settings_edit"),),
    ),
    "page": KeyGroup(
        "On a page",
        (_key("escape", "close", "back", "Back to where you came from", shown="Esc"),),
    ),
    "find": KeyGroup(
        "While finding",
        (
            _key("enter", "accept", "to the list", "Keep the list narrowed and go to it", id="find_accept", shown=_ENTER),
            _key("tab", "find_anyone", "anyone", "Look beyond this list: the inbox, the board, whoever left", shown="Tab"),
            _key("escape", "close", "show all", "Show everything again", id="find_close", shown="Esc"),
        ),
    ),
    "dial": KeyGroup(
        "On the dial card",
        (
            _key("enter", "answered", "take it", "They answered: the guided call; or the outcome that is marked", shown=_ENTER),
            _key("y", "copy", "copy number", "Copy the number"),
            _key("t", "hand_off", "tel:", "Hand the number to the program that takes tel: links"),
            _key("o", "objection", "objection", "Log an objection: category, then their words", id="dial_objection"),
            _quiet("1,2,3,4,5,6,7,8,9", "person", "person", "Call another person of the account", shown="1–9"),
            _quiet("tab", "other_number", "other number", "Another number of the same person", shown="Tab"),
            _key("escape", "close", "back", "No call was made", id="dial_close", shown="Esc"),
            _key("question_mark,f1", "help", "keys", "All keys that work here", id="dial_help", shown="?"),
        ),
    ),
    "block": KeyGroup(
        "In a call block",
        (
            _key("minus", "skip_row", "skip", "Leave this one out; the next step stays", shown="-"),
            _key("u", "app.undo", "undo", "Take back the last act, whole; its row is in front again", id="block_undo"),
            _key("escape", "close", "leave", "Leave the block; b goes on with it, today or tomorrow", id="block_close",
                 shown="Esc"),
            _quiet("J", "row_next", "next row", "To the next row, this one waits", shown="J"),
            _quiet("K", "row_previous", "previous row", "To the row before", shown="K"),
            _key("colon,ctrl+k", "app.palette", "anyone", "Somebody rings: type the number, Enter, d; the block waits",
                 id="block_palette", shown=": ^k"),
            _quiet("U", "app.acts", "acts", "List of acts: pick one to take back or to do again", id="block_acts"),
        ),
    ),
    "wrapup": KeyGroup(
        "In the wrap-up of a sheet",
        (
            _quiet("down,pagedown", "row_down", "down", "One row down", id="wrapup_down", shown="↓"),
            _quiet("up,pageup", "row_up", "up", "One row up", id="wrapup_up", shown="↑"),
            _key("minus", "skip_row", "not dialled", "Leave this one out; the next step stays", id="wrapup_skip",
                 shown="-"),
            _key("u", "app.undo", "undo", "Take back the last act, whole; its row is in front again", id="wrapup_undo"),
            _key("o", "objection", "objection", "Log an objection: category, then their words", id="wrapup_objection"),
            _key("E", "end_sheet", "end", "End the sheet: whoever has no outcome was not dialled", id="wrapup_end"),
            _key("escape", "close", "leave", "Leave the sheet; :wrapup goes on with it", id="wrapup_close", shown="Esc"),
            _key("question_mark,f1", "help", "keys", "All keys that work here", id="wrapup_help", shown="?"),
        ),
    ),
    "line": KeyGroup(
        "In the call line",
        (
            _key("enter", "file", "file", "File the line: under the question in front, or the slot word it starts with",
                 shown=_ENTER),
            _key("tab", "next_question", "next", "Next open question", shown="Tab"),
            _quiet("shift+tab", "previous_question", "previous", "Previous open question", shown="⇧Tab"),
            _quiet("backspace", "take_back", "take back", "In the empty line: take back the last filed line", shown="⌫"),
            _quiet("plus", "add_named", "add", "In the empty line: add the person whom the last line named, while that is offered", shown="+"),
            _quiet("pagedown", "next_question", "next", "Next open question", id="page_next", shown="PgDn ↓"),
            _quiet("pageup", "previous_question", "previous", "Previous open question", id="page_previous", shown="PgUp"),
            _key("escape", "checklist", "checklist", "To the checklist, where single keys act", shown="Esc ↑"),
            _quiet("f1", "help", "keys", "All keys that work here", id="line_help", shown="F1"),
        ),
    ),
    "checklist": KeyGroup(
        "In the checklist of a call",
        (
            _key("g", "grade", "grade", "g, a grade 0-3 and the evidence u a s c: g2s"),
            _key("minus", "skip", "skip", "Skip the question", shown="-"),
            _key("plus", "park", "park", "Park the question for the next call", shown="+"),
            _key("question_mark", "probes", "probes", "Probes for the question in front", shown="?"),
            _quiet("left_square_bracket", "section_previous", "section", "Previous section", shown="["),
            _quiet("right_square_bracket", "section_next", "section", "Next section", shown="]"),
            _key("f", "finish", "finish", "Finish: outcome, verdict, next step"),
            _key("escape", "draft", "leave as draft", "Leave the call as a draft; it is offered again", shown="Esc"),
        ),
    ),
    "finish": KeyGroup(
        "At the end of a call",
        (
            _key("enter", "choose", "take it", "Take the marked outcome", id="finish_choose", shown=_ENTER),
            _key("1,2,3,4,5,6,7,8,9", "hard_stop", "hard stop", "Name a hard stop, or take it away again", shown="1–9"),
            _key("escape", "close", "on with the call", "Back to the call", id="finish_close", shown="Esc"),
            _quiet("f1", "help", "keys", "All keys that work here", id="finish_help", shown="F1"),
        ),
    ),
    "practice": KeyGroup(
        "At the end of practice",
        (
            _key("enter", "leave", "end practice", "Out of practice; nothing of it is kept", id="practice_leave", shown=_ENTER),
            _key("escape", "go_on", "on with the call", "Back to the practised call", id="practice_on", shown="Esc"),
        ),
    ),
    "doubt": KeyGroup(
        "On an objection",
        (
            _key("escape", "close", "back", "Back to where you came from", id="doubt_close", shown="Esc"),
            _key("question_mark,f1", "help", "keys", "All keys that work here", id="doubt_help", shown="?"),
        ),
    ),
    "merge": KeyGroup(
        "Merging two into one",
        (
            _key("enter", "merge_now", "merge", "Make them one", shown=_ENTER),
            _key("left,h", "take_left", "left", "The left side stands", shown="←"),
            _key("right,l", "take_right", "right", "The right side stands", shown="→"),
            _key("b", "take_both", "both", "Both stand, one behind the other, where words can"),
            _quiet("less_than_sign", "every_left", "all left", "Everything from the left", shown="<"),
            _quiet("greater_than_sign", "every_right", "all right", "Everything from the right", shown=">"),
            _key("x", "turn", "turn round", "The other one stays"),
            _key("minus", "keep_apart", "not the same", "They are two: remembered, and not proposed again", shown="-"),
            _key("escape", "close", "back", "Leave both as they are", id="merge_close", shown="Esc"),
            _quiet("question_mark,f1", "help", "keys", "All keys that work here", id="merge_help", shown="?"),
        ),
    ),
    "duplicates": KeyGroup(
        "Among the duplicates",
        (
            _key("enter,m", "merge_pair", "merge", "Side by side, then one", id="duplicates_merge", shown="⏎ m"),
            _key("minus", "keep_apart", "not the same", "They are two: remembered, and not proposed again",
                 id="duplicates_apart", shown="-"),
            _key("o", "open_one", "open", "Open the one on the left"),
            _key("X", "merge_exact", "merge the sure ones", "Merge every pair that leaves nothing to doubt, after a look; one `u`"),
            _key("r", "look_again", "look again", "Search the whole desk again"),
            _key("escape", "close", "back", "Stop the search, or back to where you came from", id="duplicates_close",
                 shown="Esc"),
        ),
    ),
    "prompt": KeyGroup(
        "In a question",
        (
            _key("enter", "accept", "ok", "Take the answer", shown=_ENTER),
            _key("escape", "cancel", "cancel", "Leave without changing anything", shown="Esc"),
        ),
    ),
    "note": KeyGroup(
        "In a note",
        (_quiet("f2,ctrl+g", "editor", "editor", "Go on in your own editor ($VISUAL or $EDITOR)", shown="F2 ^g"),),
    ),
    "working": KeyGroup(
        "While many accounts are worked on",
        (_key("escape", "cancel", "stop", "Stop; nothing of it is kept", id="working_stop", shown="Esc"),),
    ),
    "gate": KeyGroup(
        "At a closed gate",
        (
            _key("exclamation_mark", "override", "override", "A prospect all the same, with a reason that is kept",
                 shown="!"),
            _key("escape", "cancel", "cancel", "Leave it where it is", id="gate_cancel", shown="Esc"),
        ),
    ),
    "plan": KeyGroup(
        "In a plan",
        (
            _key("enter,y", "accept", "do it", "Do what the plan says; one act, one undo", id="plan_accept", shown=_ENTER),
            _key("escape,n", "cancel", "leave it", "Leave everything as it is", id="plan_cancel", shown="Esc"),
        ),
    ),
    "form": KeyGroup(
        "In a form",
        (
            _key("enter", "next_field", "next, last saves", "Next field; on the last one: save", shown=_ENTER),
            _quiet("down,tab", "next_field", "next field", "Next field", id="form_down", shown="↓ Tab"),
            _quiet("up,shift+tab", "previous_field", "previous field", "Previous field", id="form_up", shown="↑ ⇧Tab"),
            _quiet("ctrl+s", "save", "save", "Save from any field", shown="^s"),
            _key("escape", "cancel", "cancel", "Leave without saving", id="form_cancel", shown="Esc"),
        ),
    ),
    "choice": KeyGroup(
        "In a strip of choices",
        (
            _key("enter", "choose", "take it", "Take the marked choice", shown=_ENTER),
            _quiet("left", "choice_left", "left", "Mark the choice on the left", shown="←"),
            _quiet("right", "choice_right", "right", "Mark the choice on the right", shown="→"),
            _quiet("up", "choice_up", "up", "Mark the choice above", shown="↑"),
            _quiet("down", "choice_down", "down", "Mark the choice below", shown="↓"),
            _key("escape", "cancel", "cancel", "Choose nothing", id="choice_cancel", shown="Esc"),
        ),
    ),
    "acts": KeyGroup(
        "In the list of acts",
        (
            _key("enter", "pick", "take back", "Take this act back; one that was taken back is done again",
                 id="acts_pick", shown=_ENTER),
            _key("escape", "cancel", "close", "Close the list", id="acts_cancel", shown="Esc"),
        ),
    ),
    "help": KeyGroup(
        "In the help",
        (_key("escape,question_mark,q,enter", "cancel", "close", "Close the help", id="help_close", shown="Esc"),),
    ),
}
# fmt: on
"""Context name -> its keys, in the order of the help."""

COMMAND_LINE: dict[str, str] = {
    "undo": "undo", "acts": "history", "go_today": "due", "go_list": "accounts", "go_settings": "settings",
    "view": "view", "palette": "search", "call": "log", "cadence": "cadence", "objection": "objection", "note": "note", "next_step": "next",
    "go_numbers": "numbers", "go_report": "objections", "numbers_enter": "spend", "numbers_assume": "settings",
    "snooze": "snooze", "edit": "edit", "leave": "lose", "log": "activity", "promote": "promote", "back": "back",
    "new": "add", "brief": "brief", "take": "take", "merge": "merge", "keep_apart": "not-same", "today_take": "take",
    "tag": "tag", "mark_all": "many", "import": "import", "views_keep": "view", "views_remove": "view",
}  # fmt: skip
"""Binding id -> the command that does the same from a shell."""


class Word(NamedTuple):
    """A command of the `:` box that has no key, or takes words after it; the screen's, or the app's, `command_<name>`.

    `takes` says in short what may follow, `shell` is the command that does the same from a shell, `key` the key that
    does it without words.
    """

    name: str
    takes: str
    tooltip: str
    shell: str = ""
    key: str = ""

    @property
    def typed(self) -> str:
        """How it is typed: `brief`, `recycle 6m`."""
        return f"{self.name} {self.takes}".strip()


WORDS: tuple[Word, ...] = (
    Word("sheet", "15", "The list as numbers to take away, in a text file beside the desk; so many, else all", "sheet"),
    Word("wrapup", "", "The outcomes of a sheet: one key for each row"),
    Word("spread", "", "The late pile over the coming days, by score and my pace; the plan is shown first", "spread"),
    Word("cadence", "ID, do, skip, pause, resume or stop", "Put the account on a cadence, or what becomes of the one it is on", "cadence"),
    Word("recycle", "6m", "Off the board until a day, with the reason: dormant; who is off already waits longer", "dormant"),
    Word("allow", "", "An account that asked not to be contacted took that back: the block goes, with the reason", "allow"),
    Word("playbook", "meddic", "Qualify the account by another playbook; what is known is carried over", "playbooks"),
    Word("practice", "invented", "A guided call on a copy of this account, or an invented one; nothing is kept", "practice"),
    Word("handoff", "", "A hand-off to the colleague who takes over, in Markdown: copied, and kept as a file", "handoff"),
    Word("since", "mon", "What changed since the morning of a day, the board then and now, and who was left untouched", "since"),
    Word("review", "[save]", "The week in half an hour, step by step; what is decided becomes a page beside the desk", "review"),
    Word("asof", "mon", "The board as it stood on the morning of a day", "board"),
    Word("imports", "", "What came in, file by file: look into one, take it back whole, bring it again", "imports"),
    Word("import", "[file]", "People from a CSV, .xlsx or .vcf file into the inbox; what would happen is shown first", "import", "i"),
    Word("export", "[file]", "Write the desk to a file, by its ending: json all, csv or xlsx tables, vcf people, ics next steps, md pipeline", "export"),
    Word("forget", "", "Erase the person or account at hand for good, from log and index too: no undo", "forget"),
    Word("duplicates", "", "Who may be on the desk twice, with a score and why: merge, or say that they are two", "duplicates"),
)
"""In the order of the box. The method is handed what was typed after the name."""

HIDDEN: tuple[Binding, ...] = (
    Binding("ctrl+c,super+c", "how_to_quit", "how to quit", show=False, system=True, id="how_to_quit"),
    Binding("ctrl+q", "quit", "quit", show=False, system=True, priority=True, id="quit_chord"),
    Binding("ctrl+z", "suspend_process", "suspend", show=False, system=True, priority=True, id="suspend"),
)
"""Chords of the terminal's own habits. None is needed."""


def bindings(*groups: str) -> list[BindingType]:
    """The bindings of these groups, in order, for a `BINDINGS` class variable."""
    return [binding for name in groups for binding in GROUPS[name].bindings]


def without(some: list[BindingType], *ids: str) -> list[BindingType]:
    """These bindings but for some, for a widget that leaves a key to its screen."""
    return [binding for binding in some if not (isinstance(binding, Binding) and binding.id in ids)]


def shown_key(binding: Binding) -> str:
    """How a binding's key is printed in footer, help and README."""
    return binding.key_display or " ".join(map(pretty, binding.key.split(",")))


_PRETTY = {
    "enter": _ENTER, "escape": "Esc", "backspace": "⌫", "delete": "Del", "pageup": "PgUp", "pagedown": "PgDn", "left": "←",
    "right": "→", "up": "↑", "down": "↓", "shift+tab": "⇧Tab", "comma": ",",
}  # fmt: skip


def pretty(key: str) -> str:
    """A key's name as it is printed: `^l`, `#`, `F5`."""
    if key in _PRETTY:
        return _PRETTY[key]
    if key.startswith("ctrl+"):
        return f"^{key.removeprefix('ctrl+')}"
    if len(key) > 1:
        from textual.keys import key_to_character  # only keys of the rep's own have such names

        return key_to_character(key) or key.capitalize()
    return key


def as_mapped(binding: Binding, keymap: Mapping[str, str]) -> Binding:
    """The binding with the rep's own keys, where it has some."""
    own = keymap.get(str(binding.id))
    return binding if own is None else binding.with_key(own, None)


def by_id(binding_id: str) -> Binding:
    """The binding of this id. Raises KeyError when there is none."""
    for binding in every_binding():
        if binding.id == binding_id:
            return binding
    raise KeyError(binding_id)


def every_binding() -> list[Binding]:
    """Every binding of the keyboard, in the order of the help, hidden chords last."""
    return [binding for group in GROUPS.values() for binding in group.bindings] + list(HIDDEN)


def command_page() -> str:
    """What `:` can do, each with its key and its command, as a Markdown table for the README."""
    rows = ["| `:` and | key | from a shell |", "|---|---|---|"]
    for binding in commands():
        key = " ".join(f"`{part}`" for part in shown_key(binding).split())
        shell = f"`sdrdesk {COMMAND_LINE[binding.id]}`" if binding.id in COMMAND_LINE else ""
        rows.append(f"| {command_name(binding)} | {key} | {shell} |")
    for word in WORDS:
        shell = f"`sdrdesk {word.shell}`" if word.shell else ""
        key = f"`{word.key}`" if word.key else ""
        rows.append(f"| `{word.typed}`: {word.tooltip} | {key} | {shell} |")
    return "\n".join(rows)


_PLACES = ("global", "account_verbs", "copying", "marks", "log", "block_begin", "stage", "make", "board", "today", "sorting",
           "narrowed", "inbox", "bring", "customers", "objection_report", "numbers", "along", "account")  # fmt: skip
_NOT_IN_THE_BOX = frozenset({"palette", "help_f1", "close", "column_left", "column_right", "pane_next", "pane_previous",
                             "show_all", "question_next", "question_previous", "page_right", "page_left",
                             "import"})  # fmt: skip


def commands() -> list[Binding]:
    """Every key that is a command: what acts outside calls and questions, moving about left out."""
    found = [binding for name in _PLACES if name in GROUPS for binding in GROUPS[name].bindings]
    return [binding for binding in found if binding.id not in _NOT_IN_THE_BOX]


def command_name(binding: Binding) -> str:
    """What a command is called in the box and on its page: its label, then what it does."""
    return f"{binding.description}: {binding.tooltip}"


def key_table() -> str:
    """The keyboard as a Markdown table, one row per key, for the README; keys that can be others have a name."""
    from .contexts import MAPPED  # only a table of every key tells them apart

    rows = ["| where | key | what | name |", "|---|---|---|---|"]
    for group_name, group in GROUPS.items():
        where = group.title
        for binding in group.bindings:
            key = " ".join(f"`{part}`" for part in shown_key(binding).split())
            own = f"`{binding.id}`" if group_name in MAPPED else ""
            rows.append(f"| {where} | {key} | {binding.tooltip.replace('|', '/')} | {own} |")
            where = ""
    return "\n".join(rows)
