"""Times extraction against the bare spaCy pipeline on the same text, in one process and one run.

    python -m bench.speed ../shared/eval/sets/load_articles.jsonl.gz --articles 200

Both run in turns, so that a busy machine slows both down. Prints words a second, the ratio of the
two times and the peak of resident memory.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from app.extraction.extract import extract, load_pipeline
from app.extraction.pipeline import DEFAULT_MODEL
from app.extraction.text import straighten
from bench.development_sets import read_rows, to_article

_BATCH = 32


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    rows = read_rows(arguments.path)
    # Spread over the file: its articles are in the order of their dates, and lengths follow dates.
    articles = [to_article(row) for row in rows[:: max(1, len(rows) // arguments.articles)]]
    texts = [straighten(article.text) for article in articles]
    words = sum(len(article.text.split()) for article in articles)
    bare, ours = spacy.load(DEFAULT_MODEL), load_pipeline()
    spacy_times, our_times = [], []
    for _ in range(arguments.rounds):
        spacy_times.append(_time(lambda: list(bare.pipe(texts, batch_size=_BATCH))))
        our_times.append(_time(lambda: list(extract(ours, articles))))
    ratios = [a / b for a, b in zip(our_times, spacy_times, strict=True)]
    print(f"articles {len(articles)}, words {words:,}, rounds {arguments.rounds}")
    print(f"bare spaCy  {words / statistics.median(spacy_times):8,.0f} words/s")
    print(f"extraction  {words / statistics.median(our_times):8,.0f} words/s")
    print(f"ratio of times, median {statistics.median(ratios):.3f} ({min(ratios):.3f} to "
          f"{max(ratios):.3f})")  # fmt: skip
    print(f"peak RSS {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
