"""Tells somebody outside that all is well, so that silence alone brings help when everything here is dead."""

import logging
from urllib.parse import urlsplit

import httpx

from hotline.alarms.parts import silent_parts
from hotline.alarms.raising import open_alarms
from hotline.alarms.trouble import Kind
from hotline.service import Service

log = logging.getLogger(__name__)

EVERY_SECONDS = 30.0
GRAVE = {Kind.PART, Kind.QUEUE, Kind.SPOOL, Kind.DATABASE, Kind.DISK}
"""Alarms about the service itself. A district without officers is no reason to call the technician."""


def ping(service: Service) -> None:
    """Fetch HEARTBEAT_URL if it is set and nothing is ill. Raises what the database raises when it is away."""
    address = service.settings.heartbeat_url
    if not address or not _all_is_well(service):
        return
    try:
        answer = httpx.get(address, timeout=service.settings.timeout_heartbeat_url, trust_env=False)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        # whoever knows the whole address can pretend that we live
        log.warning("HEARTBEAT_URL at %s does not take our ping: %s", urlsplit(address).hostname, type(error).__name__)


def _all_is_well(service: Service) -> bool:
    with service.transaction() as session:
        silent = silent_parts(session, now=service.clock.now())
        grave = [alarm.kind for alarm in open_alarms(session) if alarm.kind in GRAVE]
    if silent or grave:
        log.warning("HEARTBEAT_URL is not pinged: %s", ", ".join([*silent, *grave]))
    return not silent and not grave
