"""Ids: UUIDv7 for what is made here, uuid5 where two laptops mean the same thing."""

from __future__ import annotations

import os
import threading
import time
import uuid

NAMESPACE = uuid.UUID("6f1c1f0e-6d2b-5b7e-9a53-1f7a3c0d5e11")

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
    chance = os.urandom(8 * count)
    made = []
    for place in range(count):
        stamp = first + place
        tail = int.from_bytes(chance[8 * place : 8 * place + 8]) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        head, low = f"{stamp >> 12:012x}", f"{tail:016x}"
        made.append(f"{head[:8]}-{head[8:]}-7{stamp & 0xFFF:03x}-{low[:4]}-{low[4:]}")
    return made


def same_thing(table: str, *parts: str) -> str:
    """The id of a row that is one thing however often it is written: an answer, a tag, an imported row."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((table, *parts))))
