"""How fast calls are taken, beside a bare endpoint in the same run: absolute times drift, the ratio does not.

Run by `make bench`. Starts PostgreSQL, Redis and two web servers of its own, and stops them again.
"""

import http.client
import itertools
import multiprocessing
import socket
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from fastapi import Depends, FastAPI, Response
from twilio.request_validator import RequestValidator

from hotline import db
from hotline.app import create_app
from hotline.cityfile import apply_city, read_city
from hotline.clock import SystemClock
from hotline.embedded import PostgresServer, RedisServer
from hotline.schema import upgrade
from hotline.settings import Settings
from webhooks.answers import twiml
from webhooks.signature import SignatureCheck

CITY = Path(__file__).parents[2] / "hotline" / "cities" / "can-tho.yaml"
CLIENTS, SECONDS, ROUNDS = 8, 2.0, 3
SERIAL = itertools.count(1)
Fields = dict[str, str]


def bare_app(settings: Settings) -> FastAPI:
    """What the framework and the signature cost by themselves."""
    app = FastAPI(openapi_url=None)
    signed = SignatureCheck(settings.public_url, settings.auth_tokens)

    @app.post("/webhooks/voice", dependencies=[Depends(signed)])
    def answer() -> Response:
        return twiml("<Response/>")

    return app


def serve(kind: str, settings: Settings) -> None:
    app = bare_app(settings) if kind == "bare" else create_app(settings)
    uvicorn.run(app, port=settings.port, log_level="warning", access_log=False)


@contextmanager
def web_server(kind: str, settings: Settings) -> Iterator[None]:
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(kind, settings), daemon=True)
    process.start()
    try:
        wait_for(settings.port)
        yield
    finally:
        process.terminate()
        process.join()


def wait_for(port: int, limit: float = 60) -> None:
    give_up = time.monotonic() + limit
    while time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"no server at port {port}")


def new_call() -> tuple[str, Fields]:
    number = next(SERIAL)
    return "/webhooks/voice", {"CallSid": f"CA{number:032d}", "From": f"+849{number:08d}", "To": "+842923891111"}


def new_text() -> tuple[str, Fields]:
    _, fields = new_call()
    return "/webhooks/sms", {
        "MessageSid": fields["CallSid"].replace("CA", "SM"),
        "From": fields["From"],
        "To": fields["To"],
        "Body": "cuu con voi, con o ninh kieu",
    }


def measure(settings: Settings, request: Callable[[], tuple[str, Fields]]) -> tuple[float, float]:
    """Requests a second and the median latency in milliseconds, of CLIENTS callers at once."""
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(CLIENTS) as pool:
        shares = list(pool.map(lambda _: list(keep_asking(settings, request, until)), range(CLIENTS)))
    latencies = [latency for share in shares for latency in share]
    return len(latencies) / SECONDS, statistics.median(latencies) * 1000


def keep_asking(settings: Settings, request: Callable[[], tuple[str, Fields]], until: float) -> Iterator[float]:
    connection = http.client.HTTPConnection("127.0.0.1", settings.port)
    validator = RequestValidator(settings.auth_tokens[0])
    while (start := time.monotonic()) < until:
        path, fields = request()
        signature = validator.compute_signature(settings.public_url + path, fields)
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        yield time.monotonic() - start


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hotline-bench-") as folder:
        home = Path(folder)
        postgres, redis = PostgresServer(home), RedisServer(home)
        postgres.start()
        redis.start()
        try:
            compare(home)
        finally:
            redis.stop()
            postgres.stop()


def compare(home: Path) -> None:
    product = Settings(hotline_home=home, port=free_port())
    bare = product.model_copy(update={"port": free_port()})  # signs for the same public address
    engine = db.connect(product)
    upgrade(engine)
    with db.transaction(engine) as session:
        apply_city(session, read_city(CITY), now=SystemClock().now())
    with web_server("bare", bare), web_server("product", product):
        rounds = [
            (measure(bare, new_call), measure(product, new_call), measure(product, new_text)) for _ in range(ROUNDS)
        ]
    report(rounds)


def report(rounds: list[tuple[tuple[float, float], ...]]) -> None:
    names = ("signature alone", "a call: contact, case and alert committed", "a text: the same, with its place found")
    base = statistics.median(one[0][0] for one in rounds)
    print(f"{CLIENTS} clients, {ROUNDS} rounds of {SECONDS:.0f} s each, side by side:")
    for at, name in enumerate(names):
        rate = statistics.median(one[at][0] for one in rounds)
        latency = statistics.median(one[at][1] for one in rounds)
        print(f"  {name:44} {rate:8.0f} requests/s  {latency:6.1f} ms median  {rate / base:5.2f} of the bare endpoint")


if __name__ == "__main__":
    main()
