"""The floor: a Textual application with one line that counts keys."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows READY and the number of keys pressed; `q` leaves."""

    pressed = 0

    def compose(self) -> ComposeResult:
        yield Static("READY 0")

    def on_key(self, event: events.Key) -> None:
        if event.key == "q":
            self.exit()
            return
        self.pressed += 1
        self.query_one(Static).update(f"READY {self.pressed}")


if __name__ == "__main__":
    Bare().run()
