"""Social profiles brought to one form, to find a person or company by them however the address was pasted."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_HOSTS = {
    "linkedin.com": "linkedin", "lnkd.in": "linkedin", "twitter.com": "x", "x.com": "x", "facebook.com": "facebook",
    "fb.com": "facebook", "instagram.com": "instagram", "xing.com": "xing", "github.com": "github",
    "youtube.com": "youtube", "tiktok.com": "tiktok", "mastodon.social": "mastodon",
}  # fmt: skip
_ROOMS = frozenset("in pub company school showcase profile profiles pages people u user c channel mwlite sales".split())
_NOBODY = frozenset("home feed login search share sharer intent messages jobs help about watch posts p".split())
_SUBDOMAIN = r"^(?:www|m|mobile|touch|[a-z]{2}(?:-[a-z]{2})?)\."


def handle_key(typed: str | None) -> str | None:
    """'linkedin:dana-okafor' of 'https://de.linkedin.com/in/Dana-Okafor/?trk=x'; None when it names nobody.

    A bare '@name' or 'name' tells no network and has no key.
    """
    if not typed:
        return None
    text = unicodedata.normalize("NFKC", unquote(typed.strip())).strip("<>() \t")
    text = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?/{2}", "", text, flags=re.IGNORECASE)
    host, slash, path = re.sub(r"[?#\\].*$", "", text, flags=re.DOTALL).partition("/")
    network = _HOSTS.get(re.sub(_SUBDOMAIN, "", host.casefold().partition(":")[0]))
    if network is None or not slash:
        return None
    parts = [part.strip().lstrip("@~").casefold() for part in path.split("/")]
    parts = [part for part in parts if part]
    room = "company:" if parts and parts[0] in {"company", "school", "showcase", "pages"} else ""
    while parts and parts[0] in _ROOMS:
        parts.pop(0)
    if not parts or parts[0] in _NOBODY or re.search(r"\s", parts[0]):
        return None
    return f"{network}:{room}{parts[0]}"
