"""The addresses that we hand out to the telephone network. They hold row numbers and nothing personal."""

from dataclasses import dataclass

VOICE = "/webhooks/voice"
SMS = "/webhooks/sms"
ALARM = f"{VOICE}/alarm"
CODE = f"{VOICE}/code"


@dataclass(frozen=True)
class Addresses:
    """Builds absolute addresses under our public one."""

    public_url: str

    def again(self, path: str) -> str:
        """`path`, with its query: what comes after the address of a call."""
        return self._voice(path)

    def place(self, attempt: int) -> str:
        return self._voice(f"/place?attempt={attempt}")

    def hold(self, turn: int, failed: int = 0) -> str:
        return self._voice(f"/hold?turn={turn}{_unless_0('failed', failed)}")

    def hold_key(self, turn: int, failed: int = 0) -> str:
        return self._voice(f"/hold/key?turn={turn}{_unless_0('failed', failed)}")

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

    def officer_again(self, notification: int, failed: int) -> str:
        return self._voice(f"/officer/{notification}?failed={failed}")

    def officer_key(self, notification: int, attempt: int) -> str:
        return self._voice(f"/officer/{notification}/key?attempt={attempt}")

    def officer_key_again(self, notification: int, attempt: int, key: str, failed: int) -> str:
        """Carries the key that was pressed: an officer's one digit, '' for any other."""
        return self._voice(f"/officer/{notification}/key?attempt={attempt}&key={key}&failed={failed}")

    def officer_left(self, notification: int, attempt: int, failed: int = 0) -> str:
        return self._voice(f"/officer/{notification}/left?attempt={attempt}{_unless_0('failed', failed)}")

    def officer_status(self, notification: int) -> str:
        return self._voice(f"/officer/{notification}/status")

    def fallback(self, leg: int) -> str:
        return self._voice(f"/fallback?leg={leg}")

    @property
    def fallback_status(self) -> str:
        return self._voice("/fallback/status")

    @property
    def fallback_screen(self) -> str:
        return self._voice("/fallback/screen")

    @property
    def fallback_key(self) -> str:
        return self._voice("/fallback/key")

    @property
    def drill(self) -> str:
        return self._voice("/drill")

    @property
    def officer_fallback(self) -> str:
        return self._voice("/officer/fallback")

    def alarm(self, kind: str) -> str:
        return f"{self.public_url}{ALARM}/{kind}"

    @property
    def alarm_status(self) -> str:
        return f"{self.public_url}{ALARM}/status"

    def code(self, code: int) -> str:
        """Names the row of a one-time code, never its digits."""
        return f"{self.public_url}{CODE}/{code}"

    def code_key(self, code: int) -> str:
        return f"{self.public_url}{CODE}/{code}/key"

    @property
    def code_status(self) -> str:
        return f"{self.public_url}{CODE}/status"

    def callback(self, callback: int) -> str:
        return self._voice(f"/callback/{callback}")

    def callback_key(self, callback: int, attempt: int) -> str:
        return self._voice(f"/callback/{callback}/key?attempt={attempt}")

    def callback_left(self, callback: int) -> str:
        return self._voice(f"/callback/{callback}/left")

    def callback_missed(self, callback: int) -> str:
        return self._voice(f"/callback/{callback}/missed")

    def callback_status(self, callback: int) -> str:
        return self._voice(f"/callback/{callback}/status")

    def callback_caller(self, callback: int, dial: int) -> str:
        """`dial`: how many times the caller has been rung for this call back."""
        return self._voice(f"/callback/{callback}/caller?dial={dial}")

    def callback_machine(self, callback: int, dial: int) -> str:
        return self._voice(f"/callback/{callback}/machine?dial={dial}")

    def phone_test(self, test: int) -> str:
        return self._voice(f"/phone-test/{test}")

    def phone_test_key(self, test: int) -> str:
        return self._voice(f"/phone-test/{test}/key")

    def phone_test_status(self, test: int) -> str:
        return self._voice(f"/phone-test/{test}/status")

    @property
    def callback_fallback(self) -> str:
        return self._voice("/callback/fallback")

    def message_status(self, message: int) -> str:
        return f"{self.public_url}{SMS}/message/{message}/status"

    def text_status(self, notification: int) -> str:
        return f"{self.public_url}{SMS}/status?notification={notification}"

    def _voice(self, path: str) -> str:
        return f"{self.public_url}{VOICE}{path}"


def _unless_0(name: str, count: int) -> str:
    return f"&{name}={count}" if count else ""
