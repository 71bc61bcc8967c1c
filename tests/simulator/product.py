"""A small product of the network's customer: answers webhooks with whatever a test wrote down for it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI, Request, Response
from twilio.request_validator import RequestValidator

from hotline.simulator.server import Server, listen_on_free_port, running

Form = dict[str, str]
Answer = str | Response | threading.Event | Callable[[Form], "str | Response"]


@dataclass
class Product:
    token: str
    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Form]] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def on(self, path: str, answer: Answer) -> None:
        """Answer `path` with a document's verbs, a response, what a function makes of the form, or after an event."""
        self.answers[path] = answer

    def forms(self, path: str) -> list[Form]:
        return [form for asked, form in self.asked if asked == path]

    async def answer(self, request: Request) -> Response:
        form = {key: str(value) for key, value in (await request.form()).items()}
        path = request.url.path
        self._check(request, form)
        with self.lock:
            self.asked.append((path, form if request.method == "POST" else dict(request.query_params)))
        answer = self.answers.get(path, Response(status_code=204))
        if isinstance(answer, threading.Event):
            await asyncio.to_thread(answer.wait, 10)
            answer = xml("")
        if callable(answer) and not isinstance(answer, Response):
            answer = answer(form)
        return answer if isinstance(answer, Response) else xml(answer)

    def _check(self, request: Request, form: Form) -> None:
        query = f"?{request.url.query}" if request.url.query else ""
        signature = request.headers.get("x-twilio-signature", "")
        if not RequestValidator(self.token).validate(f"{self.url}{request.url.path}{query}", form, signature):
            self.forged.append(request.url.path)


def xml(verbs: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?><Response>{verbs}</Response>', media_type="text/xml")


@contextmanager
def run_product(token: str) -> Iterator[Product]:
    product = Product(token)
    app = FastAPI()
    app.add_route("/{path:path}", product.answer, methods=["GET", "POST"])
    with listen_on_free_port() as listener:
        product.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with running(Server(uvicorn.Config(app, log_level="warning")), listener):
            yield product
