"""Ids: UUIDv7 for what is made here, uuid5 where two laptops mean the same thing."""

from __future__ import annotations

import os
import threading
import time
import uuid

NAMESPACE = uuid.UUID("6f1c1f0e-6d2b-5b7e-9a53-1f7a3c0d5e11")

_VARIANT = {sign: f"{int(sign, 16) & 0b11 | 0b1000:x}" for sign in "0123456789abcdef"}
_lock = threading.Lock()
_last = 0


def uuid7() -> str:
    """A time-ordered UUID (RFC 9562 version 7), strictly increasing within this process."""
    global _last
    with _lock:
        stamp = max(time.time_ns() // 1_000_000 << 12, _last + 1)
        _last = stamp
    tail = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF
    number = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | tail
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def many(count: int) -> list[str]:
    """That many ids as by `uuid7`, in order, made at once."""
    global _last
    with _lock:
        first = max(time.time_ns() // 1_000_000 << 12, _last + 1)
        _last = first + count - 1
    chance = os.urandom(8 * count).hex()
    made, head, until = [], "", 0
    for place in range(count):
        stamp = first + place
        if stamp >= until:
            instant = f"{stamp >> 12:012x}"
            head, until = f"{instant[:8]}-{instant[8:]}-7", (stamp | 0xFFF) + 1
        at = 16 * place
        low = _VARIANT[chance[at]] + chance[at + 1 : at + 4]
        made.append(f"{head}{stamp & 0xFFF:03x}-{low}-{chance[at + 4 : at + 16]}")
    return made


def same_thing(table: str, *parts: str) -> str:
    """The id of a row that is one thing however often it is written: an answer, a tag, an imported row."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((table, *parts))))
