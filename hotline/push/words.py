"""What a push tells: number, district and urgency of a case, and nothing about the child. Encrypted all the same."""

import json

from sqlmodel import Session

from hotline import texts
from hotline.messages import district_name, local_time
from hotline.models import RUNNING, Alert, AlertState, Case, Notification
from routing.roster import city


def push_message(session: Session, notification: Notification) -> str:
    """The alert that rings; once it does not any more, what takes its place on the screen."""
    alert = session.get_one(Alert, notification.alert_id)
    case = session.get_one(Case, alert.case_id)
    where = city(session)
    language = where.languages[0]
    is_over = notification.ended_at is not None or alert.state not in RUNNING
    urgency, district = texts.URGENCY[case.urgency](language), district_name(session, case.district, language)
    title = texts.PUSH_TITLE(language, urgency=urgency, district=district)
    body = (
        (texts.PUSH_TAKEN if alert.state == AlertState.ACKNOWLEDGED else texts.PUSH_OVER)
        if is_over
        else texts.PUSH_BODY
    )
    message = {
        "over": is_over,
        "alert": alert.id,
        "notification": notification.id,
        "tag": f"case-{case.number}",
        "url": f"/console/cases/{case.number}",
        "title": f"{texts.DRILL(language)} {title}" if case.drill else title,
        "body": body(language, number=case.number, time=local_time(where, alert.opened_at)),
        "accept": texts.PUSH_ACCEPT(language),
        "open": texts.PUSH_OPEN(language),
    }
    return json.dumps(message, ensure_ascii=False)
