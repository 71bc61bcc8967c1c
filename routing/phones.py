"""Telephone numbers: parsing to E.164, telling withheld ones, masking them for logs and screens."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber

REGION = "VN"
WITHHELD = "ẩn số"
"""Stands for a number that the caller or the network kept back."""

_KEYPAD = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_WITHHELD_WORDS = ("anonymous", "blocked", "private", "restricted", "unavailable", "unknown")
# Carriers without a text field spell the word on a keypad: +266696687 is ANONYMOUS.
_SPELLED = frozenset(word.translate(_KEYPAD) for word in _WITHHELD_WORDS)
_SEPARATORS = re.compile(r"[\s().\-/]+")
_ADDRESS = re.compile(r"^(?:tel:|sips?:)?([^@;]*)", re.IGNORECASE)
# Vietnam opens mobile ranges (052 …) before phonenumbers learns of them.
_VN_MOBILE = re.compile(r"[35789][0-9]{8}")
_SUBSCRIBER_LENGTH = range(7, 18)
_SHORTEST_TO_SHOW_ENDS = 9
_DOTS = "•" * 7


def parse_phone(text: str) -> str:
    """Return the number as E.164; without a country code it is Vietnamese (0912 …, 84912 …, 0292 …).

    Raises ValueError with a sentence for the person who wrote it.
    """
    number = _read(text)
    if number is None or not _could_be_dialled(number):
        raise ValueError(f"{text.strip()!r} is not a telephone number; write it like +84912000001 or 0292 3 999 111")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_withheld(number: str | None) -> bool:
    """Whether this names no caller: nothing, a word such as 'anonymous', its keypad spelling, or no whole number.

    Short numbers count too: everybody who is handed over by 111 would otherwise look like one caller.
    Numbers that no numbering plan knows are still somebody's and are not withheld.
    """
    digits = _digits(number)
    return len(digits) not in _SUBSCRIBER_LENGTH or digits in _SPELLED or not digits.strip("0")


def mask(number: str | None) -> str:
    """Keep the country code and the last three digits: '+84•••••••001'. Withheld numbers become `WITHHELD`."""
    if is_withheld(number):
        return WITHHELD
    digits = _digits(number)
    if len(digits) < _SHORTEST_TO_SHOW_ENDS:
        return _DOTS
    return f"{_country_prefix(number or '')}{_DOTS}{digits[-3:]}"


def _read(text: str) -> PhoneNumber | None:
    compact = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"\+?[0-9]{1,20}", compact):
        return None
    try:
        return phonenumbers.parse(compact, REGION)
    except NumberParseException:
        return None


def _could_be_dialled(number: PhoneNumber) -> bool:
    if phonenumbers.region_code_for_country_code(number.country_code or 0) != REGION:
        return phonenumbers.is_possible_number(number)
    national = phonenumbers.national_significant_number(number)
    return phonenumbers.is_valid_number(number) or bool(_VN_MOBILE.fullmatch(national))


def _digits(number: str | None) -> str:
    """The digits of a number or of a SIP address's user part; '' if it is no number."""
    address = _ADDRESS.match(number or "")
    compact = _SEPARATORS.sub("", address[1]) if address else ""
    return compact.lstrip("+") if re.fullmatch(r"\+?[0-9]+", compact) else ""


def _country_prefix(number: str) -> str:
    parsed = _read(number)
    if parsed is None or not number.strip().startswith("+"):
        return ""
    return f"+{parsed.country_code}"
