"""The network's REST API for its account, at the paths and in the shapes of Twilio's."""

from fastapi import APIRouter

from hotline.simulator.rest import account, calls, messages, queues
from hotline.simulator.rest.access import API


def create_rest() -> APIRouter:
    router = APIRouter(prefix=f"{API}/Accounts/{{account}}")
    for part in (account, calls, messages, queues):
        router.include_router(part.router)
    return router
