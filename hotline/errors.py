"""What can go wrong, for the person who reads it: what happened, with which input, what to do."""


class HotlineError(Exception):
    """Base of all errors that are shown to a person as one sentence. Commands exit with `exit_code`."""

    exit_code = 1


class UsageError(HotlineError):
    """The input was wrong (a setting, an argument, a city file); nothing was done."""

    exit_code = 2


class TelephonyError(HotlineError):
    """The telephone network did not take an order.

    `permanent` errors (bad number, opted out, refused) will fail again; others are worth another try.
    `code` is the provider's error number, for people; never branch on it outside `telephony`.
    """

    def __init__(self, message: str, *, permanent: bool, code: int | None = None) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.code = code
