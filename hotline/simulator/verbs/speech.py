"""Say, Play, Pause: what the human hears, and for how long."""

from hotline.simulator.call import Happening, Step
from hotline.simulator.documents import Refused, Verb
from hotline.simulator.leg import Leg
from hotline.simulator.log import Kind
from hotline.simulator.requests import Request

ENDLESS = 1000
"""`loop="0"`: until something else happens."""
JINGLE_SECONDS = 5.0
"""What a recording is taken to last where speech takes time."""


async def say(leg: Leg, verb: Verb) -> Step | None:
    await prompt(leg, verb)
    return None


async def play(leg: Leg, verb: Verb) -> Step | None:
    await prompt(leg, verb)
    return None


async def pause(leg: Leg, verb: Verb) -> Step | None:
    await prompt(leg, verb)
    return None


async def prompt(leg: Leg, verb: Verb, *interruptions: type[Happening]) -> Happening | None:
    """Perform a Say, Play or Pause; returns what interrupted it, if one of `interruptions` did."""
    if verb.name == "Pause":
        return await leg.wait(verb.seconds("length", 1), *interruptions)
    text, seconds = await _content(leg, verb)
    for _ in range(verb.seconds("loop", 1) or ENDLESS):
        leg.hears(text)
        if happening := await leg.wait(seconds, *interruptions):
            return happening
    return None


async def _content(leg: Leg, verb: Verb) -> tuple[str, float]:
    if verb.name == "Say":
        return verb.text, leg.exchange.speech_seconds(verb.text)
    if not verb.text:
        return f"♪ {verb.get('digits')}", 0.0
    request = leg.resolve(verb.text, "GET")
    await _check_recording(leg, request)
    return f"♪ {request.url}", JINGLE_SECONDS if leg.exchange.speech_rate else 0.0


async def _check_recording(leg: Leg, request: Request) -> None:
    """A recording that cannot be had is silence, and an error in the log."""
    try:
        reply = await leg.exchange.courier.send(request)
    except Refused as refused:
        leg.note(Kind.ERROR, str(refused))
        return
    if not reply.ok or not reply.content_type.startswith("audio/"):
        leg.note(Kind.ERROR, f"12300 {request.url} is no recording: {reply.status} {reply.content_type}")
