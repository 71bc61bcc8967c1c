"""Whatever may have happened to contacts, and how each is written down."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from hotline.models import Case, CaseState, ContactChannel, Disposition, Outcome

from .history import LAN, History

DAY, NOW = 24 * 3600, 20 * 3600.0
"""In seconds after noon of the first day."""
VOICE, SMS = ContactChannel.VOICE, ContactChannel.SMS


@dataclass(frozen=True)
class Told:
    """One contact, which opened a case, and maybe a further one like it about the same case."""

    at: int
    channel: ContactChannel
    answered: float | None
    by_officer: bool
    ended: bool
    drill: bool
    district: str | None
    taken: float | None
    acted: float | None
    disposition: Disposition
    step: int
    began_anew_at: int
    exhausted: bool
    is_older: bool
    """Written by a version that did not keep the channel of a case."""
    again: int | None
    """How much later the further one began, with an alert of its own."""

    @property
    def contacts(self) -> list["Told"]:
        further = [] if self.again is None else [replace(self, at=min(self.at + self.again, int(NOW)))]
        return [self, *further]

    @property
    def is_closed(self) -> bool:
        return self.taken is not None and self.ended

    @property
    def answer(self) -> tuple[float | None, float | None]:
        """After how long, and for how long it has been waited for while it still can be."""
        is_waiting = not self.ended and self.answered is None
        return self.answered if self.by_officer else None, NOW - self.at if is_waiting else None

    def reached(self, after: float | None) -> tuple[float | None, float | None]:
        return after, None if self.is_closed else NOW - self.at

    @property
    def needs_action(self) -> bool:
        return not self.is_closed or self.disposition == Disposition.HELPED


def lengths(most: int) -> st.SearchStrategy[float | None]:
    edges = [0.0, 5.0, 14.0, 15.0, 15.5, 20.0, 21.0, 60.0, 900.0]
    return st.none() | st.sampled_from(edges) | st.floats(0, most).map(lambda s: round(s, 3))


told = st.builds(
    Told,
    at=st.integers(-DAY, int(NOW)),
    channel=st.sampled_from([VOICE, VOICE, SMS]),
    answered=lengths(900),
    by_officer=st.booleans(),
    ended=st.booleans(),
    drill=st.sampled_from([False, False, False, True]),
    district=st.sampled_from([None, "ninh-kieu", "cai-rang"]),
    taken=lengths(200),
    acted=lengths(2000),
    disposition=st.sampled_from([Disposition.HELPED, Disposition.PRANK, Disposition.DUPLICATE]),
    step=st.integers(0, 3),
    began_anew_at=st.integers(0, 11),
    exhausted=st.booleans(),
    is_older=st.booleans(),
    again=st.none() | st.integers(0, 2 * DAY),
)


def write(history: History, one: Told) -> None:
    closed = {"state": CaseState.CLOSED, "disposition": one.disposition} if one.is_closed else {}
    case = history.case(one.at, taken=one.taken, acted=one.acted, district=one.district, drill=one.drill, **closed)
    for contact in one.contacts:
        _write_contact(history, case, contact)
    if one.is_older:
        case.channel = None


def _write_contact(history: History, case: Case, one: Told) -> None:
    more = {"drill": one.drill}
    if one.channel == SMS:
        history.text(case, one.at, **more)
    else:
        if one.answered is not None:
            more |= {"answered": one.answered, "answered_by": LAN if one.by_officer else None}
        if one.ended:
            more |= {"ended": 1000, "outcome": Outcome.ABANDONED if one.answered is None else Outcome.ANSWERED}
        history.call(case, one.at, waiting=6, **more)
    round_, was = (2, f"{one.began_anew_at}.1") if one.began_anew_at else (1, "")
    history.alert(case, one.at, step=one.step, round=round_, was=was, exhausted=one.exhausted)
