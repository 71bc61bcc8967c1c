"""What the scripts share: the parts of the service, and how a sentence is spoken in this city."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from hotline.models import Contact, Found
from hotline.service import Service
from routing.models import City
from routing.roster import city
from webhooks.twiml import VOICES, Voice


@dataclass(frozen=True)
class Script:
    service: Service
    found: Found | None = None
    """How what is told now came to us, if not by its own webhook in its own time."""
    told_at: datetime | None = None
    """When it came to us, if that is later than the moment that the clock shows: the one when it happened."""

    def _city(self, session: Session) -> City:
        return city(session)


def language_of(city: City) -> str:
    return city.languages[0] if city.languages else "vi"


def voice_of(city: City) -> Voice:
    return VOICES.get(language_of(city), VOICES["vi"])


def queue_of(contact: Contact) -> str:
    """The name of a caller's own waiting queue; it tells nothing about them."""
    return f"contact-{contact.id}"
