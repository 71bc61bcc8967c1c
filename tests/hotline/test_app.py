"""The web process apart from its webhooks: it lives, its parts answer, and it says so to people and machines."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from redis import Redis
from sqlalchemy import Engine

from hotline.app import create_app
from hotline.settings import Settings


@pytest.fixture
def client(engine: Engine, redis: Redis, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


def test_it_is_ready_while_its_parts_answer(client: TestClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "queue": "ok"})


def test_it_names_the_part_that_is_ill(engine: Engine, settings: Settings) -> None:
    elsewhere = settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    with TestClient(create_app(elsewhere)) as client:
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": "ok", "queue": "ConnectionError"})


@pytest.mark.parametrize("path", ["/", "/healthz", "/metrics"])
def test_it_answers_people_and_machines(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_it_shows_no_documentation_of_its_webhooks_to_strangers(client: TestClient) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404, 404, 404]
