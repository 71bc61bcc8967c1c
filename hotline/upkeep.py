"""What each process does beside its main work, as loops. Read here which process watches what."""

from hotline.last_known import REFRESH_SECONDS
from hotline.loops import Loop
from hotline.service import Service


def web_loops(service: Service) -> list[Loop]:
    return [_refresh_roster(service)]


def worker_loops(service: Service) -> list[Loop]:
    del service
    return []


def watch_loops(service: Service) -> list[Loop]:
    return [_refresh_roster(service)]


def _refresh_roster(service: Service) -> Loop:
    return Loop("roster", lambda: service.last_known.refresh(service.transaction), REFRESH_SECONDS)
