"""Record: a message of the caller's."""

from collections.abc import Mapping

from hotline.simulator.call import Step
from hotline.simulator.documents import Verb
from hotline.simulator.exchange import Recording, natural_seconds
from hotline.simulator.happenings import KeyPressed, Spoke
from hotline.simulator.leg import Leg
from hotline.simulator.listener import CallEnded
from hotline.simulator.log import Kind
from hotline.simulator.requests import Request

BEEP = "♪ bíp"
ANY_KEY = "1234567890*#"


async def record(leg: Leg, verb: Verb) -> Step | None:
    """Silence falls through to the next verb; a hang-up keeps what was said."""
    action = leg.action(verb) or leg.current()
    callback = leg.address(verb, "recordingStatusCallback", "recordingStatusCallbackMethod")
    recorded: list[str] = []
    if verb.get("playBeep", "true") == "true":
        leg.hears(BEEP)
    leg.call.awaits = "speech"
    try:
        key = await _listen(leg, verb, recorded)
    except CallEnded:
        if recorded:
            leg.tell(action, {**_keep(leg, verb, recorded, callback), "Digits": "hangup"})
        raise
    finally:
        leg.call.awaits = ""
    if not recorded:
        return None
    return action.with_params({**_keep(leg, verb, recorded, callback), "Digits": key})


async def _listen(leg: Leg, verb: Verb, recorded: list[str]) -> str:
    """Fill `recorded` until silence, a finishing key or the greatest length; returns the key."""
    keys, longest = verb.get("finishOnKey", ANY_KEY), verb.seconds("maxLength", 3600)
    leg.note(Kind.RECORDS)
    while natural_seconds(" ".join(recorded)) < longest or not recorded:
        match await leg.wait(min(verb.seconds("timeout", 5), longest), Spoke, KeyPressed):
            case Spoke(text):
                recorded.append(text)
            case KeyPressed(key) if key in keys:
                return key
            case None:
                break
    return ""


def _keep(leg: Leg, verb: Verb, recorded: list[str], callback: Request | None) -> Mapping[str, str]:
    """Store the recording and report it; returns its parameters for the action."""
    exchange = leg.exchange
    said = " ".join(recorded)
    seconds = min(natural_seconds(said), verb.seconds("maxLength", 3600))
    recording = Recording(leg.call.sid, said, seconds, exchange.clock.now())
    exchange.recordings[recording.sid] = recording
    address = f"{exchange.api_url}/2010-04-01/Accounts/{exchange.account_sid}/Recordings/{recording.sid}"
    params = {"RecordingSid": recording.sid, "RecordingUrl": address, "RecordingDuration": str(seconds)}
    if callback is not None:
        about = {"RecordingStatus": "completed", "RecordingChannels": "1", "RecordingSource": "RecordVerb"}
        call = {"CallSid": leg.call.sid, "AccountSid": exchange.account_sid}
        leg.desk.send(leg.call.sid, callback.with_params({**call, **params, **about, "ErrorCode": "0"}))
    return params
