"""The composition root of the web process. Imported by nobody; uvicorn finds it by name."""

import ipaddress
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from hotline import db, texts
from hotline.alarms.words import alarm_call
from hotline.api import add_api
from hotline.console import Console, add_console
from hotline.console.live import Live
from hotline.health import Health
from hotline.intake import Intake
from hotline.loops import Loop, running
from hotline.pools import PAGES_POOL
from hotline.replay import Replay
from hotline.service import Service, assemble
from hotline.settings import Settings, load_settings
from hotline.staff.code_calls import offer_code, read_code
from hotline.upkeep import web_loops
from routing.phones import is_withheld
from webhooks.alarms import alarm_router
from webhooks.answers import Answers
from webhooks.backing import Deadlines
from webhooks.codes import code_router
from webhooks.signature import SignatureCheck
from webhooks.sms import sms_router
from webhooks.voice import voice_router

FORWARDED = ("forwarded", "x-forwarded-for")


def create_app(settings: Settings | None = None, service: Service | None = None) -> FastAPI:
    """The web application with its real parts, or with those that are given."""
    settings = settings or load_settings()
    is_ours = service is None  # whoever brings the parts also looks after them
    service = service or assemble(settings)
    loops = web_loops(service) if is_ours else []
    app = FastAPI(title="Child protection hotline", openapi_url=None, redirect_slashes=False, lifespan=_beside(loops))
    signed_form = SignatureCheck(settings.public_url, settings.auth_tokens, settings.shared_keys)
    answers = _answers(service)
    for router in (
        voice_router(answers, signed_form),
        alarm_router(alarm_call, signed_form),
        code_router(partial(offer_code, service), partial(read_code, service), signed_form),
        sms_router(answers, signed_form),
    ):
        app.routes.extend(router.routes)  # `include_router` looks at each anew while the first caller waits
    _add_health(app, service)
    console = _console(service, of_its_own=is_ours)
    add_console(app, console)
    add_api(app, console)
    return app


def _console(service: Service, *, of_its_own: bool) -> Console:
    """Pages get a small pool of their own."""
    if of_its_own:
        service = replace(service, engine=db.connect(service.settings, pool_size=PAGES_POOL))
    return Console(service, Live(service.engine))


def _answers(service: Service) -> Answers:
    return Answers(
        receiver=Intake(service),
        database=service.database,
        spool=Replay(service),
        deadlines=Deadlines(call=service.settings.timeout_call_answer, other=service.settings.timeout_webhook_answer),
        now=service.clock.now,
        is_withheld=is_withheld,
    )


def _beside(loops: list[Loop]) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with running(loops):
            yield

    return lifespan


def _add_health(app: FastAPI, service: Service) -> None:
    @app.get("/")
    async def front() -> PlainTextResponse:
        return PlainTextResponse(texts.FRONT())

    @app.get("/healthz")
    async def alive() -> dict[str, str]:
        return {"status": "ok"}

    health = Health(service)

    @app.get("/readyz")
    async def ready(response: Response) -> dict[str, object]:
        is_ready, report = await health.report()
        response.status_code = 200 if is_ready else 503
        return report

    @app.get("/metrics")
    async def metrics(request: Request) -> Response:
        """How many alerts run tells whoever asks each second that somebody has just called."""
        if _is_from_outside(request):
            raise HTTPException(404)
        return Response(await health.metrics(), media_type=CONTENT_TYPE_LATEST)


def _is_from_outside(request: Request) -> bool:
    """Through the proxy, which says for whom it asks, or from an address of the internet."""
    if any(header in request.headers for header in FORWARDED):
        return True
    try:
        return ipaddress.ip_address(request.client.host if request.client else "").is_global
    except ValueError:  # no address of a network
        return False
