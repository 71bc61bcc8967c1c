from collections.abc import Callable
from pathlib import Path

import pytest

from hotline.cityfile import CityPlan, read_city

SMALL_CITY = """\
city: {name: Cần Thơ, desk: "+842923999111"}
districts:
  - {code: ninh-kieu, name: Quận Ninh Kiều, digit: 1, aliases: [nk], places: [Cái Khế, An Hòa]}
  - {code: o-mon, name: Quận Ô Môn, digit: 4}
officers:
  - {id: nk1, name: Trực ban Ninh Kiều 1, phone: "+84912000001", role: officer, channels: [call, sms]}
  - {id: om1, name: Trực ban Ô Môn 1, phone: 0912000002}
  - {id: desk1, name: Bàn trực, phone: "+84912000003"}
  - {id: boss, name: Quản lý, phone: "+84912000004", role: manager}
shifts:
  - {district: ninh-kieu, tier: 1, officers: [nk1], from: "2026-01-01T00:00", to: "2027-01-01T00:00"}
  - {district: o-mon, tier: 1, officers: [om1], days: [mon, sun], start: "19:00", end: "07:00"}
  - {district: city, tier: 1, officers: [desk1], days: daily, start: "00:00", end: "24:00"}
escalation:
  - {ring: {tier: 1}, wait: 25s}
  - {ring: {role: manager}, wait: 1.5s, repeat: 3}
call: {ask_seconds: 5, hold_limit: 120s}
"""


@pytest.fixture
def small_city() -> str:
    return SMALL_CITY


@pytest.fixture
def write(tmp_path: Path, small_city: str) -> Callable[..., Path]:
    """Write the small city, each pair of texts replaced, to a file."""

    def write(*replacements: tuple[str, str]) -> Path:
        text = small_city
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "city.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def read(write: Callable[..., Path]) -> Callable[..., CityPlan]:
    return lambda *replacements: read_city(write(*replacements))
