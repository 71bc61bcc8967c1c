"""One-time codes of an authenticator app (TOTP, RFC 6238)."""

from datetime import datetime
from hmac import compare_digest

import pyotp

from hotline.models import Account
from hotline.staff.keyring import Keyring

PURPOSE = "authenticator"
ISSUER = "Đường dây bảo vệ trẻ em"
EARLY_OR_LATE = 1
"""Steps of 30 s by which the telephone's clock may differ."""


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, officer: str) -> str:
    """What the app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=officer, issuer_name=ISSUER)


def matching_step(secret: str, code: str, *, now: datetime, after: int = 0) -> int | None:
    """The time step that this code is of; None when it is of none, or of one that is not later than `after`."""
    totp = pyotp.TOTP(secret)
    this = totp.timecode(now)
    steps = range(max(this - EARLY_OR_LATE, after + 1), this + EARLY_OR_LATE + 1)
    return next((step for step in steps if compare_digest(totp.generate_otp(step).encode(), code.encode())), None)


def prove(account: Account, keyring: Keyring, code: str, *, now: datetime) -> bool:
    """Whether this code is right now. It is used up by that; the account must be locked and is changed."""
    secret = keyring.unseal(PURPOSE, account.authenticator) if account.authenticator else None
    step = matching_step(secret, code, now=now, after=account.authenticator_step) if secret else None
    if step is not None:
        account.authenticator_step = step
    return step is not None


def enrol(account: Account, keyring: Keyring, secret: str, code: str, *, now: datetime) -> bool:
    """Take this app on if it shows the right code. The account must be locked and is changed."""
    step = matching_step(secret, code, now=now)
    if step is not None:
        account.authenticator, account.authenticator_step = keyring.seal(PURPOSE, secret), step
    return step is not None
