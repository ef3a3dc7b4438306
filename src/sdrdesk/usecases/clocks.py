"""What time it is where somebody is."""

from __future__ import annotations

from datetime import datetime

from sdrdesk.store.database import Row as Stored


def zone_of(row: Stored) -> str | None:
    """The zone of the person, else of the number, else of the country."""
    if row["person_zone"]:
        return str(row["person_zone"])
    from sdrdesk.domain.phone_zones import zone_of_number  # clocks come after the first paint

    zone = zone_of_number(row["phone"])
    country = row["person_country"] or row["country"]
    if zone is None and country:
        from sdrdesk.domain.countries import zone_of_country  # a long table, rarely asked

        zone = zone_of_country(country)
    return zone


def in_zone(now: datetime, zone: str) -> datetime | None:
    """This instant on the wall clock of an IANA zone; None for a zone that this machine does not know."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # see zone_of

    try:
        return now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
