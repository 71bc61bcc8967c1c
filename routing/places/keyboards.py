"""What a word may be that shows how it was typed: by Telex or VNI keys, with letters held down, or in teen spelling."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, product
from math import prod

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_VOWELS = {"6": "\u0302", "7": "\u031b", "8": "\u0306"}
_TELEX_VOWELS = (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"), ("dd", "đ"))
_VOWEL = re.compile("[aeiouy]")
_TEEN: dict[str, Sequence[str]] = {
    **{"f": ("ph",), "w": ("qu", "u"), "z": ("d", "v", "gi"), "j": ("i", "y", "h")},
    **{"k": ("k", "c", "h"), "y": ("y", "i")},
    **{"3": ("e",), "0": ("o",), "1": ("i", "l"), "4": ("a",)},
}
_SHORT_END = re.compile("(?<=[aeijouy])(?=[gh]$)")
_FOR_H = re.compile("(?<=[cnt])k")
_MOST_READINGS = 100


def telex(text: str) -> Iterator[str]:
    if not _VOWEL.search(text) or len(text) > 10:
        return
    tones = [sign for sign in text[1:] if sign in _TELEX_TONES]
    for tone in dict.fromkeys([*tones[::-1], ""]):
        at = text.rfind(tone) if tone else -1
        rest = text[:at] + text[at + 1 :] if tone else text
        for written, meant in _TELEX_VOWELS:
            rest = rest.replace(written, meant)
        if rest.endswith("w") or "w" in rest:
            rest = rest.replace("w", "")
        if rest != text:
            yield rest + _TELEX_TONES.get(tone, "")


def vni(text: str) -> Iterator[str]:
    if len(text) > 10 or not _VOWEL.search(text) or not any(sign.isdigit() for sign in text):
        return
    composed, tone = "", ""
    for sign in text:
        if sign in _VNI_TONES:
            tone = _VNI_TONES[sign]
        elif sign == "9":
            composed = composed.replace("d", "đ", 1)
        else:
            composed += _VNI_VOWELS.get(sign, sign)
    yield composed + tone
    yield text.replace("0", "o").replace("1", "i")


def squeezed(text: str) -> Iterator[str]:
    """'kieuuuu' -> 'kieu'."""
    squeezed = "".join(sign for sign, _ in groupby(text))
    if squeezed != text:
        yield squeezed


@lru_cache(maxsize=4096)
def teen(plain: str) -> Sequence[str]:
    """'thuj' -> thui, thuy, thuh; 'nka' -> nha; each letter that may be put for another, in every combination."""
    full = _SHORT_END.sub("n", _FOR_H.sub("h", plain.replace("dz", "z")))
    choices = [_TEEN.get(sign, sign) for sign in full]
    if choices != [*plain] and not plain.isdigit() and prod(map(len, choices)) <= _MOST_READINGS:
        return tuple(map("".join, product(*choices)))
    return ()


def by_mouth(plain: str) -> Iterator[str]:
    """'kju' -> 'kieu', as the South says it."""
    yield from (f"{one[:-2]}ieu" for one in (plain, *teen(plain)) if one.endswith("iu"))
