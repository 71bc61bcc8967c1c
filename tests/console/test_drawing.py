"""Bars are as high as what they count, and stand on each other."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from hotline.console.figures.drawing import BLUE, RED, Series, draw

Bar = tuple[float, float, float, float]
LEFT, TOP, WIDTH, BOTTOM = range(4)


def drawn(*series: list[int | None]) -> list[list[Bar]]:
    """The bars of each series that has any."""
    labels = [str(number) for number in range(len(series[0]))]
    picture = draw(labels, [Series(f"series {number}", one) for number, one in enumerate(series)])
    shapes = ElementTree.fromstring(picture).iterfind(".//*[@class='rect reactive']")
    return [[_bar(outline) for outline in shape.get("d", "").removesuffix("z").split("z")] for shape in shapes]


def _bar(outline: str) -> Bar:
    left, top, width, bottom, back = map(float, re.findall(r"-?[\d.]+", outline))
    assert back == -width
    return left, top, width, bottom


def test_bars_stand_on_each_other_and_nothing_has_none() -> None:
    (first, half, small), (on_first, on_small) = drawn([10, 5, 1], [20, 0, 4])
    height = first[BOTTOM] - first[TOP]
    assert first[BOTTOM] == half[BOTTOM] == small[BOTTOM]
    assert half[BOTTOM] - half[TOP] == pytest.approx(height / 2, abs=0.02)
    assert on_first[BOTTOM] == first[TOP]
    assert on_first[BOTTOM] - on_first[TOP] == pytest.approx(2 * height, abs=0.02)
    assert (on_small[LEFT], on_small[BOTTOM]) == (small[LEFT], small[TOP])


def test_bars_do_not_touch_their_neighbours() -> None:
    (bars,) = drawn(list(range(1, 367)))
    assert len(bars) == 366
    assert all(one[LEFT] + one[WIDTH] < following[LEFT] for one, following in pairwise(bars))


def test_a_series_keeps_its_colour_when_one_before_it_has_nothing() -> None:
    def colours(first: int, then: int) -> list[str]:
        picture = draw(["1"], [Series("first", [first], BLUE), Series("then", [then], RED)]).decode()
        return [colour for colour in (BLUE, RED) if colour in picture]

    assert colours(1, 1) == [BLUE, RED]
    assert colours(0, 1) == [RED]


@pytest.mark.parametrize("most", [1, 2, 3, 7, 15, 104, 999])
def test_the_axis_counts_in_whole_calls(most: int) -> None:
    picture = ElementTree.fromstring(draw(["1"], [Series("calls", [most])]))
    steps = [text.text or "" for text in picture.iterfind(".//*[@class='axis y always_show']//{*}text")]
    assert len(steps) >= 2
    assert all(step.isdigit() for step in steps)
