"""One contact, moment by moment."""

from datetime import timedelta

from hotline.models import Case, Contact, Stage, event
from hotline.reports.moments import What
from hotline.reports.story import story_of

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


def told(history: History, call: Contact, *lines: tuple[float, str, str | None, str | None, str | None]) -> list[str]:
    """Seconds after noon, what, before, after, why: what the story makes of it, but for its first and last words."""
    for after, what, before, then, why in lines:
        at = NOON + timedelta(seconds=after)
        history.session.add(event(call.case_id, what, now=at, subject=call.id, before=before, after=then, why=why))
    history.session.flush()
    case = history.session.get_one(Case, call.case_id)
    moments = story_of(history.session, call, case, now=LATER).moments
    return [f"{moment.what} {moment.step or ''}".strip() for moment in moments][1:-1]


def test_a_step_that_rang_nobody_is_not_said_to_have_begun(history: History) -> None:
    call = history.call(history.case(), ended=60)
    assert told(
        history,
        call,
        (5, "alert.step", "0.0", "1.1", "everyone is on another call"),
        (5, "alert.step", "0.0", "2.1", "nobody is there"),
        (5, "alert.step", "0.0", "3.1", "started"),
        (30, "alert.step", "3.1", "4.1", "everyone is on another call"),
        (30, "alert.step", "3.1", "4.2", "everyone is on another call"),
        (30, "alert.step", "3.1", "4.1", "waits for a free officer"),
    ) == ["step_busy 1", "step_nobody 2", "step 3", "step_busy 4", "step_waits 4"]


def test_ringing_that_began_anew_is_told_with_its_reason(history: History) -> None:
    call = history.call(history.case(), ended=60)
    assert told(
        history,
        call,
        (0, "contact.stage", Stage.ASKING, Stage.WAITING, None),
        (0, "alert.state", None, "ringing", "a call"),
        (10, "alert.step", "2.1", "0.0", "the caller said where they are"),
        (20, "alert.state", None, "ringing", "the officer was gone before the caller was connected"),
        (30, "alert.state", None, "ringing", "a caller waits without a human"),
    ) == ["not_asked", "anew", "gone", "anew"]
