"""Children whose calls a manager asks about later."""

from tests.stories.town import Town

CHILD, OTHER = "+84901000001", "+84901000002"


def three_children(town: Town) -> None:
    """One is answered after 37 seconds, by the second officer rung; another hangs up in the greeting, and writes."""
    child, hoa = town.phone(CHILD), town.phone("+84912000003")
    child.calls()
    town.passes(6)
    child.presses("1")
    town.passes(31)
    hoa.answers()
    hoa.presses("1")
    town.passes(60)
    hoa.hangs_up()
    other = town.phone(OTHER)
    other.calls()
    town.passes(2)
    other.hangs_up()
    other.texts("Em ở Cái Khế")
    town.passes(60)
