"""How long each page of the console and the API takes at 100,000 cases, beside a bare page of the same server.

Run by `make bench-console [CASES=100000]`. Starts a PostgreSQL and a web server of its own. Every GET route is asked,
as each role that may: the slowest one counts, by the best of its rounds, since other work on a machine only adds.
Fails when a page takes longer than LIMIT; two long answers that are no pages have limits of their own.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import uvicorn
from sqlmodel import Session
from starlette.routing import BaseRoute, Mount, Route

from hotline.app import create_app
from hotline.cityfile import apply_city, read_city
from hotline.clock import SystemClock
from hotline.console.cookies import PLAIN_SESSION
from hotline.embedded import PostgresServer
from hotline.schema import upgrade
from hotline.service import assemble
from hotline.settings import Settings
from hotline.simulator.server import Server, listen_on_free_port, running
from hotline.staff.sign_ins import begin
from hotline.staff.tokens import SCOPES, issue
from routing.models import Officer, Role
from tests.load.history import CASES, make_history

CITY = Path(__file__).parents[2] / "hotline" / "cities" / "can-tho.yaml"
ROUNDS, LIMIT = 5, 300.0
"""Milliseconds a page may take."""
TODAY = datetime.now(UTC).date()
YEAR = f"from={TODAY - timedelta(days=365)}&to={TODAY}"
AT_ONCE = {f"/api/v1/figures?{YEAR}": 600.0, f"/console/figures/export/figures.xlsx?{YEAR}": 800.0}
"""A whole year by day, hour and district in one answer: what other systems fetch now and then, and a workbook of it."""
ENDLESS = {"/console/live", "/console/wall/live"}
"""Streams have no time of their own."""
ALSO = {
    "/console/figures": [YEAR, f"{YEAR}&channel=voice", "period=quarter", "period=quarter&hour=2&channel=voice"],
    "/console/figures/by/day": [YEAR],
    "/console/figures/chart/day.svg": [YEAR],
    "/console/figures/cases": [
        "kind=contacts&only=late_answer",
        "kind=cases&only=late_first_action",
        "kind=alerts&only=exhausted",
        f"{YEAR}&kind=contacts&only=timed_answer",
        f"{YEAR}&kind=cases&only=late_first_action",
    ],
    "/api/v1/figures": ["period=quarter", YEAR, f"{YEAR}&by=district"],
    "/console/figures/export/figures.xlsx": [YEAR],
    "/api/v1/notifications": ["limit=500", "limit=500&since=2026-01-01T00:00:00Z"],
    "/api/v1/contacts": ["limit=500&cursor=100000"],
    "/api/v1/cases": ["limit=500"],
}
"""Further queries of a path."""


@dataclass(frozen=True)
class Took:
    path: str
    who: str
    status: int
    milliseconds: float


def addresses(routes: list[BaseRoute], values: dict[str, str], prefix: str = "") -> Iterator[str]:
    """Every GET address, filled in. Prints those whose parameters have no value here."""
    for route in routes:
        if isinstance(route, Mount):
            yield from addresses(list(route.routes), values, prefix + route.path)
        elif isinstance(route, Route) and "GET" in (route.methods or ()):
            names = re.findall(r"{(\w+)", route.path)
            path = prefix + re.sub(r"{(\w+)[^}]*}", lambda name: values.get(name[1], ""), route.path)
            if not set(names) <= set(values):
                print(f"  not asked: {prefix}{route.path}")
            elif prefix and "/static" not in path and path not in ENDLESS:
                yield from [path, *(f"{path}?{query}" for query in ALSO.get(path, ()))]


@contextmanager
def installation(cases: int) -> Iterator[tuple[str, list[BaseRoute], dict[str, dict[str, str]]]]:
    """A web server over a full database: its address, its routes, and the headers of each who asks."""
    with tempfile.TemporaryDirectory(prefix="hotline-") as folder:
        home = Path(folder)
        server = PostgresServer(home, durable=False)
        server.start()
        try:
            settings = Settings(hotline_home=home, secret_key="a secret for the bench")  # type: ignore[call-arg]
            service = assemble(settings)
            upgrade(service.engine)
            now = SystemClock().now()
            with service.transaction() as session:
                apply_city(session, read_city(CITY), now=now)
            started = time.perf_counter()
            make_history(service.engine, now=now, cases=cases)
            print(f"{cases} cases in {time.perf_counter() - started:.0f} s")
            with service.transaction() as session:
                people = sign_in(session, now)
            app = create_app(settings, service)
            with listen_on_free_port() as listener:
                product = Server(uvicorn.Config(app, log_level="warning", access_log=False))
                with running(product, listener):
                    yield f"http://127.0.0.1:{listener.getsockname()[1]}", app.routes, people
        finally:
            server.stop()


def sign_in(session: Session, now: object) -> dict[str, dict[str, str]]:
    people = {}
    for number, role in enumerate((Role.OFFICER, Role.MANAGER, Role.ADMIN, Role.AUDITOR)):
        who = Officer(id=f"bench-{role}", name=role, phone=f"+8491299990{number}", role=role, districts=["ninh-kieu"])
        session.add(who)
        session.flush()
        begun = begin(session, who, device="bench", now=now)  # type: ignore[arg-type]
        begun.row.proven_at = now  # type: ignore[assignment]
        people[role.value] = {"cookie": f"{PLAIN_SESSION}={begun.token}", "accept": "text/html"}
    key = issue(session, name="bench", scopes=SCOPES, by="bench-admin", now=now)  # type: ignore[arg-type]
    return people | {"key": {"authorization": f"Bearer {key.token}"}}


def ask(http: httpx.Client, path: str, who: str, headers: dict[str, str]) -> Took:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        answer = http.get(path, headers=headers)
        times.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            break
    return Took(path, who, answer.status_code, min(times))


def measure(cases: int) -> list[Took]:
    with installation(cases) as (url, routes, people), httpx.Client(base_url=url, timeout=60, trust_env=False) as http:
        middle = cases // 2 + 1
        values = {
            "number": f"CT-{middle:04d}",
            "contact_id": str(2 * middle - 1),
            "name": "day",
            "what": "figures",
            "form": "xlsx",
            "district": "ninh-kieu",
        }
        bare = ask(http, "/healthz", "", {}).milliseconds
        print(f"a bare page: {bare:.1f} ms")
        found = []
        for path in sorted(set(addresses(routes, values))):
            tried = [
                ask(http, path, who, headers) for who, headers in people.items() if (who == "key") == ("/api/" in path)
            ]
            open_to = [one for one in tried if one.status == 200] or tried[:1]
            worst = max(open_to, key=lambda one: one.milliseconds)
            found.append(worst)
            note = "" if worst.status == 200 else f"  status {worst.status}"
            slow = "  TOO SLOW" if is_slow(worst) else ""
            print(f"{worst.milliseconds:8.1f} ms {worst.milliseconds / bare:7.1f} x  {path}  ({worst.who}){note}{slow}")
        return found


def is_slow(one: Took) -> bool:
    return one.milliseconds > AT_ONCE.get(one.path, LIMIT)


if __name__ == "__main__":
    found = measure(int(sys.argv[1]) if sys.argv[1:] else CASES)
    sys.exit(1 if any(map(is_slow, found)) else 0)
