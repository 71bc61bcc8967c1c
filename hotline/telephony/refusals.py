"""What an answer of the network means, or that there is none. Twilio's numbers: https://www.twilio.com/docs/api/errors"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from requests import Response
from requests.exceptions import ConnectionError as ConnectionFailed
from requests.exceptions import ConnectTimeout
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from urllib3.exceptions import NewConnectionError

from hotline.errors import TelephonyError

_BUSY = {20429, 10004, 21611, 30001}
"""Rate, calls at once, full queues."""
_NOT_ALLOWED = {20003, 20005, 20008, 13227, 21210, 21212, 21215, 21408, 21603, 21606, 32205}
"""It is our account, our own number or a whole country that is refused: officers' numbers are not to blame, and
whoever runs the account can mend it while they are being rung."""
_NOT_REACHED = {
    *("30003", "30004", "30005", "30006", "21610"),  # a text: switched off, blocked, unknown, a landline, opted out
    *("404", "410", "484", "604"),  # a call, in SIP: not found, gone, incomplete, nowhere
}
_LONGEST_WAIT = 3600.0


def cannot_be_reached(code: str) -> bool:
    """Whether the error number of a call or message that has failed says that its number can't be reached."""
    return code in _NOT_REACHED


@contextmanager
def explained(*, of_account: bool = False) -> Iterator[None]:
    """Whatever the client raises becomes a TelephonyError: it also chokes on answers that are not what it expects.

    `of_account`: an order given to the account as such. That it is not there is no fault of a number's.
    """
    try:
        yield
    except TelephonyError:
        raise
    except Exception as error:
        raise _explain(error, refusals={400} if of_account else {400, 404}) from None


def _explain(error: Exception, *, refusals: set[int]) -> TelephonyError:
    """Permanent is what the network understood and refused; everything else is worth another try.

    The provider's own words may hold the number, so only its code is kept.
    """
    status, code = _answer_in(error)
    if status is None:
        name = type(error).__name__
        return TelephonyError(f"no usable answer ({name})", permanent=False, unsure=not _was_never_sent(error))
    refused = status in refusals and code not in _BUSY | _NOT_ALLOWED
    return TelephonyError(f"status {status}, code {code}", permanent=refused, unsure=status >= 500, code=code)


def _answer_in(error: Exception) -> tuple[int | None, int | None]:
    """Status and code of the refusal that the client has made into this error; of a list it keeps only the response."""
    if isinstance(error, TwilioRestException | TwilioServiceException):
        return error.status, error.code or None
    status = getattr(error.args[1], "status_code", None) if len(error.args) > 1 else None
    return (status, None) if isinstance(status, int) and status >= 300 else (None, None)


def _was_never_sent(error: Exception) -> bool:
    """Whether there was not even a connection to send the order over."""
    if isinstance(error, ConnectTimeout):
        return True
    cause = error.args[0] if isinstance(error, ConnectionFailed) and error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)


def mind_rush(response: Response, *_args: Any, **_kwargs: Any) -> None:
    """A response hook, since the client drops the headers of what it refuses: 429 says how long to wait."""
    if response.status_code == 429:
        wait = _seconds(response.headers.get("Retry-After", ""))
        raise TelephonyError("status 429: too many at once", permanent=False, retry_after=wait, code=20429)


def _seconds(header: str) -> float:
    """Twilio gives none as a rule; a date, which HTTP allows too, counts as none."""
    return min(float(header), _LONGEST_WAIT) if header.isdecimal() else 0.0
