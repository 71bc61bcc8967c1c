"""What the forms of a case's page send."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from hotline.casework.news import News
from hotline.console.zone import city_zone
from hotline.models import Disposition, Urgency

LONGEST = 5000
"""Signs of a text; what may be stored is asked where it is stored."""


def _in_city(moment: object) -> object:
    """A field of a page tells a moment without a zone: the city's."""
    if not isinstance(moment, str):
        return moment
    return datetime.fromisoformat(moment).replace(tzinfo=city_zone()) if moment else None


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


def _storable(value: object) -> object:
    """No database takes a NUL, or half a sign of an odd alphabet; and a browser sends two signs for a new line."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "").replace("\r\n", "\n").encode("utf-8", "ignore").decode("utf-8")


Clean = Annotated[str, BeforeValidator(_storable)]
RowNumber = Annotated[int, Field(ge=0, le=2**31 - 1)]
Moment = Annotated[datetime | None, BeforeValidator(_in_city)]
Words = Annotated[Clean, StringConstraints(max_length=LONGEST)]
Mark = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]{16,64}$")]
"""Made with the form, so that what is sent twice is done once."""
Short = Annotated[Clean, StringConstraints(max_length=200, strip_whitespace=True)]


class Empty(BaseModel): ...


class Seen(BaseModel):
    """The version of the case that the person saw."""

    version: RowNumber


class NoteForm(BaseModel):
    body: Words
    form_id: Mark


class FirstActionForm(Seen):
    body: Words
    form_id: Mark
    at: Moment = None


class MilestoneForm(Seen):
    at: Moment = None


class DistrictForm(Seen):
    district: Clean
    keep: bool = False


class UrgencyForm(Seen):
    urgency: Urgency


class PersonForm(BaseModel):
    person: RowNumber = 0
    """0: somebody new."""
    version: RowNumber = 0
    part: str = ""
    name: Short = ""
    born: Annotated[int | None, BeforeValidator(_none_if_empty)] = None
    about: Words = ""
    removed: bool = False
    """Not `remove`, which a browser would find in place of the form's own method of that name."""


class Ending(Seen):
    """Who ends a case has seen all that the caller has said."""

    news: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}-[0-9]{1,9}$")]

    @property
    def seen(self) -> News:
        contacts, taken = self.news.split("-")
        return News(int(contacts), int(taken))


class JoinForm(Ending):
    other: Short


class CloseForm(Ending):
    disposition: Disposition
    body: Words = ""
    form_id: Mark


class QuickForm(Ending):
    disposition: Disposition


class ReachForm(Seen):
    """To call or write to a caller."""

    contact: RowNumber
    safe: bool = False
    form_id: Mark


class MessageForm(ReachForm):
    body: Words
