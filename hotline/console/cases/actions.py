"""What can be done on a case's page."""

from collections.abc import Callable, Collection

from hotline.casework import closing, direction
from hotline.casework.asking_back import ask_for_callback
from hotline.casework.changing import claim
from hotline.casework.contact_safety import set_safety
from hotline.casework.due import Due
from hotline.casework.lists import find_number
from hotline.casework.messages import write_message
from hotline.casework.milestones import act_first, reach
from hotline.casework.notes import add_note
from hotline.casework.people import Person, add_person, change_person, remove_person
from hotline.casework.refusals import Unusable
from hotline.console.cases import forms
from hotline.console.cases.access import Work
from hotline.console.cases.action import Action
from hotline.models import NO_CASE, Disposition
from hotline.staff.rights import visible_case
from routing.models import CITY_DESK


def _first_action(work: Work, form: forms.FirstActionForm) -> None:
    act_first(
        work.session,
        work.case.id,
        form.body,
        who=work.who,
        now=work.now,
        at=form.at,
        version=form.version,
        form_id=form.form_id,
    )


def _reach(milestone: Due) -> Callable[[Work, forms.MilestoneForm], None]:
    def do(work: Work, form: forms.MilestoneForm) -> None:
        reach(work.session, work.case.id, milestone, who=work.who, now=work.now, at=form.at, version=form.version)

    return do


def _note(work: Work, form: forms.NoteForm) -> None:
    add_note(work.session, work.case.id, form.body, who=work.who, form_id=form.form_id, now=work.now)


def _district(work: Work, form: forms.DistrictForm) -> None:
    district = None if form.district == CITY_DESK else form.district
    direction.change_district(
        work.session, work.case.id, district, keep=form.keep, who=work.who, now=work.now, version=form.version
    )


def _urgency(work: Work, form: forms.UrgencyForm) -> None:
    direction.change_urgency(work.session, work.case.id, form.urgency, who=work.who, now=work.now, version=form.version)


def _person(work: Work, form: forms.PersonForm) -> None:
    person = Person(part=form.part, name=form.name, born=form.born, about=form.about.strip())
    session, case = work.session, claim(work.session, work.case.id)
    if form.person == 0:
        add_person(session, case.id, person, who=work.who, now=work.now)
    elif form.removed:
        remove_person(session, case.id, form.person, who=work.who, now=work.now, version=form.version)
    else:
        change_person(session, case.id, form.person, person, who=work.who, now=work.now, version=form.version)


def _join(work: Work, form: forms.JoinForm) -> None:
    other = visible_case(work.session, work.viewer, find_number(work.session, form.other))
    if other is None:
        raise Unusable("join_unknown", "other")
    closing.join_case(
        work.session, work.case.id, other.id, who=work.who, now=work.now, version=form.version, seen=form.seen
    )


def _close(work: Work, form: forms.CloseForm) -> None:
    _end(work, form, closing.HANDLED, words=form.body, form_id=form.form_id)


def _quick(work: Work, form: forms.QuickForm) -> None:
    _end(work, form, NO_CASE)


def _end(
    work: Work,
    form: forms.QuickForm | forms.CloseForm,
    ways: Collection[Disposition],
    *,
    words: str = "",
    form_id: str = "",
) -> None:
    if form.disposition not in ways:
        raise Unusable("disposition", "disposition")
    closing.close_case(
        work.session,
        work.case.id,
        form.disposition,
        who=work.who,
        now=work.now,
        version=form.version,
        seen=form.seen,
        words=words,
        form_id=form_id,
    )


def _reopen(work: Work, form: forms.Seen) -> None:
    closing.reopen_case(work.session, work.case.id, who=work.who, now=work.now, version=form.version)


def _callback(work: Work, form: forms.ReachForm) -> None:
    ask_for_callback(
        work.session,
        work.case.id,
        form.contact,
        safe=form.safe,
        who=work.who,
        form_id=form.form_id,
        now=work.now,
        version=form.version,
    )


def _message(work: Work, form: forms.MessageForm) -> None:
    write_message(
        work.session,
        work.case.id,
        form.contact,
        form.body,
        safe=form.safe,
        who=work.who,
        form_id=form.form_id,
        now=work.now,
        version=form.version,
    )


def _unsafe(work: Work, _: forms.Empty) -> None:
    case = claim(work.session, work.case.id)
    set_safety(work.session, case, safe=False, who=work.who, now=work.now)


ACTIONS = (
    Action("first_action", forms.FirstActionForm, _first_action),
    Action("arrival", forms.MilestoneForm, _reach(Due.ARRIVAL)),
    Action("child_safe", forms.MilestoneForm, _reach(Due.CHILD_SAFE)),
    Action("note", forms.NoteForm, _note),
    Action("callback", forms.ReachForm, _callback),
    Action("message", forms.MessageForm, _message),
    Action("unsafe", forms.Empty, _unsafe, reloads=True),
    Action("person", forms.PersonForm, _person),
    Action("district", forms.DistrictForm, _district, reloads=True),
    Action("urgency", forms.UrgencyForm, _urgency, reloads=True),
    Action("join", forms.JoinForm, _join, reloads=True),
    Action("quick", forms.QuickForm, _quick, reloads=True),
    Action("close", forms.CloseForm, _close, reloads=True),
    Action("reopen", forms.Seen, _reopen, reloads=True),
)
