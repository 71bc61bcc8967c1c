"""What each process does beside its main work, as loops. Read here which process watches what."""

from datetime import timedelta

from hotline import dead_man, probes
from hotline.alarms.lookout import Lookout, watch_refusals
from hotline.heartbeats import Part, Pulse
from hotline.last_known import REFRESH_SECONDS
from hotline.loops import Loop
from hotline.replay import REPLAY_SECONDS, Replay
from hotline.service import Service
from hotline.stand_in import StandIn

LOOK_SECONDS, BEAT_SECONDS, STAND_IN_SECONDS = 2.0, 2.0, 0.5


def web_loops(service: Service) -> list[Loop]:
    return [
        _refresh_roster(service),
        _replay(service),
        _heartbeat(service, Part.WEB),
        _stand_in(service),
        Loop("lookout", Lookout(service, watch_refusals()).look, LOOK_SECONDS),
        *_ask_around(service, patience=probes.LATER),
    ]


def worker_loops(service: Service) -> list[Loop]:
    return [
        _heartbeat(service, Part.WORKER),
        _stand_in(service),
        Loop("lookout", Lookout(service).look, LOOK_SECONDS),
        *_ask_around(service, patience=probes.LATER),
    ]


def watch_loops(service: Service) -> list[Loop]:
    return [
        _refresh_roster(service),
        _replay(service),
        _heartbeat(service, Part.WATCH),
        Loop("lookout", Lookout(service).look, LOOK_SECONDS),
        *_ask_around(service, patience=timedelta(0)),
        Loop("dead man's ping", lambda: dead_man.ping(service), dead_man.EVERY_SECONDS),
    ]


def _heartbeat(service: Service, part: Part) -> Loop:
    return Loop("heartbeat", Pulse(service, part).beat, BEAT_SECONDS)


def _stand_in(service: Service) -> Loop:
    return Loop("stand-in", StandIn(service).look, STAND_IN_SECONDS)


def _ask_around(service: Service, *, patience: timedelta) -> list[Loop]:
    return [
        Loop("ask the provider", lambda: probes.ask_provider(service, patience=patience), LOOK_SECONDS),
        Loop("ask the queue", lambda: probes.ask_queue(service, patience=patience), LOOK_SECONDS),
    ]


def _refresh_roster(service: Service) -> Loop:
    return Loop("roster", lambda: service.last_known.refresh(service.transaction), REFRESH_SECONDS)


def _replay(service: Service) -> Loop:
    return Loop("replay", Replay(service).run, REPLAY_SECONDS)
