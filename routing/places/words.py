"""Word lists that keep guesses in bounds: small words of every message, and ordinary words that no slip explains."""

from importlib.resources import files

from routing.places import vocabulary as say


def _read(name: str) -> frozenset[str]:
    text = files("routing.places").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


ORDINARY_WORDS = _read("ordinary.txt")
SMALL_WORDS = frozenset(
    word
    for vocabulary in vars(say).values()
    if isinstance(vocabulary, say.Vocabulary) and vocabulary is not say.TELLING
    for word in vocabulary
) - {"not"}  # English only: 'Trà Nót' is a slip
