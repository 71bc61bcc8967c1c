"""The key by which push services know this installation (VAPID, RFC 8292)."""

from functools import cache

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from py_vapid.utils import b64urlencode

from hotline.settings import Settings, stored_once

FILE = "vapid_key"


def key_of(settings: Settings) -> Vapid02:
    """The setting's key, else the one made at the first start and kept in HOTLINE_HOME."""
    return _load(settings.vapid_private_key or stored_once(settings.hotline_home / FILE, _new_key))


def public_key(settings: Settings) -> str:
    """As a browser wants it for its subscription."""
    key = key_of(settings).public_key
    return str(b64urlencode(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)))


def subject(settings: Settings) -> str:
    """Whom a push service turns to."""
    if settings.vapid_subject:
        return settings.vapid_subject
    return settings.public_url if settings.public_url.startswith("https://") else "mailto:hotline@localhost"


@cache
def _load(key: str) -> Vapid02:
    return Vapid02.from_string(key)


def _new_key() -> str:
    vapid = Vapid02()
    vapid.generate_keys()
    number = vapid.private_key.private_numbers().private_value
    return str(b64urlencode(number.to_bytes(32, "big")))
