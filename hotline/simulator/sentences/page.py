"""What the phones page says."""

from collections.abc import Mapping

PAGE: Mapping[str, Mapping[str, str]] = {"vi": {}, "en": {}}
