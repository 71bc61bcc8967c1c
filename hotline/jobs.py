"""What RQ workers run, by name. Every job is safe to run early, late, twice or never."""

from concurrent.futures import Future

from hotline import heartbeats, live_calls, sending
from hotline.alerts import escalation, nothing_done, unread
from hotline.casework import calling_back, machines, sending_messages
from hotline.heartbeats import Part
from hotline.reconciliation.callbacks import settle_silent_callback
from hotline.reconciliation.silent import settle_silent_caller
from hotline.rosters import testing_phones
from hotline.safety import safely
from hotline.sending.officer_texts import text_officer as text_one_officer
from hotline.service import Service

_service: Service | None = None


def install(service: Service) -> None:
    """Give this process's jobs the parts to work with; once, before the worker starts."""
    global _service  # noqa: PLW0603  # RQ calls jobs by name, so they can be handed nothing
    _service = service


def escalate(alert_id: int) -> None:
    run("escalate", alert_id, _installed())


def ring_if_nothing_done(case_id: int) -> None:
    run("ring_if_nothing_done", case_id, _installed())


def ring_if_unread(case_id: int) -> None:
    run("ring_if_unread", case_id, _installed())


def send(notification_id: int) -> None:
    start("send", notification_id, _installed())


def hang_up(notification_id: int) -> None:
    start("hang_up", notification_id, _installed())


def recall(contact_id: int) -> None:
    start("recall", contact_id, _installed())


def end_drill(drill_id: int) -> None:
    start("end_drill", drill_id, _installed())


def call_back(callback_id: int) -> None:
    start("call_back", callback_id, _installed())


def leave_machine(callback_id: int) -> None:
    start("leave_machine", callback_id, _installed())


def test_phone(test_id: int) -> None:
    start("test_phone", test_id, _installed())


def send_message(message_id: int) -> None:
    start("send_message", message_id, _installed())


def text_officer(text_id: int) -> None:
    start("text_officer", text_id, _installed())


def beat(_: int) -> None:
    """Somebody asks whether work still goes through the queue."""
    safely(_beat, _installed())


def start(job: str, row: int, service: Service) -> Future[None]:
    """Do a job that talks to the network in a thread of this process: a slow order must hold up no other."""
    return service.background.submit(run, job, row, service)


def run(job: str, row: int, service: Service) -> None:
    """Do a job by its name, also where there is no queue. Never raises: what fails stays due."""
    safely(_WORK[job], service, row)


def _installed() -> Service:
    if _service is None:
        raise RuntimeError("hotline.jobs.install must run before any job")
    return _service


def _beat(service: Service) -> None:
    with service.transaction() as session:
        heartbeats.beat(session, Part.QUEUE, now=service.clock.now())


def _escalate(service: Service, alert_id: int) -> None:
    with service.transaction() as session:
        escalation.escalate(session, alert_id, now=service.clock.now())


def _ring_if_nothing_done(service: Service, case_id: int) -> None:
    with service.transaction() as session:
        nothing_done.ring_if_nothing_done(session, case_id, now=service.clock.now())


def _ring_if_unread(service: Service, case_id: int) -> None:
    with service.transaction() as session:
        unread.ring_if_unread(session, case_id, now=service.clock.now())


_WORK = {
    "escalate": _escalate,
    "ring_if_nothing_done": _ring_if_nothing_done,
    "ring_if_unread": _ring_if_unread,
    "send": sending.send,
    "hang_up": live_calls.hang_up,
    "recall": live_calls.recall,
    "settle_caller": settle_silent_caller,
    "settle_callback": settle_silent_callback,
    "end_drill": live_calls.end_drill,
    "call_back": calling_back.call_back,
    "leave_machine": machines.leave_machine,
    "send_message": sending_messages.send_message,
    "test_phone": testing_phones.test_phone,
    "text_officer": text_one_officer,
}
