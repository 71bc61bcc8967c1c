"""One contact, moment by moment."""

from datetime import timedelta

from hotline.models import Stage, event
from hotline.reports.story import What, story_of

from .counting import LATER
from .history import LAN, MINH, NOON, History


def test_who_was_cut_off_and_waited_again_has_both_answers_in_the_story(history: History) -> None:
    case = history.case(taken=10)
    call = history.call(case, waiting=5, answered=90, answered_by=MINH, ended=300)
    happened = [
        (5, "contact.stage", Stage.ASKING, Stage.WAITING, None),
        (10, "contact.answered", None, None, LAN),
        (60, "contact.stage", Stage.TALKING, Stage.WAITING, None),
        (90, "contact.answered", None, None, MINH),
    ]
    for after, what, before, then, who in happened:
        at = NOON + timedelta(seconds=after)
        history.session.add(event(case.id, what, now=at, subject=call.id, before=before, after=then, who=who))
    history.session.flush()
    story = story_of(history.session, call, case, now=LATER)
    assert [(moment.after.seconds, moment.what, moment.officer) for moment in story.moments] == [
        (0, What.GREETED, None),
        (5, What.PLACE_KNOWN, None),
        (10, What.ANSWERED, LAN),
        (60, What.BACK, None),
        (90, What.ANSWERED, MINH),
    ]
    assert story.waited == timedelta(seconds=90)
