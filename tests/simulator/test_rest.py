"""The account orders over REST, with Twilio's own client."""

from datetime import timedelta

import httpx
import pytest
from requests.exceptions import ConnectionError as Lost
from requests.exceptions import JSONDecodeError
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from hotline.simulator.faults import Habit, RestFault
from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, Phones

from .conftest import ACCOUNT, HOTLINE, NOW, TOKEN
from .product import Product


@pytest.fixture(autouse=True)
def _script(product: Product) -> None:
    product.on("/officer", '<Gather numDigits="1" action="/key"><Say>Bấm 1</Say></Gather>')
    product.on("/key", "<Say>Cảm ơn</Say>")


def ring(twilio: Client, officer: Phone, product: Product, **more: object) -> str:
    order = {"to": officer.number, "from_": HOTLINE, "url": f"{product.url}/officer", "timeout": 25}
    return str(twilio.calls.create(**(order | more)).sid)


def test_a_call_rings_is_answered_and_ends(twilio: Client, officer: Phone, product: Product, phones: Phones) -> None:
    sid = ring(
        twilio,
        officer,
        product,
        status_callback=f"{product.url}/status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    officer.rings()
    assert twilio.calls(sid).fetch().status == "ringing"
    officer.answers()
    phones.clock.push(3)
    officer.presses("1")
    officer.hears("Cảm ơn")
    call = twilio.calls(sid).fetch()
    assert (call.status, call.duration, call.direction) == ("completed", "3", "outbound-api")
    assert call.date_created == NOW
    statuses = product.forms("/status")
    assert [form["CallStatus"] for form in statuses] == ["initiated", "ringing", "in-progress", "completed"]
    assert [form["SequenceNumber"] for form in statuses] == ["0", "1", "2", "3"]
    assert product.forged == []


def test_a_call_that_is_declined(twilio: Client, officer: Phone, product: Product) -> None:
    sid = ring(twilio, officer, product, status_callback=f"{product.url}/status")
    officer.declines()
    assert twilio.calls(sid).fetch().status == "busy"
    assert [form["CallStatus"] for form in product.forms("/status")] == ["busy"]


def test_a_call_that_nobody_takes(twilio: Client, officer: Phone, product: Product, phones: Phones) -> None:
    sid = ring(twilio, officer, product, status_callback=f"{product.url}/status")
    officer.rings()
    phones.clock.push(25)
    assert twilio.calls(sid).fetch().status == "no-answer"
    assert [form["CallStatus"] for form in product.forms("/status")] == ["no-answer"]


def test_a_ringing_call_is_canceled_and_then_stays_so(twilio: Client, officer: Phone, product: Product) -> None:
    sid = ring(twilio, officer, product)
    officer.rings()
    assert twilio.calls(sid).update(status="canceled").status == "canceled"
    officer.is_not_ringing()
    with pytest.raises(TwilioRestException) as caught:
        twilio.calls(sid).update(status="completed")
    assert caught.value.code == 21220


def test_canceling_does_not_touch_a_call_that_was_answered(twilio: Client, officer: Phone, product: Product) -> None:
    sid = ring(twilio, officer, product)
    officer.answers()
    assert twilio.calls(sid).update(status="canceled").status == "in-progress"
    assert twilio.calls(sid).update(status="completed").status == "completed"
    officer.is_not_on_a_call()


def test_a_live_call_is_sent_to_another_document(twilio: Client, officer: Phone, product: Product) -> None:
    product.on("/elsewhere", "<Say>Đã có người nhận</Say>")
    sid = ring(twilio, officer, product)
    officer.answers()
    officer.hears("Bấm 1")
    twilio.calls(sid).update(url=f"{product.url}/elsewhere")
    officer.hears("Đã có người nhận")


def test_an_inline_document_needs_no_address(twilio: Client, officer: Phone) -> None:
    twilio.calls.create(to=officer.number, from_=HOTLINE, twiml="<Response><Say>Thử máy</Say></Response>")
    officer.answers()
    officer.hears("Thử máy")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"to": ""}, 21201),
        ({"to": "0912000001"}, 21211),
        ({"from_": "+15005550006"}, 21210),
        ({"url": "nowhere"}, 21205),
        ({"url": "http://under_score.example/x"}, 21205),
        ({"twiml": "<Response>" + "a" * 4000 + "</Response>"}, 32018),
        ({"timeout": 601}, 20001),
    ],
)
def test_it_refuses_a_wrong_call(
    twilio: Client, officer: Phone, product: Product, order: dict[str, object], code: int
) -> None:
    with pytest.raises(TwilioRestException) as caught:
        ring(twilio, officer, product, **order)
    assert (caught.value.status, caught.value.code) == (400, code)
    assert officer.history == []


@pytest.mark.parametrize(
    ("order", "code"),
    [({"to": "12"}, 21211), ({"body": ""}, 21602), ({"body": "a" * 1601}, 21617), ({"from_": "+15005550006"}, 21606)],
)
def test_it_refuses_a_wrong_message(twilio: Client, officer: Phone, order: dict[str, str], code: int) -> None:
    with pytest.raises(TwilioRestException) as caught:
        twilio.messages.create(**({"to": officer.number, "from_": HOTLINE, "body": "Ca mới"} | order))
    assert caught.value.code == code


def test_it_knows_numbers_that_are_invalid_or_opted_out(twilio: Client, officer: Phone, network: Network) -> None:
    for habit, code in ((Habit.INVALID, 21211), (Habit.OPTED_OUT, 21610)):
        network.faults.set_habit(officer.number, habit)
        with pytest.raises(TwilioRestException) as caught:
            twilio.messages.create(to=officer.number, from_=HOTLINE, body="Ca mới")
        assert caught.value.code == code


def test_it_wants_the_right_token(network: Network) -> None:
    for user, token in ((ACCOUNT, "wrong"), ("AC" + "2" * 32, TOKEN)):
        answer = httpx.get(f"{network.api_url}/2010-04-01/Accounts/{ACCOUNT}/Calls.json", auth=(user, token))
        assert (answer.status_code, answer.json()["code"]) == (401, 20003)
    answer = httpx.get(f"{network.api_url}/2010-04-01/Accounts/{ACCOUNT}/Calls.json")
    assert answer.status_code == 401


def test_what_is_not_there_is_not_found(twilio: Client) -> None:
    with pytest.raises(TwilioRestException) as caught:
        twilio.calls("CA" + "0" * 32).fetch()
    assert (caught.value.status, caught.value.code) == (404, 20404)


def test_calls_are_listed_by_number_and_time(
    twilio: Client, officer: Phone, colleague: Phone, product: Product, phones: Phones
) -> None:
    first = ring(twilio, officer, product)
    phones.clock.push(60)
    second = ring(twilio, officer, product)
    ring(twilio, colleague, product)
    assert [call.sid for call in twilio.calls.list(to=officer.number)] == [second, first]
    later = twilio.calls.list(to=officer.number, start_time_after=NOW + timedelta(seconds=30))
    assert [call.sid for call in later] == [second]
    assert [call.sid for call in twilio.calls.list(to=officer.number, page_size=1)] == [second, first]
    assert [call.sid for call in twilio.calls.list(status="no-answer")] == [first]


def test_calls_are_listed_by_their_end_and_by_day(
    twilio: Client, officer: Phone, product: Product, phones: Phones
) -> None:
    over = ring(twilio, officer, product)
    phones.clock.push(30)
    ring(twilio, officer, product)
    assert [call.sid for call in twilio.calls.list(end_time_after=NOW)] == [over]
    assert twilio.calls.list(end_time_before=NOW) == []
    assert len(twilio.calls.list(start_time=NOW)) == 2
    assert twilio.calls.list(start_time=NOW - timedelta(days=1)) == []


def test_messages_are_listed_by_number_and_time(twilio: Client, officer: Phone, child: Phone, phones: Phones) -> None:
    first = twilio.messages.create(to=officer.number, from_=HOTLINE, body="Ca mới").sid
    phones.clock.push(60)
    second = twilio.messages.create(to=officer.number, from_=HOTLINE, body="Ca mới").sid
    received = child.texts("cứu con")
    assert [text.sid for text in twilio.messages.list(to=officer.number)] == [second, first]
    assert [text.sid for text in twilio.messages.list(to=HOTLINE)] == [received]
    later = twilio.messages.list(from_=HOTLINE, date_sent_after=NOW + timedelta(seconds=30))
    assert [text.sid for text in later] == [second]
    assert [text.sid for text in twilio.messages.list(date_sent_before=NOW)] == [first]


def test_what_was_recorded_in_a_call_is_listed(
    twilio: Client, child: Phone, product: Product, phones: Phones, network: Network
) -> None:
    product.on("/webhooks/voice", '<Record action="/webhooks/voice" timeout="4" maxLength="60"/>')
    sid = child.calls().sid
    for words in ("con ở gần chợ nổi", "cứu con"):
        child.says(words)
        child.stays_silent()
    child.hangs_up()
    listed = twilio.calls(sid).recordings.list()
    assert [network.exchange.recordings[str(one.sid)].said for one in listed] == ["cứu con", "con ở gần chợ nổi"]
    assert {(one.call_sid, one.status, one.source) for one in listed} == {(sid, "completed", "RecordVerb")}
    assert twilio.calls(sid).recordings.list(date_created_before=NOW - timedelta(days=1)) == []


def test_what_was_recorded_in_a_call_that_is_not_there_is_not_found(network: Network) -> None:
    call = f"{network.api_url}/2010-04-01/Accounts/{ACCOUNT}/Calls/CA{'0' * 32}"
    answer = httpx.get(f"{call}/Recordings.json", auth=(ACCOUNT, TOKEN))
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)


def test_questions_fail_on_demand_apart_from_orders(
    twilio: Client, officer: Phone, product: Product, network: Network
) -> None:
    network.faults.questions.append(RestFault.SERVER_ERROR)
    sid = ring(twilio, officer, product)
    with pytest.raises(TwilioRestException) as caught:
        twilio.calls(sid).fetch()
    assert caught.value.status == 500
    assert twilio.calls(sid).fetch().sid == sid


def test_a_refused_rush_tells_when_to_come_back(network: Network) -> None:
    network.faults.retry_after = 7
    network.faults.questions.append(RestFault.TOO_MANY)
    answer = httpx.get(f"{network.api_url}/2010-04-01/Accounts/{ACCOUNT}/Calls.json", auth=(ACCOUNT, TOKEN))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


def test_a_queue_and_its_members_are_seen(twilio: Client, child: Phone, product: Product, phones: Phones) -> None:
    product.on("/webhooks/voice", '<Enqueue waitUrl="/hold">case-1</Enqueue>')
    product.on("/hold", '<Pause length="5"/>')
    product.on("/elsewhere", "<Say>Đi tiếp</Say>")
    sid = child.calls().sid
    phones.clock.push(7)
    [queue] = twilio.queues.list()
    assert (queue.friendly_name, queue.current_size) == ("case-1", 1)
    [member] = queue.members.list()
    assert (member.call_sid, member.position, member.wait_time) == (sid, 1, 7)
    twilio.queues(queue.sid).members(sid).update(url=f"{product.url}/elsewhere")
    child.hears("Đi tiếp")


def test_a_line_shows_its_addresses_and_takes_others(twilio: Client, product: Product, child: Phone) -> None:
    [line] = twilio.incoming_phone_numbers.list(phone_number=HOTLINE)
    assert line.voice_url == f"{product.url}/webhooks/voice"
    product.on("/new", "<Say>Địa chỉ mới</Say>")
    line.update(voice_url=f"{product.url}/new")
    child.calls()
    child.hears("Địa chỉ mới")
    assert twilio.api.accounts(ACCOUNT).fetch().status == "active"


def test_orders_can_be_refused_on_demand(twilio: Client, officer: Phone, product: Product, network: Network) -> None:
    network.faults.rest.extend([RestFault.SERVER_ERROR, RestFault.TOO_MANY])
    for status, code in ((500, 20500), (429, 20429)):
        with pytest.raises(TwilioRestException) as caught:
            ring(twilio, officer, product)
        assert (caught.value.status, caught.value.code) == (status, code)
    ring(twilio, officer, product)
    officer.rings()
    assert officer.rang == 1


@pytest.mark.parametrize(("fault", "rung"), [(RestFault.LOST_BEFORE, 0), (RestFault.LOST_AFTER, 1)])
def test_an_answer_can_be_lost_before_or_after_the_order_was_taken(
    officer: Phone, product: Product, network: Network, fault: RestFault, rung: int
) -> None:
    network.faults.rest.append(fault)
    order = {"To": officer.number, "From": HOTLINE, "Url": f"{product.url}/officer"}
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{network.api_url}/2010-04-01/Accounts/{ACCOUNT}/Calls.json",
            data=order,
            auth=(ACCOUNT, TOKEN),
            timeout=1,
        )
    network.wait_idle()
    assert officer.rang == rung


def test_an_answer_can_be_no_json(twilio: Client, officer: Phone, product: Product, network: Network) -> None:
    network.faults.rest.append(RestFault.NOT_JSON)
    with pytest.raises((JSONDecodeError, ValueError, Lost)):
        ring(twilio, officer, product)
