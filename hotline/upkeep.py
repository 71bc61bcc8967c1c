"""What each process does beside its main work, as loops. Read here which process watches what."""

from hotline.loops import Loop
from hotline.service import Service


def web_loops(service: Service) -> list[Loop]:
    del service
    return []


def worker_loops(service: Service) -> list[Loop]:
    del service
    return []


def watch_loops(service: Service) -> list[Loop]:
    del service
    return []
