"""How a name sounds in the South, where many letters sound alike: for recognised speech and for spelling by ear."""

import re
from functools import lru_cache

SYLLABLE = re.compile("(?:ngh?|[cgknpt]h|[gq][iu]|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
"""What may be read as one Vietnamese word, marks apart."""

_INITIALS = (
    ("ngh", "ng"),
    ("gh", "g"),
    ("kh", "c"),
    ("tr", "c"),
    ("ch", "c"),
    ("th", "t"),
    ("gi", "d"),
    ("ph", "f"),
    ("nh", "n"),
    ("qu", "w"),
    ("k", "c"),
    ("l", "n"),
    ("x", "s"),
    ("v", "d"),
    ("r", "d"),
    ("g", "g"),
)
_VOWELS = (
    *(("ieu", "iu"), ("yeu", "iu"), ("uye", "i"), ("ye", "i"), ("ie", "i"), ("uo", "u")),
    *(("uy", "i"), ("ui", "i"), ("oa", "o"), ("ua", "u")),
)
_FINALS = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))
_INITIAL = re.compile("^[^aeiouy]+")


@lru_cache(maxsize=4096)
def sound_of(plain: str) -> str:
    """A syllable without marks -> a key that syllables share which a Southern ear or a recogniser confuses.

    l/n, s/x, tr/ch/k, t/th, d/gi/v/r at the beginning; n/ng/nh and t/c/ch at the end; i/y/uy; iê/i, uâ/u, oa/o within.
    """
    for written, sound in _INITIALS:
        if plain.startswith(written) and len(plain) > len(written):
            plain = sound + plain[len(written) :]
            break
    initial = _INITIAL.match(plain)
    at = initial.end() if initial else 0
    head, rime = plain[:at], plain[at:]
    for written, sound in _FINALS:
        if rime.endswith(written) and len(rime) > len(written):
            rime = rime[: -len(written)] + sound
            break
    for written, sound in _VOWELS:
        rime = rime.replace(written, sound)
    return head + rime.replace("y", "i")
