"""How many texts a message makes: 160 signs of the plain alphabet, or 70 as soon as one sign is another (GSM 03.38)."""

PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€")
"""Of the plain alphabet's extension: each takes two."""


def segments(body: str) -> int:
    """A message of several parts loses a few signs of each."""
    if set(body) <= PLAIN | DOUBLE:
        return _parts(sum(2 if sign in DOUBLE else 1 for sign in body), 160, 153)
    return _parts(len(body.encode("utf-16-le")) // 2, 70, 67)


def _parts(length: int, alone: int, each: int) -> int:
    return 1 if length <= alone else -(-length // each)
