"""The page that describes the interface to people, made of the same description that programs read."""

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment, select_autoescape

from hotline.api.problems import Problem

PAGE = Environment(autoescape=select_autoescape(default=True)).from_string("""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ info.title }}: API</title><link rel="stylesheet" href="/console/static/console.css">
<main><h1>{{ info.title }}: API, version {{ info.version }}</h1><p>{{ info.description }}</p>
<p><a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>
{% for path, methods in paths.items() %}{% for method, one in methods.items() %}
<section class="card"><h2>{{ method|upper }} /api/v1{{ path }}</h2><p>{{ one.description }}</p>
<ul>{% for given in one.parameters %}
<li><code>{{ given.name }}</code>{% if given.required %} (needed){% endif %} {{ given.description or "" }}</li>
{% endfor %}</ul>
</section>{% endfor %}{% endfor %}</main></html>""")


def add_description(api: FastAPI) -> None:
    made = api.openapi

    def described() -> dict[str, object]:
        """The shape of a problem is no answer of any route by itself, so it is added."""
        description = made()
        description["components"]["schemas"].setdefault("Problem", Problem.model_json_schema())
        return description

    api.openapi = described  # type: ignore[method-assign]

    @api.get("/", include_in_schema=False)
    def page() -> HTMLResponse:
        description = api.openapi()
        return HTMLResponse(PAGE.render(info=description["info"], paths=description["paths"]))
