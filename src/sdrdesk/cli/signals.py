"""An end by signal that unwinds, so that what has to be put right on the way out is."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def ends_unwinding() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP end the program as an exit does, with 128 and their number.

    A window takes them its own way while it is open.
    """

    def end(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    caught = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [(number, signal.signal(number, end)) for number in caught]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
