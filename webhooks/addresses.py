"""The addresses that we hand out to the telephone network. They hold row numbers and nothing personal."""

from dataclasses import dataclass

VOICE = "/webhooks/voice"
SMS = "/webhooks/sms"


@dataclass(frozen=True)
class Addresses:
    """Builds absolute addresses under our public one."""

    public_url: str

    def place(self, attempt: int) -> str:
        return self._voice(f"/place?attempt={attempt}")

    def hold(self, turn: int) -> str:
        return self._voice(f"/hold?turn={turn}")

    def hold_key(self, turn: int) -> str:
        return self._voice(f"/hold/key?turn={turn}")

    @property
    def left(self) -> str:
        return self._voice("/left")

    def connected(self, contact: int) -> str:
        return self._voice(f"/connected/{contact}")

    def dialled(self, leg: str) -> str:
        return self._voice(f"/dialled/{leg}")

    def dialled_status(self, contact: int) -> str:
        return self._voice(f"/dialled/{contact}/status")

    @property
    def recalled(self) -> str:
        return self._voice("/recalled")

    @property
    def message(self) -> str:
        return self._voice("/message")

    @property
    def silent(self) -> str:
        return self._voice("/silent")

    @property
    def recording(self) -> str:
        return self._voice("/recording")

    def officer(self, notification: int) -> str:
        return self._voice(f"/officer/{notification}")

    def officer_key(self, notification: int, attempt: int) -> str:
        return self._voice(f"/officer/{notification}/key?attempt={attempt}")

    def officer_left(self, notification: int, attempt: int) -> str:
        return self._voice(f"/officer/{notification}/left?attempt={attempt}")

    def officer_status(self, notification: int) -> str:
        return self._voice(f"/officer/{notification}/status")

    def fallback(self, leg: int) -> str:
        return self._voice(f"/fallback?leg={leg}")

    @property
    def drill(self) -> str:
        return self._voice("/drill")

    @property
    def officer_fallback(self) -> str:
        return self._voice("/officer/fallback")

    def text_status(self, notification: int) -> str:
        return f"{self.public_url}{SMS}/status?notification={notification}"

    def _voice(self, path: str) -> str:
        return f"{self.public_url}{VOICE}{path}"
