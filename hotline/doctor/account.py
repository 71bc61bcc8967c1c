"""Our account at the telephone network, as far as its numbers go.

https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
"""

from typing import Any

import httpx
from pydantic import BaseModel

from hotline.settings import Settings


class _Page(BaseModel):
    incoming_phone_numbers: list[dict[str, Any]]


class Account:
    """Raises httpx.HTTPError when the network does not answer, ValueError when its answer is none to our question."""

    def __init__(self, client: httpx.Client, settings: Settings) -> None:
        self._client = client
        self._address = f"{settings.twilio_api_url}/2010-04-01/Accounts/{settings.twilio_account_sid}"
        self._credentials = (settings.twilio_account_sid, settings.auth_tokens[0])

    def find(self, number: str) -> dict[str, Any] | None:
        """The record of a number of this account, or None if it is none."""
        answer = self._client.get(
            f"{self._address}/IncomingPhoneNumbers.json", params={"PhoneNumber": number}, auth=self._credentials
        )
        answer.raise_for_status()
        found = _Page.model_validate_json(answer.content).incoming_phone_numbers
        return next((row for row in found if row.get("phone_number") == number), None)

    def change(self, number: dict[str, Any], values: dict[str, str]) -> None:
        """Set `values`, named as in the record, and leave everything else as it is."""
        form = {_parameter(name): value for name, value in values.items()}
        address = f"{self._address}/IncomingPhoneNumbers/{number.get('sid')}.json"
        self._client.post(address, data=form, auth=self._credentials).raise_for_status()


def _parameter(name: str) -> str:
    """voice_url -> VoiceUrl"""
    return "".join(word.capitalize() for word in name.split("_"))
