"""Stories over HTTP, for the phones page and for programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from hotline.simulator.local_access import local_network
from hotline.simulator.stories.playhouse import Busy, Playhouse
from hotline.simulator.stories.plays import ALL
from routing.roster import NoCityError


class Performance(BaseModel):
    """`speed` 2: people take half the time. The city's steps take what they take."""

    speed: float = Field(default=1.0, ge=0.25, le=10)


def playhouse(request: Request) -> Playhouse:
    house: Playhouse = request.app.state.playhouse
    return house


Local = Annotated[Playhouse, Depends(playhouse)]
router = APIRouter(prefix="/control/stories", dependencies=[Depends(local_network)])


@router.get("")
async def list_stories(house: Local) -> JSONResponse:
    return JSONResponse({"stories": list(ALL), "run": _shown(house)})


@router.post("/stop", status_code=202)
async def stop_story(house: Local) -> JSONResponse:
    house.stop()
    return JSONResponse(_shown(house), 202)


@router.post("/{name}", status_code=201)
async def play_story(house: Local, name: str, order: Performance) -> JSONResponse:
    if name not in ALL:
        raise HTTPException(404, f"there is no story {name!r}; there are: {', '.join(ALL)}")
    try:
        run = await house.start(name, order.speed)
    except Busy:
        raise HTTPException(409, "another story is being played: stop it or wait for its end") from None
    except (NoCityError, SQLAlchemyError):
        raise HTTPException(503, "the product's database has no city, or cannot be read") from None
    return JSONResponse(run.as_json(), 201)


def _shown(house: Playhouse) -> dict[str, Any] | None:
    return house.run.as_json() if house.run else None
