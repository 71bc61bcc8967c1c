"""Questions about calls and messages that the network has.

https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from hotline.errors import TelephonyError
from hotline.telephony.connection import TwilioConnection
from hotline.telephony.guard import Guard
from hotline.telephony.protocol import OVER, CallAtProvider, MessageAtProvider
from hotline.telephony.refusals import explained

NEWEST = 50
"""Orders to one number that are looked at; more than any officer gets in the minutes of one alert."""
PAGE = 1000
"""The most that Twilio puts on one page."""

Row = TypeVar("Row")


class TwilioQuestions(TwilioConnection):
    def ask_account(self) -> None:
        with self._questions.order(), explained():
            self._client.api.accounts(self._client.account_sid).fetch()

    def call(self, sid: str) -> CallAtProvider | None:
        try:
            with self._questions.order(), explained():
                return _call(self._client.calls(sid).fetch())
        except TelephonyError as error:
            if error.permanent:
                return None
            raise

    def calls_ordered(self, number: str) -> list[CallAtProvider]:
        """Without a time to filter by: a call that waits in Twilio's queue has no start yet, and would be left out."""
        with self._questions.order(), explained():
            return [_call(row) for row in self._client.calls.page(to=number, from_=self._from, page_size=NEWEST)]

    def texts_ordered(self, number: str) -> list[MessageAtProvider]:
        with self._questions.order(), explained():
            return [_text(row) for row in self._client.messages.page(to=number, from_=self._from, page_size=NEWEST)]

    def calls_to(self, line: str, *, since: datetime) -> Iterator[list[CallAtProvider]]:
        calls = self._lister.calls
        for page in _pages(self._questions, lambda: calls.page(to=line, start_time_after=since, page_size=PAGE), _call):
            yield [call for call in page if call.started_at >= since]

    def texts_to(self, line: str, *, since: datetime) -> Iterator[list[MessageAtProvider]]:
        texts = self._lister.messages
        for page in _pages(self._questions, lambda: texts.page(to=line, date_sent_after=since, page_size=PAGE), _text):
            yield [text for text in page if text.sent_at >= since]


def _pages(questions: Guard, first: Callable[[], Any], read: Callable[[Any], Row]) -> Iterator[list[Row]]:
    """One page after the other, each a question of its own. The filters of some servers know whole days only."""
    turn = first
    while True:
        with questions.order(), explained():
            page = turn()
            rows = [read(row) for row in page]
        yield rows
        if not page.next_page_url:
            return
        turn = page.next_page


def _call(row: Any) -> CallAtProvider:
    started = row.start_time or row.date_created or datetime.now(UTC)
    is_over = row.status in OVER
    return CallAtProvider(
        sid=row.sid,
        from_=row._from or "",
        to=row.to or "",
        direction=row.direction,
        status=row.status,
        started_at=started,
        ended_at=(row.end_time or started) if is_over else None,
    )


def _text(row: Any) -> MessageAtProvider:
    return MessageAtProvider(
        sid=row.sid,
        from_=row.from_ or "",
        to=row.to or "",
        body=row.body or "",
        direction=row.direction,
        status=row.status,
        error=str(row.error_code or ""),
        sent_at=row.date_sent or row.date_created or datetime.now(UTC),
    )
