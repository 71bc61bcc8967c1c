"""How many short messages a text makes (GSM 03.38): what it costs, and where it is cut."""

PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€\f")
"""Signs of the alphabet's extension: each takes two places."""


def segments(body: str) -> int:
    """160 plain signs, or 153 in each of several; as soon as one sign is another, 70 or 67 of UCS-2."""
    if set(body) <= PLAIN | DOUBLE:
        length, alone, joined = len(body) + sum(sign in DOUBLE for sign in body), 160, 153
    else:
        length, alone, joined = len(body.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)
