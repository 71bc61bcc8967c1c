"""What a file of the spool says: JSON that the next version of the product can read as well."""

import json
from datetime import datetime

from webhooks.forms import Form
from webhooks.kept import KEPT, Arrival


class Unreadable(ValueError):
    """This is no arrival, or one of a kind that this version does not know."""


def write(arrival: Arrival) -> bytes:
    form = [[name, value] for name in arrival.form for value in arrival.form.getlist(name)]
    content = {
        "webhook": arrival.webhook,
        "address": dict(arrival.address),
        "form": form,
        "at": arrival.at.isoformat(),
    }
    return json.dumps(content).encode()


def read(content: bytes) -> Arrival:
    """Raises Unreadable."""
    try:
        found = json.loads(content)
        form = Form((str(name), str(value)) for name, value in found["form"])
        arrival = Arrival(found["webhook"], form, datetime.fromisoformat(found["at"]), dict(found["address"]))
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable from error
    if arrival.webhook not in KEPT or arrival.at.tzinfo is None:
        raise Unreadable
    return arrival
