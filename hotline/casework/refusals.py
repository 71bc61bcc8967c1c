"""What can't be done about a case, told to the person who tried."""


class Refused(Exception):
    """`reason` names a sentence of the case's page. Nothing has been done."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stale(Refused):
    """Somebody else has changed it since the page was loaded."""

    def __init__(self) -> None:
        super().__init__("stale")


class Unusable(Refused):
    """A field holds what can't be used."""

    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason)
        self.field = field
