"""What only this installation can make: keyed hashes, and words sealed so that a stolen database does not tell them."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Keyring:
    """One key for each purpose, all derived from SECRET_KEY (RFC 5869): what is made for one is no good for another."""

    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()

    def digest(self, purpose: str, *words: str) -> str:
        """Nobody without the key can tell which words these were, nor make the digest of others."""
        message = "\0".join(words).encode()
        return hmac.new(self._key(purpose), message, hashlib.sha256).hexdigest()

    def seal(self, purpose: str, words: str) -> str:
        return self._box(purpose).encrypt(words.encode()).decode()

    def unseal(self, purpose: str, sealed: str, *, within: timedelta | None = None) -> str | None:
        """The words; None when they were not sealed here for this purpose, or longer ago than `within`."""
        seconds = int(within.total_seconds()) if within else None
        try:
            return self._box(purpose).decrypt(sealed.encode(), ttl=seconds).decode()
        except InvalidToken:
            return None

    def _box(self, purpose: str) -> Fernet:
        return Fernet(urlsafe_b64encode(self._key(purpose)))

    def _key(self, purpose: str) -> bytes:
        return HKDF(SHA256(), length=32, salt=None, info=f"hotline {purpose}".encode()).derive(self._secret)
