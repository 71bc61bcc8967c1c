"""The simulator's control API, for a program that plays people."""

from collections.abc import Iterator
from contextlib import contextmanager
from json import loads
from typing import Any

import httpx

from hotline.errors import HotlineError
from hotline.simulator.log import Event


class ControlClient:
    def __init__(self, url: str) -> None:
        self._url = url
        self._http = httpx.Client(base_url=f"{url}/control", trust_env=False, timeout=10)

    def place_call(self, phone: str, shown_as: str | None) -> tuple[str, int]:
        """Returns the call's SID and the number of the first event that belongs to it."""
        placed = self._post("/calls", {"phone": phone, "shown_as": shown_as}).json()
        return placed["sid"], placed["first_event"]

    def send_text(self, phone: str, text: str) -> int:
        """Returns the number of the first event that follows."""
        first: int = self._post("/texts", {"phone": phone, "text": text}).json()["first_event"]
        return first

    def answer(self, sid: str) -> None:
        self._act(sid, "answer")

    def press(self, sid: str, keys: str) -> None:
        self._act(sid, "press", {"keys": keys})

    def speak(self, sid: str, text: str) -> None:
        self._act(sid, "speak", {"text": text})

    def hang_up(self, sid: str) -> None:
        self._act(sid, "hangup")

    def events(self, start: int) -> Iterator[Event]:
        """Everything that happens in the network from event `start` on, until the simulator ends."""
        with self._telling(), self._http.stream("GET", "/events", params={"start": start}, timeout=None) as stream:
            for line in stream.iter_lines():
                yield Event.from_json(loads(line))

    def play_story(self, name: str, speed: float) -> dict[str, Any]:
        """Start a ready-made story; returns how it stands."""
        run: dict[str, Any] = self._post(f"/stories/{name}", {"speed": speed}).json()
        return run

    def story(self) -> dict[str, Any]:
        """How the ready-made story stands that plays, or played last."""
        with self._telling():
            run: dict[str, Any] = self._http.get("/stories").json()["run"]
        return run

    def _act(self, sid: str, what: str, body: dict[str, Any] | None = None) -> None:
        """A call that is over by now takes no part any more."""
        self._post(f"/calls/{sid}/{what}", body or {}, gone_is_fine=True)

    def _post(self, path: str, body: dict[str, Any], *, gone_is_fine: bool = False) -> httpx.Response:
        with self._telling():
            response = self._http.post(path, json=body)
        if response.is_success or (gone_is_fine and response.status_code == httpx.codes.NOT_FOUND):
            return response
        raise HotlineError(f"the simulator refused {path}: {response.status_code} {response.text}")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as error:
            raise HotlineError(
                f"no simulator answers at {self._url} ({error}): start it with `make run` or `hotline simulator serve`"
            ) from None
