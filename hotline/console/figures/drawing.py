"""Bars by pygal, readable by day and by night, without a script in them."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import pygal
from lxml import etree
from pygal.serie import Serie
from pygal.style import Style

# For plug-ins that we do not use, pygal hooks into every import, by a protocol that Python no longer has; others that
# walk through the hooks fail on it.
sys.meta_path[:] = [hook for hook in sys.meta_path if not isinstance(hook, pygal.PluginImportFixer)]

BLUE, ORANGE, PURPLE, RED, GREY, GREEN, TEAL = (
    "#2f7fc1",
    "#c77700",
    "#7b5ea7",
    "#c0392b",
    "#5d6d7e",
    "#2e8b57",
    "#0e8f8f",
)
"""Each at least 3:1 on white and the dark card (WCAG 2.2, 1.4.11); the legend and the table name them."""
STYLE = partial(
    Style,
    background="transparent",
    plot_background="transparent",
    foreground="#14202b",
    foreground_strong="#14202b",
    foreground_subtle="#4a5a69",
    opacity="1",
    font_family="system-ui, sans-serif",
    label_font_size=13,
    major_label_font_size=13,
    legend_font_size=15,
    no_data_font_size=20,
)
NIGHT = """inline::root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  text { fill: #e8eef4 !important; }
  .guides, .line, .axis path { stroke: #566372 !important; }
}"""


@dataclass(frozen=True)
class Series:
    name: str
    counts: Sequence[int | None]
    colour: str = BLUE


class Bars(pygal.StackedBar):  # type: ignore[misc]
    """Stacked bars, all those of a series as one shape.

    pygal makes each a group of its own with its numbers in it, for the script that is left out here: for the days of a
    year that takes longer than to count them.
    """

    def bar(self, serie: Serie, rescale: bool = False) -> None:  # noqa: ARG002 - of a second scale, which there is not
        self.svg.node(self.svg.serie(serie)["plot"], "path", d="".join(self._outlines(serie)), class_="rect reactive")

    def _outlines(self, serie: Serie) -> Iterator[str]:
        view, stacked = self.view, self.positive_cumulation
        place = (view.x(1) - view.x(0)) / self._len
        margin = place * self._series_margin
        width = place - 2 * margin
        for number, (x, count) in enumerate(serie.points):
            if count:
                below, stacked[number] = stacked[number], stacked[number] + count
                left, top = view((x, stacked[number]))
                yield f"M{left + margin:.2f} {top:.2f}h{width:.2f}V{view.y(below):.2f}h{-width:.2f}z"


def draw(labels: Sequence[str], series: Sequence[Series], *, every: int = 1) -> bytes:
    """Stacked bars; `every`: of how many labels one is written. Series without anything are left out."""
    shown = [one for one in series if any(one.counts)]
    config = pygal.Config(
        style=STYLE(colors=tuple(one.colour for one in shown) or (BLUE,)),
        js=[],
        width=900,
        height=340,
        legend_at_bottom=True,
        legend_at_bottom_columns=3,
        margin_bottom=40,  # else the legend is cut off when it has one line
        x_label_rotation=40 if len(labels) > 8 else 0,
        show_minor_x_labels=False,
        pretty_print=False,
        min_scale=1,
        max_scale=6,
        order_min=0,  # there is no half of a call
        formatter=_whole,
        disable_xml_declaration=True,
        no_data_text="0",
    )
    config.css.append(NIGHT)
    chart = Bars(config)
    chart.x_labels = list(labels)
    chart.x_labels_major = list(labels)[::every]
    for one in shown:
        chart.add(one.name, list(one.counts))
    return _without_scripts(chart.render_tree())


def _without_scripts(picture: etree._Element) -> bytes:
    """pygal writes its settings as a script even where no script reads them, and hides what only that would fill."""
    etree.strip_elements(picture, "{*}script", "script", with_tail=False)
    for element in picture.iterfind(".//*[@style]"):
        del element.attrib["style"]
    return bytes(etree.tostring(picture, encoding="utf-8"))


def _whole(value: float) -> str:
    return f"{value:g}"
