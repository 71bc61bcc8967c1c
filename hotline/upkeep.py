"""What each process does beside its main work, as loops. Read here which process watches what."""

from collections.abc import Callable
from datetime import timedelta

from hotline import contacts, dead_man, probes
from hotline.alarms.database_away import DatabaseAlarm
from hotline.alarms.lookout import Check, Lookout, watch_refusals
from hotline.heartbeats import Part, Pulse
from hotline.last_known import REFRESH_SECONDS
from hotline.loops import Loop
from hotline.reconciliation import LOOK_EVERY, Reconciliation
from hotline.replay import REPLAY_SECONDS, Replay
from hotline.service import Service
from hotline.staff.forgetting import forget_old
from hotline.stand_in import StandIn
from routing.places import load_territory

LOOK_SECONDS, BEAT_SECONDS, STAND_IN_SECONDS = 2.0, 2.0, 0.5
FORGET_SECONDS = 3600.0


def web_loops(service: Service) -> list[Loop]:
    return [
        _refresh_roster(service),
        _know_territory(service),
        _replay(service),
        _heartbeat(service, Part.WEB),
        _stand_in(service),
        *_look_for_trouble(service, watch_refusals(), patience=probes.LATER),
    ]


def worker_loops(service: Service) -> list[Loop]:
    return [
        _refresh_roster(service),
        _heartbeat(service, Part.WORKER),
        _stand_in(service),
        *_look_for_trouble(service, patience=probes.LATER),
    ]


def watch_loops(service: Service) -> list[Loop]:
    return [
        _refresh_roster(service),
        _know_territory(service),
        _replay(service),
        _heartbeat(service, Part.WATCH),
        *_look_for_trouble(service, patience=timedelta(0)),
        Loop("reconciliation", Reconciliation(service).look, LOOK_EVERY),
        _with_database(service, "dead man's ping", lambda: dead_man.ping(service), dead_man.EVERY_SECONDS),
        _forget_old_sign_ins(service),
        _tell_channels(service),
    ]


def _heartbeat(service: Service, part: Part) -> Loop:
    return _with_database(service, "heartbeat", Pulse(service, part).beat, BEAT_SECONDS)


def _stand_in(service: Service) -> Loop:
    return _with_database(service, "stand-in", StandIn(service).look, STAND_IN_SECONDS)


def _look_for_trouble(service: Service, *checks: Check, patience: timedelta) -> list[Loop]:
    """Every process does: whoever lives tells."""
    return [
        Loop("ask the database", lambda: probes.ask_database(service), LOOK_SECONDS),
        Loop("database alarm", DatabaseAlarm(service).look, LOOK_SECONDS),
        _with_database(service, "lookout", Lookout(service, *checks).look, LOOK_SECONDS),
        _with_database(
            service, "ask the provider", lambda: probes.ask_provider(service, patience=patience), LOOK_SECONDS
        ),
        _with_database(service, "ask the queue", lambda: probes.ask_queue(service, patience=patience), LOOK_SECONDS),
    ]


def _with_database(service: Service, name: str, work: Callable[[], object], seconds: float) -> Loop:
    """A loop that rests while the database is away, instead of failing again and again."""

    def work_if_possible() -> None:
        if not service.database.is_away:
            work()

    work_if_possible.__qualname__ = name  # what is logged when it fails
    return Loop(name, work_if_possible, seconds)


def _refresh_roster(service: Service) -> Loop:
    def look() -> None:
        service.last_known.refresh(service.transaction, now=service.clock.now())

    return Loop("roster", look, REFRESH_SECONDS)


def _know_territory(service: Service) -> Loop:
    """Index the places before a caller names one, and again when the city has changed."""

    def look() -> None:
        with service.transaction() as session:
            load_territory(session)

    return _with_database(service, "territory", look, REFRESH_SECONDS)


def _forget_old_sign_ins(service: Service) -> Loop:
    def forget() -> None:
        with service.transaction() as session:
            forget_old(session, now=service.clock.now())

    return _with_database(service, "old sign-ins", forget, FORGET_SECONDS)


def _tell_channels(service: Service) -> Loop:
    def tell() -> None:
        with service.transaction() as session:
            contacts.tell_channels(session)

    return _with_database(service, "channels of cases", tell, FORGET_SECONDS)


def _replay(service: Service) -> Loop:
    return Loop("replay", Replay(service).run, REPLAY_SECONDS)
