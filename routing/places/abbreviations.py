"""How landmarks are shortened: 'BV Đa khoa', 'ĐH Tây Đô', 'KCN Trà Nóc'."""

import re
from collections.abc import Iterable, Iterator

_ABBREVIATED = (
    ("trường đại học", "ĐH"),
    ("đại học", "ĐH"),
    ("bệnh viện", "BV"),
    ("đa khoa", "ĐK"),
    ("trung ương", "TW"),
    ("khu công nghiệp", "KCN"),
    ("khu dân cư", "KDC"),
    ("bến xe", "BX"),
    ("công viên", "CV"),
)


def abbreviations(texts: Iterable[str]) -> Iterator[str]:
    """'Bệnh viện Đa khoa …' -> 'BV Đa khoa …', 'BV ĐK …'."""
    for text in texts:
        short = text
        for words, letters in _ABBREVIATED:
            if words in short.lower():
                short = re.sub(words, letters, short, flags=re.IGNORECASE)
                yield short
