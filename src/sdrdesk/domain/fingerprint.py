"""What is kept of somebody who must not come back: a keyed hash of each way to reach them, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
from typing import NamedTuple

DO_NOT_CONTACT, FORGOTTEN = "do_not_contact", "forgotten"


class Held(NamedTuple):
    """Why an e-mail or a phone is held back, and since which day (YYYY-MM-DD)."""

    why: str
    on: str

    @property
    def said(self) -> str:
        """`asked not to be contacted on 2026-10-13`."""
        return f"{'was forgotten' if self.why == FORGOTTEN else 'asked not to be contacted'} on {self.on}"


def fingerprint(key: str, kind: str, normal_form: str) -> str:
    """The hash of an e-mail's or phone's normal form under the desk's own key (hexadecimal)."""
    return hmac.new(bytes.fromhex(key), f"{kind}\x1f{normal_form}".encode(), hashlib.sha256).hexdigest()
