"""Recorded messages: they stay at the telephone network, and are fetched for whoever may hear them."""

import re

import httpx

from hotline.errors import TelephonyError
from hotline.settings import Settings

LARGEST = 32 * 1024 * 1024
"""Bytes; three minutes of speech are three million."""
SECONDS = 15.0
_NAME = re.compile(r"/Recordings/(RE[0-9A-Za-z]{1,64})")


def fetch_recording(settings: Settings, address: str) -> bytes:
    """A WAV file. Raises TelephonyError when the network does not give it.

    Only its name is taken from `address`, which has come from outside: our password goes to our own account alone.
    """
    name = _NAME.search(address)
    if name is None:
        raise TelephonyError("this is no recording of the telephone network", permanent=True)
    account = settings.twilio_account_sid
    url = f"{settings.twilio_api_url}/2010-04-01/Accounts/{account}/Recordings/{name[1]}.wav"
    try:
        with (
            httpx.Client(auth=(account, settings.auth_tokens[0]), timeout=SECONDS, follow_redirects=True) as http,
            http.stream("GET", url) as answer,
        ):
            answer.raise_for_status()
            return _bounded(answer)
    except httpx.HTTPError as error:
        raise TelephonyError(f"the recording did not come ({type(error).__name__})", permanent=False) from None


def _bounded(answer: httpx.Response) -> bytes:
    sound = bytearray()
    for piece in answer.iter_bytes():
        sound += piece
        if len(sound) > LARGEST:
            raise TelephonyError("the recording is too long to be played", permanent=True)
    return bytes(sound)
