"""How to reach somebody: e-mail, phone and site brought to one form, to find it however typed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .company_names import company_key
from .countries import region_of_country, zone_of_country
from .free_mail import is_free_mail
from .person_names import join_name, split_name

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = [
    "Phone",
    "company_key",
    "domain_key",
    "email_key",
    "join_name",
    "phone_key",
    "region_of_country",
    "split_name",
    "zone_of_country",
    "zone_of_phone",
]

_UNSEEN = "[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x1f\x7f-\x9f\ud800-\udfff]"
_LOCAL = r"[^\s@<>()\[\]\\,;:\"]{1,64}"
_ONE_OF_MANY = r"[;,\s]+"
_HOST_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = rf"(?:{_HOST_LABEL}\.)+(?:xn--[a-z0-9-]{{2,59}}|[a-z]{{2,63}})"
# Pages on these hosts belong to somebody else than the host.
_SHARED_HOSTS = frozenset(
    "linkedin.com facebook.com fb.com instagram.com twitter.com x.com youtube.com xing.com tiktok.com github.com "
    "medium.com linktr.ee "
    "sites.google.com goo.gl maps.app.goo.gl bit.ly yelp.com crunchbase.com wa.me t.me g.page".split()
)


class Phone(NamedTuple):
    """A phone number: '+4930123456' or None when it cannot be one, and its extension when it has one."""

    e164: str | None
    extension: str | None


def _tidy(typed: str) -> str:
    return unicodedata.normalize("NFKC", re.sub(_UNSEEN, " ", typed)).strip()


def email_key(typed: str | None) -> str | None:
    """The first e-mail address in the text, lower case with an ASCII domain, or None when there is none.

    Takes 'Dana <Dana@X.example>' and 'mailto:' too. Dots and +tags stay: they are another mailbox to most hosts.
    """
    if not typed or "@" not in typed:
        return None
    text = re.sub(r"^mailto:", "", _tidy(typed), flags=re.IGNORECASE).partition("?")[0]
    bracketed = re.search(r"<([^<>]*@[^<>]*)>", text)
    for candidate in [bracketed[1]] if bracketed else re.split(_ONE_OF_MANY, text):
        local, _, host = candidate.strip("<>.'\" ").rpartition("@")
        domain = _host_key(host)
        if domain and re.fullmatch(_LOCAL, local) and not local.startswith(".") and len(local) + len(domain) < 254:
            return f"{local.lower()}@{domain}"
    return None


def _host_key(host: str) -> str | None:
    """A host name in lower-case ASCII (IDNA), or None when it is none: no dot, a number, a blank in it."""
    plain = host.strip().rstrip(".").lower()
    if not plain.isascii():
        try:
            plain = plain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    return plain if len(plain) < 254 and re.fullmatch(_HOST, plain) else None


def domain_key(site_or_email: str | None) -> str | None:
    """The domain that tells a company: lower case, without scheme, www, port and path; None when it tells none.

    A free-mail address (gmail.com) tells no company, nor does a page on a shared host (linkedin.com/company/x).
    """
    if not site_or_email:
        return None
    if "@" in site_or_email and "://" not in site_or_email:
        email = email_key(site_or_email)
        domain = email.rpartition("@")[2] if email else ""
        return None if not domain or is_free_mail(domain) else domain.removeprefix("www.")
    pieces = re.split(r"[;,\s]+", _tidy(site_or_email))
    site = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?/{1,3}", "", pieces[0], flags=re.IGNORECASE)
    authority, _, path = re.sub(r"[?#\\]", "/", site).partition("/")
    host = _host_key(re.sub(r":\d*$", "", authority.rpartition("@")[2]))
    if host is None or (len(pieces) > 1 and "." not in pieces[1]):
        return None
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    shared = host if host in _SHARED_HOSTS else host.partition(".")[2]
    return None if shared in _SHARED_HOSTS and path.strip("/") else host


# ---- phones ----------------------------------------------------------------------------------------------------------

_SPREADSHEET_FLOAT = r"\d{6,15}\.0+"
_SPREADSHEET_POWER = r"(\d)[.,]?(\d*)e\+?(\d{1,2})"
_SEVERAL = r"\s*(?:[;|/\n,]|\bor\b|\boder\b|\bou\b|\band\b|&)\s*"
_NOT_A_PHONE = r"\d{4}-\d\d-\d\d.*|\d{1,2}\.\d{1,2}\.\d{4}|.*@.*|\d{1,3}(?:\.\d{1,3}){3}"
_LONGEST_TYPED = 120
_OLD_ZONES = {
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Europe/Kiev": "Europe/Kyiv",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "America/Godthab": "America/Nuuk",
    "Africa/Asmera": "Africa/Asmara",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
}


def phone_key(typed: str | None, region: str | None) -> Phone:
    """The number as E.164 and its extension, read as in `region` (alpha-2) when it has no country code.

    e164 is None when it is no possible number, or has neither a plus sign nor a region; keep the typed text then.
    Of several numbers in one text the first possible one counts.
    """
    plain = _plain_number(typed or "")
    if not plain:
        return Phone(None, None)
    home = "GB" if region and region.upper() == "UK" else region.upper() if region else None
    whole = _one_phone(plain, home)
    if whole.e164:
        return whole
    pieces = [piece for piece in re.split(_SEVERAL, plain, flags=re.IGNORECASE) if piece]
    if len(pieces) > 1:
        return next((one for one in (_one_phone(piece, home) for piece in pieces[:4]) if one.e164), whole)
    return whole


def _plain_number(typed: str) -> str:
    """The typed text less what spreadsheets wrap around numbers; '' when digits are lost or it is no phone at all."""
    text = unicodedata.normalize("NFKC", re.sub(_UNSEEN, " ", typed[:_LONGEST_TYPED])).strip(" '\"=\t")
    if re.fullmatch(_NOT_A_PHONE, text):
        return ""
    if re.fullmatch(_SPREADSHEET_FLOAT, text):
        return text.partition(".")[0]
    power = re.fullmatch(_SPREADSHEET_POWER, text.replace(" ", "").lower())
    if power:
        digits = power[1] + power[2]
        return digits if len(digits) == int(power[3]) + 1 else ""
    return text


def _one_phone(text: str, home: str | None) -> Phone:
    parsed = _possible(text, home)
    if parsed is None and home and text.startswith("00"):
        parsed = _possible("+" + text[2:], home)
    elif parsed is not None and home and text[:1].isdigit() and not text.startswith("0"):
        parsed = _with_lost_plus(text, home) or parsed
    if parsed is None:
        return Phone(None, None)
    from phonenumbers import PhoneNumberFormat, format_number  # deferred: 25 ms that only phones need

    return Phone(format_number(parsed, PhoneNumberFormat.E164), parsed.extension or None)


def _possible(text: str, home: str | None) -> PhoneNumber | None:
    """The parsed number when its length is right for its country, dialled from anywhere."""
    import phonenumbers  # deferred: see above

    try:
        parsed = phonenumbers.parse(text, home)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    return parsed if reason == phonenumbers.ValidationResult.IS_POSSIBLE else None


def _with_lost_plus(text: str, home: str) -> PhoneNumber | None:
    """'4917612345678' typed in Germany: where national numbers begin with 0, one that begins with the country's own
    code and is valid behind a plus sign has lost its plus."""
    import phonenumbers  # deferred: see above

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(home, None)
    code = str(phonenumbers.country_code_for_region(home))
    if metadata is None or metadata.national_prefix != "0" or not re.sub(r"\D", "", text).startswith(code):
        return None
    parsed = _possible("+" + text, None)
    return parsed if parsed is not None and phonenumbers.is_valid_number(parsed) else None


def zone_of_phone(e164: str | None) -> str | None:
    """The IANA zone a number rings in: its country's main one when among at most three, None when there are more."""
    parsed = _possible(e164, None) if e164 else None
    if parsed is None:
        return None
    from phonenumbers import region_code_for_number, timezone  # deferred: only phones need it

    zones = [_OLD_ZONES.get(zone, zone) for zone in timezone.time_zones_for_number(parsed) if zone != "Etc/Unknown"]
    if not 1 <= len(zones) <= 3:
        return None
    home = zone_of_country(region_code_for_number(parsed))
    return home if home in zones else zones[0]
