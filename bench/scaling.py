"""Print how the time to extract grows with ten bad shapes of text: time(2n) / time(n).

Twice the text should take about twice the time; more than about 2.5 is worth a look.
"""

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable

from app.extraction.extract import ExtractionError, Pipeline, extract, load_pipeline
from app.records import Article

_NAMES = ("Ada", "Bo", "Cy", "Dan", "Eve", "Flo", "Gus", "Hal", "Ida", "Jo")


def _different_names(size: int) -> str:
    """Return full names that are all different: "Ada Baker, Bo Bakera, …"."""
    count = size // 14
    letters = "abcdefghijklmnoprstu"
    surnames = (
        f"K{letters[i % 20]}{letters[i // 20 % 20]}{letters[i // 400 % 20]}sen"
        for i in range(count)
    )
    return "".join(f"{_NAMES[i % 10]} {name}, " for i, name in enumerate(surnames))


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


SHAPES: dict[str, Callable[[int], str]] = {
    "unclosed quotes": _repeated("He said “the bridge is old. "),
    "quotation marks only": _repeated('"'),
    "no sentence ends": _repeated("the ships of the navy sailed to the north and "),
    "one long word": _repeated("a"),
    "all capitals": _repeated("PERU SENDS MORE SHIPS TO THE NORTH. "),
    "said said said": _repeated("said "),
    "newlines only": _repeated("\n"),
    "nested parentheses": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "names only": _different_names,
    "numbers only": _repeated("10,000 12 1983 "),
}


def measure(pipeline: Pipeline, text: str) -> float:
    """Return the seconds of processor time that it takes to extract from `text`."""
    start = time.process_time()
    (result,) = extract(pipeline, [Article(text=text)])
    if isinstance(result, ExtractionError):
        print(f"  failed: {result.reason}")
    return time.process_time() - start


def profile(pipeline: Pipeline, text: str) -> None:
    """Print where the time goes for `text`."""
    profiler = cProfile.Profile()
    profiler.runcall(measure, pipeline, text)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(12)


def main() -> None:
    """Measure every shape, or profile the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=50_000, help="characters of the smaller text")
    parser.add_argument("--profile", choices=SHAPES, help="profile this shape at twice the size")
    options = parser.parse_args()
    pipeline = load_pipeline()
    measure(pipeline, "Iris Holm left Peru.")
    if options.profile:
        profile(pipeline, SHAPES[options.profile](2 * options.size))
        return
    print(f"{'shape':22} {'n':>7} {'time(n)':>8} {'time(2n)':>8} ratio")
    for name, shape in SHAPES.items():
        once = measure(pipeline, shape(options.size))
        twice = measure(pipeline, shape(2 * options.size))
        print(
            f"{name:22} {options.size:7} {once:7.2f}s {twice:7.2f}s {twice / once:5.2f}", flush=True
        )


if __name__ == "__main__":
    main()
