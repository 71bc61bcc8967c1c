"""The operator's keys, in the format of the tool `age` (https://age-encryption.org): a public half that encrypts, which
the installation has, and a secret half that decrypts, which it need not have.
"""

import os
from pathlib import Path

from pyrage import IdentityError, RecipientError
from pyrage.x25519 import Identity, Recipient

from hotline.errors import UsageError

HOW = "make a key with `hotline backup --new-key FILE`, keep FILE elsewhere, and set BACKUP_KEY to what is printed"


def read_recipients(backup_key: str) -> list[Recipient]:
    """The public keys in BACKUP_KEY; each of their owners can read the backup. Raises UsageError if there is none."""
    words = [word for word in backup_key.replace(",", " ").split() if word]
    if not words:
        raise UsageError(f"BACKUP_KEY is not set, and backups are never written unencrypted: {HOW}")
    try:
        return [Recipient.from_str(word) for word in words]
    except RecipientError:
        raise UsageError("BACKUP_KEY must hold public keys of age (age1...), with commas between several") from None


def make_key(path: Path) -> str:
    """Write a new secret key to `path`, for its owner only, and return its public half. Overwrites nothing."""
    identity = Identity.generate()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"# public key: {identity.to_public()}\n{identity}\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise UsageError(f"{path} exists already: a key is never overwritten") from None
    except OSError as problem:
        raise UsageError(f"{path} cannot be written: {problem.strerror}") from None
    return str(identity.to_public())


def read_identities(path: Path) -> list[Identity]:
    """The secret keys in a file of `age-keygen` or of ours. Raises UsageError if it holds none."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(
            f"{path} cannot be read ({type(problem).__name__}): it must be a file of secret keys"
        ) from None
    try:
        identities = [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except IdentityError:
        identities = []
    if not identities:
        raise UsageError(f"{path} holds no secret key: it must have lines such as AGE-SECRET-KEY-1...")
    return identities
