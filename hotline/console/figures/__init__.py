"""How fast children were answered: the page, what is behind its numbers, its charts, and files to take away."""

from fastapi import FastAPI

from hotline.console.console import Console
from hotline.console.figures.behind import add_behind
from hotline.console.figures.by import add_tables
from hotline.console.figures.charts import add_charts
from hotline.console.figures.exporting import add_exports
from hotline.console.figures.page import add_page
from hotline.console.figures.story import add_story


def add_figures(app: FastAPI, console: Console) -> None:
    for add in (add_page, add_tables, add_behind, add_story, add_charts, add_exports):
        add(app, console)
