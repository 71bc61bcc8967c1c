"""What a call says that brings a one-time code. A voicemail presses no key, and records no code."""

from hotline import texts
from hotline.service import Service
from hotline.staff import codes
from hotline.staff.keyring import Keyring
from webhooks import twiml
from webhooks.twiml import VOICES

HEARS_IT = "1"
VOICE = VOICES["vi"]


def offer_code(service: Service, code: int) -> str:
    """The document for whoever, or whatever, has picked up: the code is told to nobody yet."""
    if _digits(service, code) is None:
        return _over()
    key_url = service.addresses.code_key(code)
    return twiml.ask_for_key(VOICE, texts.CODE_OFFER_CALL(), texts.CODE_UNHEARD_CALL(), key_url=key_url)


def read_code(service: Service, code: int, key: str) -> str:
    """The document for whoever has pressed this key."""
    digits = _digits(service, code)
    if digits is None:
        return _over()
    if key != HEARS_IT:
        return twiml.say_goodbye(VOICE, texts.CODE_UNHEARD_CALL())
    return twiml.read_slowly(VOICE, texts.CODE_CALL(), [texts.DIGITS[digit]() for digit in digits])


def _over() -> str:
    return twiml.say_goodbye(VOICE, texts.CODE_OVER_CALL())


def _digits(service: Service, code: int) -> str | None:
    with service.transaction() as session:
        keyring = Keyring(service.settings.secret_key)
        return codes.digits_to_read(session, keyring, code, now=service.clock.now())
