"""Gather: keys and words."""

from collections.abc import Mapping

from hotline.simulator.call import Happening, Step
from hotline.simulator.documents import Verb
from hotline.simulator.happenings import KeyPressed, Spoke
from hotline.simulator.leg import Leg
from hotline.simulator.log import Kind
from hotline.simulator.verbs.speech import prompt

CONFIDENCE = "0.9"


async def gather(leg: Leg, verb: Verb) -> Step | None:
    """Falls through to the next verb on silence, unless the document wants the empty result too."""
    action = leg.action(verb) or leg.current()
    wanted = _wanted(verb)
    leg.call.awaits = verb.get("input", "dtmf")
    try:
        first = await _first_input(leg, verb, wanted)
        result = await _result(leg, verb, first)
    finally:
        leg.call.awaits = ""
    if result is None and verb.get("actionOnEmptyResult") == "true":
        result = {"Digits": ""}
    return action.with_params(result) if result is not None else None


def _wanted(verb: Verb) -> tuple[type[Happening], ...]:
    kinds: Mapping[str, type[Happening]] = {"dtmf": KeyPressed, "speech": Spoke}
    return tuple(kinds[name] for name in verb.get("input", "dtmf").split())


async def _first_input(leg: Leg, verb: Verb, wanted: tuple[type[Happening], ...]) -> Happening | None:
    """The first key or words, which may come in the middle of the prompt."""
    barge_in = verb.get("bargeIn", "true") == "true"
    for part in verb.inside:
        if happening := await prompt(leg, part, *(wanted if barge_in else ())):
            return happening
    leg.note(Kind.LISTENS, leg.call.awaits)
    return await leg.wait(verb.seconds("timeout", 5), *wanted)


async def _result(leg: Leg, verb: Verb, first: Happening | None) -> dict[str, str] | None:
    match first:
        case Spoke(text):
            return {"SpeechResult": text, "Confidence": CONFIDENCE}
        case KeyPressed(key):
            return await _digits(leg, verb, key)
    return None


async def _digits(leg: Leg, verb: Verb, key: str) -> dict[str, str] | None:
    """Collect keys until there are enough, the finishing key is pressed or none comes any more."""
    finish, enough = verb.get("finishOnKey", "#"), verb.seconds("numDigits", 0)
    digits, finished_on = "", ""
    happening: Happening | None = KeyPressed(key)
    while isinstance(happening, KeyPressed):
        if happening.key != finish:
            digits += happening.key
        elif digits:  # the finishing key ends nothing before there is a digit
            finished_on = finish
            break
        if enough and len(digits) >= enough:
            break
        happening = await leg.wait(verb.seconds("timeout", 5), KeyPressed)
    return {"Digits": digits, "FinishedOnKey": finished_on} if digits else None
