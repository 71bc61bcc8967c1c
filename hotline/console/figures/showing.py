"""Numbers as people read them."""

from datetime import date, timedelta

from hotline.console.words import say
from hotline.reports.grouping import Key


def length(language: str, seconds: float | timedelta | None) -> str:
    """'14 giây', '2 phút 05 giây', '3 giờ 20 phút'; a dash when it is not known."""
    if seconds is None:
        return "–"
    total = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
    if total < 60:
        shown = f"{total:.1f}".removesuffix(".0")
        return say(language, "figures.seconds", s=shown.replace(".", ",") if language == "vi" else shown)
    minutes, rest = divmod(round(total), 60)
    if minutes < 60:
        return say(language, "figures.minutes", m=minutes, s=f"{rest:02}")
    return say(language, "figures.hours", h=minutes // 60, m=f"{minutes % 60:02}")


def percent(language: str, share: float | None) -> str:
    """Rounded down: 94.96 % is not the 95 % that was aimed at."""
    if share is None:
        return "–"
    shown = f"{int(share * 1000 + 1e-9) / 10:.1f}".removesuffix(".0")
    return f"{shown.replace('.', ',') if language == 'vi' else shown} %"


def key_name(language: str, key: Key, districts: dict[str, str]) -> str:
    """A day, an hour or a district, as the city writes them."""
    if isinstance(key, date):
        return key.strftime("%d/%m/%Y")
    if isinstance(key, int):
        return say(language, "figures.hour_of", hour=f"{key:02}")
    return districts.get(key or "") or say(language, "district.none")
