"""What can go wrong, for the person who reads it: what happened, with which input, what to do."""


class HotlineError(Exception):
    """Base of all errors that are shown to a person as one sentence. Commands exit with `exit_code`."""

    exit_code = 1


class UsageError(HotlineError):
    """The input was wrong (a setting, an argument, a city file); nothing was done."""

    exit_code = 2


class TelephonyError(HotlineError):
    """The telephone network did not take an order, as far as we know.

    `permanent` errors (bad number, opted out) will fail again; others are worth another try.
    `unsure`: the order may have been taken all the same, so look for it before it is given again.
    `retry_after`: the network is well, but wants no further order for so many seconds.
    `code` is the provider's error number, for people; never branch on it outside `telephony`.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool,
        unsure: bool = False,
        retry_after: float | None = None,
        code: int | None = None,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.unsure = unsure
        self.retry_after = retry_after
        self.code = code
