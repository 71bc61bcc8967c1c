"""The town of a chaotic night: short waits, so that much happens, and officers of every kind."""

from dataclasses import dataclass

from hotline.simulator.exchange import Line
from hotline.simulator.requests import Request
from tests.processes.installation import NUMBER

CITY = """
city: {name: Cần Thơ, national_line: "111", desk: "+842923999111"}
districts:
  - {code: ninh-kieu, name: Quận Ninh Kiều, digit: 1, aliases: [nk], places: [Cái Khế]}
  - {code: cai-rang, name: Quận Cái Răng, digit: 3, places: [Lê Bình]}
officers:
  - {id: keen, name: Lan, phone: "+84912000001", role: officer, channels: [call, sms]}
  - {id: slow, name: Minh, phone: "+84912000002", role: officer, channels: [call, sms]}
  - {id: asleep, name: Hoa, phone: "+84912000003", role: officer, channels: [call, sms]}
  - {id: machine, name: Tâm, phone: "+84912000004", role: officer, channels: [call]}
  - {id: passing, name: Tuấn, phone: "+84912000005", role: officer, channels: [call, sms]}
  - {id: refusing, name: Vân, phone: "+84912000006", role: officer, channels: [call]}
  - {id: gone, name: Phúc, phone: "+84912000007", role: officer, channels: [call, sms]}
  - {id: backup, name: Thu, phone: "+84912000008", role: officer, channels: [call, sms]}
  - {id: boss, name: Sáu, phone: "+84912000090", role: manager, channels: [call, sms]}
  - {id: deputy, name: Bảy, phone: "+84912000091", role: manager, channels: [call]}
  - {id: desk1, name: Bàn trực, phone: "+84912000099", role: officer, channels: [call]}
shifts:
  - {district: ninh-kieu, tier: 1, officers: [asleep, passing, keen], days: daily, start: "00:00", end: "24:00"}
  - {district: ninh-kieu, tier: 2, officers: [machine, backup], days: daily, start: "00:00", end: "24:00"}
  - {district: cai-rang, tier: 1, officers: [refusing, gone], days: daily, start: "00:00", end: "24:00"}
  - {district: cai-rang, tier: 2, officers: [slow, keen], days: daily, start: "00:00", end: "24:00"}
  - {district: city, tier: 1, officers: [desk1, asleep], days: daily, start: "00:00", end: "24:00"}
escalation:
  - {ring: {tier: 1}, wait: 4s}
  - {ring: {tier: 2}, wait: 4s}
  - {ring: {role: manager}, wait: 5s}
  - {ring: {district: city, tier: 1}, wait: 5s, repeat: 2}
repeat_exhausted: 10s
call: {ask_seconds: 2, hold_limit: 20s}
targets: {first_action: [{seconds: 12h, share: 1}]}  # nobody opens the console: each case would ring again and again
"""
WAITS = {1: 4.0, 2: 4.0, 3: 5.0, 4: 5.0}
"""Seconds from the start of each step to the next, as the city file has it."""
ASKING_SECONDS = 20.0 + 2 * 2.0
"""How long a caller may be asked for the place before anybody is rung (`hotline.intake.call`)."""
NEWS_SECONDS = 120.0
"""So long after accepting, an officer who reads no texts is left to look at the case (`hotline.alerts.telling`)."""
FIRST_WAITS = {"a call": ASKING_SECONDS, "a new message, and nobody on duty reads of it": NEWS_SECONDS}
"""How long the first step may wait, by why the alert was opened; by any other reason it is due at once."""
DESK, NATIONAL_LINE = "+842923999111", "111"


@dataclass(frozen=True)
class Manner:
    """How a person takes a call: seconds until they pick up (from, to; None: never) and the key they press."""

    picks_up: tuple[float, float] | None
    key: str = "1"
    hangs_up_ringing: bool = False


MANNERS = {
    "+84912000001": Manner((0.3, 2)),
    "+84912000002": Manner((2, 5)),
    "+84912000003": Manner(None),
    "+84912000005": Manner((0.5, 2), key="2"),
    "+84912000006": Manner((0.5, 3), hangs_up_ringing=True),
    "+84912000008": Manner((0.5, 4)),
    "+84912000090": Manner((1, 4)),
    "+84912000091": Manner((1, 8), key=""),
    "+84912000099": Manner((1, 3)),
    DESK: Manner((1, 3), key=""),
    NATIONAL_LINE: Manner((1, 3), key=""),
}
MACHINE, GONE = "+84912000004", "+84912000007"
CALL_OVERRIDES = "#rc=2&rp=ct,rt,5xx&ct=2000&rt=4000"
TEXT_OVERRIDES = "#rc=2&rp=ct,rt,5xx&ct=2000&rt=5000"


def line(public_url: str, fallback_url: str) -> Line:
    """The hotline's number as `hotline doctor --fix` sets it, with its fallback document on another host."""
    hooks = f"{public_url}/webhooks"
    return Line(
        NUMBER,
        voice=Request(f"{hooks}/voice{CALL_OVERRIDES}"),
        voice_fallback=Request(fallback_url),
        voice_status=Request(f"{hooks}/voice/status"),
        sms=Request(f"{hooks}/sms{TEXT_OVERRIDES}"),
        sms_fallback=Request(f"{hooks}/sms/fallback"),
    )
