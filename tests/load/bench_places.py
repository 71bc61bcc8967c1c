"""How often the place finder is right, and how fast, over labelled messages. Run by `make bench-places`.

    python tests/load/bench_places.py [FILE.csv …]      files with the columns text, kind, and expected

`expected` is a district's code, `ambiguous:a|b`, `outside`, or `unknown`. Prints each miss with `--misses`. All
files of the repository have been worked with, `heldout.csv` and `fresh.csv` too: only a file nobody has seen is blind.
"""

import csv
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hotline.cityfile import read_city
from routing.places import Evidence, PlaceMatch, Territory, territory_of

ROOT = Path(__file__).parents[2]
CITY = ROOT / "hotline" / "cities" / "can-tho.yaml"
MESSAGES = ROOT / "tests" / "routing"
ROUNDS = 5


@dataclass(frozen=True)
class Example:
    text: str
    kind: str
    expected: str

    @property
    def is_spoken(self) -> bool:
        return "speech" in self.kind or "spoken" in self.kind


@dataclass(frozen=True)
class Score:
    example: Example
    match: PlaceMatch

    @property
    def is_right(self) -> bool:
        expected = self.example.expected
        if expected == "outside":
            return self.match.evidence == Evidence.OUTSIDE
        if expected == "unknown" or expected.startswith("ambiguous"):
            return self.match.district is None and self.match.evidence != Evidence.OUTSIDE
        return self.match.district == expected

    @property
    def is_confidently_wrong(self) -> bool:
        return self.match.district is not None and self.match.district != self.example.expected

    @property
    def offers_right(self) -> bool | None:
        """Whether a question names the very districts that may be meant; None where there is none to ask."""
        if not self.example.expected.startswith("ambiguous:") or not self.match.candidates:
            return None
        meant = set(self.example.expected.removeprefix("ambiguous:").split("|")) - {"outside", ""}
        return set(self.match.candidates) == meant if meant else None

    @property
    def is_asked(self) -> bool:
        return self.match.district is None


def examples(path: Path) -> Iterator[Example]:
    """Also of files that call the column `district` or `expected_district` and leave it empty for 'ask'."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expected = row.get("expected") or row.get("district") or row.get("expected_district") or ""
            yield Example(row["text"], row["kind"], expected or "unknown")


def territory() -> Territory:
    plan = read_city(CITY)
    return territory_of(plan.city, plan.districts, plan.places)


def score(place_finder: Territory, wanted: Sequence[Example]) -> list[Score]:
    return [Score(one, place_finder.find(one.text, spoken=one.is_spoken)) for one in wanted]


def microseconds(place_finder: Territory, wanted: Sequence[Example]) -> list[float]:
    """The best of several rounds for each message."""
    best = [float("inf")] * len(wanted)
    for _ in range(ROUNDS):
        for number, one in enumerate(wanted):
            started = time.perf_counter()
            place_finder.find(one.text, spoken=one.is_spoken)
            best[number] = min(best[number], (time.perf_counter() - started) * 1e6)
    return best


def report(path: Path, scores: Sequence[Score], times: Sequence[float]) -> None:
    by_kind = defaultdict(list)
    for one in scores:
        by_kind[one.example.kind].append(one)
    print(f"\n{path.name:<24}{'messages':>9}{'right':>8}{'wrong':>7}{'asked':>7}")
    for kind, some in [*by_kind.items(), ("all", scores)]:
        right, wrong, asked = (sum(map(bool, each)) for each in zip(*map(_marks, some), strict=True))
        print(f"  {kind[:30]:<30}{len(some):>3}{right / len(some):>8.1%}{wrong:>7}{asked / len(some):>7.0%}")
    offers = [one.offers_right for one in scores if one.offers_right is not None]
    if offers:
        print(f"  {sum(offers)} of {len(offers)} questions about ambiguous messages offer the right districts")
    late = statistics.quantiles(times, n=100)[98]
    print(f"  {statistics.median(times):.0f} µs a message (median), {late:.0f} µs (99th percentile)")


def show_misses(path: Path, scores: Sequence[Score]) -> None:
    for one in scores:
        if not one.is_right:
            found = f"{one.match.district} ({one.match.evidence})"
            print(f"    {one.example.kind}: {one.example.text[:100]!r} is {one.example.expected}, found {found}")


def _marks(one: Score) -> tuple[bool, bool, bool]:
    return one.is_right, one.is_confidently_wrong, one.is_asked


def main(arguments: Sequence[str]) -> None:
    finder = territory()
    named = [Path(word) for word in arguments if not word.startswith("--")]
    for path in named or [MESSAGES / "examples.csv", *sorted((MESSAGES / "messages").glob("*.csv"))]:
        wanted = list(examples(path))
        scores = score(finder, wanted)
        report(path, scores, microseconds(finder, wanted))
        if "--misses" in arguments:
            show_misses(path, scores)


if __name__ == "__main__":
    main(sys.argv[1:])
