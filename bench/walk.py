"""Walks a list of many quotes page by page while an ingest runs: each is to be visited once.

    python -m bench.walk --quotes 100000

Prints for each order how many quotes there were at first, how many of them were missed, how many of
all were visited twice, how many were new, and how long the pages took: in all, and the median of
the first and of the last fifty.
"""

import argparse
import datetime as dt
import statistics
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass

from fastapi.testclient import TestClient

from app.main import create_app
from app.records import Article, Entity, EntityType, Extraction, Quote, QuoteKind, Speaker
from app.resolution import resolve
from app.settings import Settings
from app.storage.database import open_database, upgrade
from app.storage.queries.quotes import QUOTES
from app.storage.writer import save_batch

QUOTES_OF_ARTICLE = 50
BATCH = 100  # articles
DAYS = 400
PIECE = "“So be it.” "


def make_article(number: int) -> tuple[Article, Extraction]:
    """Return an invented article with many quotes; some share a day, some have none."""
    day = dt.date(2030, 1, 1) + dt.timedelta(days=number * 7 % DAYS) if number % 9 else None
    text = f"Notice {number}. Ada Reed said: {PIECE * QUOTES_OF_ARTICLE}"
    first = text.index(PIECE) + 1
    speaker = text.index("Ada")
    reed = Entity("people/ada-reed", EntityType.PERSON, "Ada Reed")
    quotes = tuple(
        Quote(
            first + n * len(PIECE),
            first + n * len(PIECE) + len("So be it."),
            kind=QuoteKind.DIRECT,
            group=n,
            speaker=Speaker(reed.id, reed.name, speaker, speaker + len(reed.name)),
            cue=None,
            addressee=None,
            rule="made-up",
            confidence=None,
        )
        for n in range(QUOTES_OF_ARTICLE)
    )
    return Article(text, published=day), Extraction((reed,), (), quotes, ())


def write(url: str, numbers: range) -> None:
    """Store the articles with these numbers, a batch and a release at a time."""
    engine = open_database(url, read_only=False)
    try:
        upgrade(engine)
        for first in range(numbers.start, numbers.stop, BATCH):
            batch = [make_article(n) for n in range(first, min(first + BATCH, numbers.stop))]
            with engine.begin() as connection:
                save_batch(connection, batch, resolve, pipeline="0" * 64)
    finally:
        engine.dispose()


@dataclass(frozen=True)
class Walk:
    """What was seen on the way through a list."""

    stored: set[str]
    """The ids of what there was when it began."""
    visits: Counter[str]
    times: list[float]
    """Of each page, in seconds."""


def walk(url: str, sort: str, *, added_from: int, limit: int = 200) -> Walk:
    """Follow `next` through all quotes while articles from a number on are added."""
    stop = threading.Event()
    adding = threading.Thread(target=_add_until, args=(url, stop, added_from))
    seen = Walk(set(), Counter(), [])
    with TestClient(create_app(Settings(database=url, cache_bytes=0))) as client:
        seen.stored.update(one["id"] for one in client.get("/v1/quotes.json?fields=id").json())
        adding.start()
        try:
            link = f"/v1/quotes?sort={sort}&limit={limit}&fields=id&count=none"
            while link:
                began = time.perf_counter()
                body = client.get(link).json()
                seen.times.append(time.perf_counter() - began)
                seen.visits.update(item["id"] for item in body["data"])
                link = body["page"]["next"]
        finally:
            stop.set()
            adding.join()
    return seen


def _add_until(url: str, stop: threading.Event, first: int) -> None:
    while not stop.is_set():
        write(url, range(first, first + 10))
        first += 10


def main() -> None:
    """Make a base and walk it in each order."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--quotes", type=int, default=100_000)
    options = parser.parse_args()
    articles = options.quotes // QUOTES_OF_ARTICLE
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kb.db"
        began = time.perf_counter()
        write(url, range(articles))
        print(f"{options.quotes:,} quotes written in {time.perf_counter() - began:.0f} s")
        print("order          quotes  missed   twice     new  seconds  first ms  last ms")
        for number, sort in enumerate(QUOTES.sorts, 1):
            seen = walk(url, sort, added_from=articles + 1_000_000 * number)
            print(_line(sort, seen))


def _line(sort: str, seen: Walk) -> str:
    missed = len(seen.stored - seen.visits.keys())
    twice = sum(count > 1 for count in seen.visits.values())
    new = len(seen.visits.keys() - seen.stored)
    first, last = (1000 * statistics.median(some) for some in (seen.times[:50], seen.times[-50:]))
    return (
        f"{sort:12}{len(seen.stored):>9,}{missed:>8}{twice:>8}{new:>8,}{sum(seen.times):>9.1f}"
        f"{first:>10.1f}{last:>9.1f}"
    )


if __name__ == "__main__":
    main()
