"""The country whose phone numbers a shop may write without their country code."""

from functools import cache


@cache
def dialling_code(time_zone: str) -> str:
    """The country code of the zone's country, "66" for Asia/Bangkok; "" for zones of no country."""
    from babel.core import get_global
    from phonenumbers.phonenumberutil import country_code_for_region

    zone = get_global("zone_aliases").get(time_zone, time_zone)
    regions = get_global("zone_territories")
    code = country_code_for_region(regions.get(time_zone) or regions.get(zone, ""))
    return str(code) if code else ""
