"""Prints how the time to extract grows with bad shapes of text: time(2n) / time(n).

Twice the text should take about twice the time; more than about 2.5 is worth a look. Beside it
stands what the model's own components make of the same tokens: what grows there is not ours.
Processor time, and of some rounds the quickest, so that other work on the machine tells little.
"""

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable

from app.extraction.extract import ExtractionError, Pipeline, extract, load_pipeline
from app.extraction.pipeline import COMPONENTS
from app.extraction.text import straighten
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
    "quotations in a row": _repeated('"It is so." '),
    "no sentence ends": _repeated("the ships of the navy sailed to the north and "),
    "one long word": _repeated("a"),
    "all capitals": _repeated("PERU SENDS MORE SHIPS TO THE NORTH. "),
    "said said said": _repeated("said "),
    "newlines only": _repeated("\n"),
    "nested parentheses": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "names only": _different_names,
    "numbers only": _repeated("10,000 12 1983 "),
}


Work = Callable[[str], object]


def measure(work: Work, text: str, rounds: int) -> float:
    """Return the least seconds of processor time that `work` took on `text` in so many rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)


def extraction(pipeline: Pipeline) -> Work:
    """Return what extracts from a text; raises where that fails."""

    def work(text: str) -> None:
        (result,) = extract(pipeline, [Article(text=text)])
        if isinstance(result, ExtractionError):
            raise RuntimeError(result.reason)

    return work


def spacy_alone(pipeline: Pipeline) -> Work:
    """Return what runs the model's own components on the tokens that extraction sees."""

    def work(text: str) -> None:
        with pipeline.nlp.select_pipes(disable=list(COMPONENTS)):
            pipeline.nlp(straighten(text))

    return work


def profile(work: Work, text: str) -> None:
    """Print where the time goes for `text`."""
    profiler = cProfile.Profile()
    profiler.runcall(work, text)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def main() -> None:
    """Measure every shape, or profile the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=50_000, help="characters of the smaller text")
    parser.add_argument("--rounds", type=int, default=3, help="of which the quickest counts")
    parser.add_argument("--shape", choices=SHAPES, action="append", help="these alone")
    parser.add_argument("--profile", choices=SHAPES, help="profile this shape at twice the size")
    options = parser.parse_args()
    pipeline = load_pipeline()
    ours, alone = extraction(pipeline), spacy_alone(pipeline)
    ours("Iris Holm left Peru.")
    if options.profile:
        profile(ours, SHAPES[options.profile](2 * options.size))
        return
    n = options.size
    print(f"time({2 * n:,}) / time({n:,})       extraction            spaCy alone")
    for name in options.shape or SHAPES:
        print(f"{name:24}", end="", flush=True)
        for work in (ours, alone):
            once, twice = (measure(work, SHAPES[name](k * n), options.rounds) for k in (1, 2))
            print(f" {once:7.2f} {twice:7.2f} {twice / once:5.2f}", end="", flush=True)
        print()


if __name__ == "__main__":
    main()
