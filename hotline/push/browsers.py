"""Whether what a browser gives for its subscription can be used."""

from base64 import urlsafe_b64decode
from binascii import Error

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

AUTH_BYTES = 16
LONGEST = 200


def is_point(p256dh: str) -> bool:
    """A public key on the curve that pushes are encrypted for (RFC 8291, 3.1)."""
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes_of(p256dh))
    except ValueError:
        return False
    return True


def is_auth(auth: str) -> bool:
    """A secret of 16 bytes (RFC 8291, 3.2)."""
    try:
        return len(_bytes_of(auth)) == AUTH_BYTES
    except ValueError:
        return False


def _bytes_of(words: str) -> bytes:
    if len(words) > LONGEST or not words.isascii():
        raise ValueError("too long, or no base64")
    try:
        return urlsafe_b64decode(words + "=" * (-len(words) % 4))
    except Error as error:
        raise ValueError("no base64") from error
