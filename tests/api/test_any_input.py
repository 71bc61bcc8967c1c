"""Whatever another system sends, the answer is one that the description tells of."""

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hotline.app import create_app
from tests.stories.town import Town

from .conftest import key

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 5
"""For each route."""


def test_no_input_breaks_it(town: Town) -> None:
    for child in ("+84901000001", "+84901000002"):
        town.phone(child).texts("Em ở Cái Khế")
    app = create_app(town.service.settings, town.service)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    headers = {"Authorization": f"Bearer {key(town)}"}
    routes = [route.ok() for route in schema.get_all_operations()]
    assert len(routes) == 9
    for route in routes:
        _try(route.as_strategy(), headers)


def _try(cases: st.SearchStrategy[schemathesis.Case], headers: dict[str, str]) -> None:
    @given(case=cases)
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()
