"""Servers that speak only part of Twilio's contract: what can be read of them is read, and nothing is misunderstood."""

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from hotline.errors import TelephonyError
from hotline.settings import Settings
from hotline.simulator.clocks import PushableClock
from hotline.telephony import TwilioTelephony, questions

from .conftest import NOW
from .test_orders import OFFICER, failure

CHILD, COLLEAGUE = "+84900000001", "+84912000002"
Pages = dict[str, object]


@pytest.fixture
def pages() -> Pages:
    """What the server answers by the last part of the path; it knows nothing else."""
    return {}


@pytest.fixture
def telephony(settings: Settings, clock: PushableClock, pages: Pages) -> Iterator[TwilioTelephony]:
    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path.partition("?")[0].rpartition("/")[2])
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(b"<h1>What?</h1>" if body is None else json.dumps(body).encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        yield TwilioTelephony(settings.model_copy(update={"twilio_api_url": address}), clock)
        server.shutdown()


def test_calls_without_paging_or_direction_and_with_other_times_are_read(
    telephony: TwilioTelephony, settings: Settings, pages: Pages
) -> None:
    ours = settings.hotline_number
    incoming = {"sid": "CA1", "from": CHILD, "to": ours, "status": "ringing", "start_time": NOW.isoformat()}
    outgoing = incoming | {"sid": "CA2", "from": ours, "to": OFFICER}
    pages["Calls.json"] = {"calls": [incoming, outgoing, {"from": CHILD, "to": ours}]}
    (calls,) = telephony.calls_to(ours, since=NOW - timedelta(minutes=1))
    assert [(call.sid, call.started_at, call.is_inbound) for call in calls] == [("CA1", NOW, True)]


def test_a_colleagues_call_is_not_taken_for_this_officers_where_no_filter_works(
    telephony: TwilioTelephony, settings: Settings, pages: Pages
) -> None:
    pages["Calls.json"] = {"calls": [{"sid": "CA1", "from": settings.hotline_number, "to": COLLEAGUE}]}
    assert telephony.calls_ordered(OFFICER) == []


def test_only_what_can_be_heard_of_this_call_counts_as_its_recording(telephony: TwilioTelephony, pages: Pages) -> None:
    told = [{"sid": f"RE{status}", "call_sid": "CA1", "status": status} for status in ("processing", "absent")]
    of_another = {"sid": "REother", "call_sid": "CA2", "status": "completed"}
    pages["Recordings.json"] = {"recordings": [*told, of_another, {"call_sid": "CA1"}, {"sid": "RE1"}]}
    assert [recording.sid for recording in telephony.recordings_of("CA1")] == ["RE1"]


def test_a_list_that_never_ends_is_left(
    telephony: TwilioTelephony, settings: Settings, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "MOST_PAGES", 3)
    pages["Messages.json"] = {"messages": [], "next_page_uri": "/2010-04-01/Messages.json"}
    assert list(telephony.texts_to(settings.hotline_number, since=NOW)) == [[], [], []]


def test_a_list_that_is_not_there_never_will_be(telephony: TwilioTelephony, settings: Settings) -> None:
    with pytest.raises(TelephonyError) as failed:
        list(telephony.calls_to(settings.hotline_number, since=NOW))
    assert failed.value.permanent


def test_an_address_that_takes_no_orders_is_no_fault_of_the_number(telephony: TwilioTelephony) -> None:
    assert not failure(telephony).permanent
