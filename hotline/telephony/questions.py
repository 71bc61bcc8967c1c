"""Questions about calls, messages and recordings that the network has.

https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources,
https://www.twilio.com/docs/voice/api/recording#read-multiple-recording-resources
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from hotline.errors import TelephonyError
from hotline.telephony.connection import TwilioConnection
from hotline.telephony.protocol import CallAtProvider, MessageAtProvider, RecordingAtProvider
from hotline.telephony.refusals import explained
from hotline.telephony.rows import Fields, can_be_heard, read_call, read_recording, read_text, same_number

log = logging.getLogger(__name__)

NEWEST = 50
"""Orders to one number that are looked at; more than any officer gets in the minutes of one alert. So are recordings
of one call."""
PAGE = 1000
"""The most that Twilio puts on one page."""
MOST_PAGES = 500
"""A server that always names a next page is not followed for ever."""

Row = TypeVar("Row", CallAtProvider, MessageAtProvider)


class TwilioQuestions(TwilioConnection):
    def ask_account(self) -> None:
        with self._questions.order(), explained():
            self._client.api.accounts(self._client.account_sid).fetch()

    def call(self, sid: str) -> CallAtProvider | None:
        try:
            with self._questions.order(), explained():
                call = self._client.calls(sid).fetch()
                return read_call(vars(call) | {"from": call._from}, ours=self._from)
        except TelephonyError as error:
            if error.permanent:
                return None
            raise

    def recordings_of(self, sid: str) -> list[RecordingAtProvider]:
        try:
            with self._questions.order(), explained():
                page = self._client.calls(sid).recordings.page(page_size=NEWEST)
                rows: list[Fields] = page.load_page(page._payload)
        except TelephonyError as error:
            if error.permanent:
                return []
            raise
        account = f"{self._client.api.base_url}/2010-04-01/Accounts/{self._client.account_sid}"
        found = [read_recording(row, account=account) for row in rows if can_be_heard(row, call=sid)]
        return sorted(found, key=lambda recording: recording.started_at)

    def calls_ordered(self, number: str) -> list[CallAtProvider]:
        """Without a time to filter by: a call that waits in Twilio's queue has no start yet, and would be left out."""
        with self._questions.order(), explained():
            page = self._client.calls.page(to=number, from_=self._from, page_size=NEWEST)
            return [call for call in self._read(page, read_call) if same_number(call.to, number)]

    def texts_ordered(self, number: str) -> list[MessageAtProvider]:
        with self._questions.order(), explained():
            page = self._client.messages.page(to=number, from_=self._from, page_size=NEWEST)
            return [text for text in self._read(page, read_text) if same_number(text.to, number)]

    def calls_to(self, line: str, *, since: datetime) -> Iterator[list[CallAtProvider]]:
        first = partial(self._lister.calls.page, to=line, start_time_after=since, page_size=PAGE)
        for calls in self._pages(first, read_call):
            yield [call for call in calls if call.started_at >= since and same_number(call.to, line)]

    def texts_to(self, line: str, *, since: datetime) -> Iterator[list[MessageAtProvider]]:
        first = partial(self._lister.messages.page, to=line, date_sent_after=since, page_size=PAGE)
        for texts in self._pages(first, read_text):
            yield [text for text in texts if text.sent_at >= since and same_number(text.to, line)]

    def texts_sent(self, *, since: datetime) -> Iterator[list[MessageAtProvider]]:
        first = partial(self._lister.messages.page, from_=self._from, date_sent_after=since, page_size=PAGE)
        for texts in self._pages(first, read_text):
            yield [text for text in texts if text.sent_at >= since and same_number(text.from_, self._from)]

    def _pages(self, first: Callable[[], Any], read: Callable[..., Row]) -> Iterator[list[Row]]:
        """One page after the other, each a question of its own. Some servers' filters know whole days only, or none."""
        turn = first
        for _ in range(MOST_PAGES):
            with self._questions.order(), explained():
                page = turn()
                rows = self._read(page, read)
            yield rows
            if not page.next_page_url:
                return
            turn = page.next_page
        log.warning("the telephone network's list has no end; what is left of it is not read")

    def _read(self, page: Any, read: Callable[..., Row]) -> list[Row]:
        """The client's own rows know no other form of time than Twilio's."""
        fields: list[Fields] = page.load_page(page._payload)
        return [read(row, ours=self._from) for row in fields if row.get("sid")]
