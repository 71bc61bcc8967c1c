"""Whether everybody can use a page, as far as axe can tell."""

from collections.abc import Collection
from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
SERIOUS = frozenset({"serious", "critical"})


def faults(page: Page, *, only: Collection[str] | None = SERIOUS) -> list[str]:
    """What axe finds, with where; `only` of these impacts, None: whatever it finds."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary']}"
        for fault in found
        if only is None or fault["impact"] in only
        for node in fault["nodes"]
    ]
