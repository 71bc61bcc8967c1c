"""Reads the form of an edit, field by field; all that is wrong is told at once."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from starlette.datastructures import FormData

from hotline.rosters.edits import AddOverride, AddRotation, AddShift, Edit, Hours, Remove

LONGEST_TURN = 24 * 31
MOST_TIERS = 9


class Mistakes(Exception):
    """`fields`: by the name of a field, the key of words that says what is wrong."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class Reader:
    """`people`: ids of those who may be on duty. Moments are read as the city's, which is that of `now`."""

    def __init__(self, form: FormData, people: Collection[str], now: datetime) -> None:
        self._form, self._people, self._now, self._zone = form, people, now, now.tzinfo
        self.mistakes: dict[str, str] = {}

    def edit(self, kind: str) -> Edit:
        """Raises Mistakes."""
        read: dict[str, Callable[[], Edit]] = {
            "shift": self._shift,
            "rotation": self._rotation,
            "override": self._override,
        }
        edit = read[kind]()
        if self.mistakes:
            raise Mistakes(self.mistakes)
        return edit

    def _shift(self) -> AddShift:
        once = self._form.get("repeat") == "once"
        hours = self._once() if once else self._weekly()
        return AddShift(self._tier(), self._officers(), hours)

    def _rotation(self) -> AddRotation:
        start = self._moment("from")
        return AddRotation(self._tier(), self._officers(), start, self._whole("turn_hours", LONGEST_TURN))

    def _override(self) -> AddOverride:
        hours = self._once()
        instead_of = self._text("instead_of") or None
        if instead_of and instead_of not in self._people:
            self.mistakes["instead_of"] = "rosters.mistake.who"
        officers = self._officers()
        if instead_of in officers:
            self.mistakes["instead_of"] = "rosters.mistake.same"
        epoch = datetime.fromtimestamp(0, self._zone)
        return AddOverride(self._tier(), officers, instead_of, hours.starts_at or epoch, hours.ends_at or epoch)

    def _once(self) -> Hours:
        start, end = self._moment("from"), self._moment("to")
        if not self.mistakes.keys() & {"from", "to"} and start >= end:
            self.mistakes["to"] = "rosters.mistake.order"
        elif "to" not in self.mistakes and end <= self._now:
            self.mistakes["to"] = "rosters.mistake.past"
        return Hours(starts_at=start, ends_at=end)

    def _weekly(self) -> Hours:
        days = {text for text in self._form.getlist("days") if isinstance(text, str)}
        if not days or not days <= set("0123456"):
            self.mistakes["days"] = "rosters.mistake.days"
        numbers = tuple(sorted(int(text) for text in days & set("0123456")))
        return Hours(days=numbers, start_minute=self._minute("start"), end_minute=self._minute("end"))

    def _officers(self) -> tuple[str, ...]:
        chosen = [text for text in self._form.getlist("officers") if isinstance(text, str) and text]
        if not chosen or not set(chosen) <= set(self._people):
            self.mistakes["officers"] = "rosters.mistake.who"
        return tuple(dict.fromkeys(chosen))

    def _tier(self) -> int:
        return self._whole("tier", MOST_TIERS)

    def _whole(self, name: str, most: int) -> int:
        text = self._text(name)
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
        if not 1 <= number <= most:
            self.mistakes[name] = "rosters.mistake.number"
        return number

    def _moment(self, name: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self._text(name)).replace(tzinfo=self._zone)
            if not 2000 < moment.year < 2100:
                raise ValueError(moment)
        except ValueError:
            self.mistakes[name] = "rosters.mistake.moment"
            return datetime.fromtimestamp(0, self._zone)
        return moment

    def _minute(self, name: str) -> int:
        try:
            time = datetime.strptime(self._text(name), "%H:%M")  # noqa: DTZ007  # a time of any day
        except ValueError:
            self.mistakes[name] = "rosters.mistake.time"
            return 0
        return int(timedelta(hours=time.hour, minutes=time.minute) / timedelta(minutes=1))

    def _text(self, name: str) -> str:
        value = self._form.get(name, "")
        return value.strip() if isinstance(value, str) else ""


def removal(form: FormData) -> Remove:
    """Raises Mistakes."""
    what, row = form.get("what"), form.get("row")
    if what in {"shift", "rotation", "override"} and isinstance(row, str) and row.isdecimal() and len(row) < 10:
        return Remove(what, int(row))  # type: ignore[arg-type]  # it is one of those three
    raise Mistakes({"row": "rosters.mistake.row"})
