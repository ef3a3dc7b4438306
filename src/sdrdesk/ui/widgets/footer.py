"""The keys of the moment, as many as fit, each clickable; `? keys` is always among them."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.theme import INKS, key_words


class KeyBar(Widget):
    """One line of `key label` pairs, made from the bindings that work on the screen now."""

    DEFAULT_CSS = """
    KeyBar { height: 1; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._override: tuple[Binding, ...] | None = None
        self._spots: list[tuple[int, int, Binding]] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def show_group(self, *groups: str) -> None:
        """Show the keys of these groups in place of the screen's bindings (no group: the bindings again)."""
        self._override = (
            tuple(binding for name in groups for binding in keys.GROUPS[name].bindings if binding.show)
            if groups
            else None
        )
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The keys that fit, the most wanted first."""
        width = self.size.width
        self._spots = fit(self._wanted(), width)
        base = self.rich_style
        made: list[Segment] = []
        at = 0
        for start, _end, binding in self._spots:
            made.append(Segment(" " * (start - at), base))
            key, label = _first_key(binding), f" {binding.description}"
            made.append(Segment(key, base + INKS["key"]))
            made.append(Segment(label, base + INKS["dim"]))
            at = start + cell_len(key) + cell_len(label)
        made.append(Segment(" " * max(width - at, 0), base))
        return Strip(made, width)

    def _wanted(self) -> list[Binding]:
        if self._override is not None:
            return [keys.as_mapped(binding, self.app._keymap) for binding in self._override]
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.binding.id:
                found.setdefault(active.binding.id, active.binding)
        order = {binding.id: place for place, binding in enumerate(keys.every_binding())}
        first: tuple[str, ...] = getattr(self.screen, "FIRST_KEYS", ())
        return sorted(found.values(), key=lambda binding: _rank(binding, order, first))

    async def on_click(self, event: events.Click) -> None:
        """A click on a key is the key."""
        for start, end, binding in self._spots:
            if start <= event.x < end:
                event.stop()
                self.app.simulate_key(binding.key.partition(",")[0])
                return


_LATER = ("snooze", "edit", "back")
_LAST = ("help", "quit", "go_inbox", "go_board", "go_today", "go_list", "go_numbers", "palette", "undo")


def _rank(binding: Binding, order: dict[str | None, int], first: tuple[str, ...]) -> tuple[int, int]:
    """What the screen puts first, then its own keys, then the ones that work everywhere."""
    if binding.id in first:
        return (-1, first.index(binding.id))
    return (2 if binding.id in _LAST else 1 if binding.id in _LATER else 0, order.get(binding.id, 999))


def fit(wanted: Sequence[Binding], width: int) -> list[tuple[int, int, Binding]]:
    """(first cell, cell after the last, binding) for those that fit in `width`; `?` is kept before all others."""
    must = [binding for binding in wanted if binding.id == "help"]
    room = width - sum(_cells(binding) for binding in must)
    kept = []
    for binding in wanted:
        if binding in must or _cells(binding) <= room:
            kept.append(binding)
            room -= 0 if binding in must else _cells(binding)
    spots: list[tuple[int, int, Binding]] = []
    at = 1
    for binding in kept:
        end = at + _cells(binding) - 2
        spots.append((at, end, binding))
        at = end + 2
    return spots


def _cells(binding: Binding) -> int:
    return cell_len(_first_key(binding)) + 1 + cell_len(binding.description) + 2


def _first_key(binding: Binding) -> str:
    return key_words(keys.shown_key(binding).split()[0])
