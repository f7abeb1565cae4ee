"""Times verification, type-ahead and search on a large generated base, beside a one-row lookup.

    python -m bench.questions /tmp/large.db --quotes 1000000 --people 100000

The base is generated if the file is not there (a minute for each 200,000 quotes), of words as rare
as those of a language are. All is asked in turns in one run, so that a busy machine slows all
down; what counts is the ratio to the lookup of one row by its primary key.
"""

import argparse
import datetime as dt
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from app.api.verifying import verify
from app.names import slugify
from app.records import EntityType
from app.storage import tables
from app.storage.database import open_database, optimize, upgrade
from app.storage.entities import DIGEST_BITS, MOST_MENTIONS
from app.storage.full_text import match_expression, parse_words
from app.storage.queries.search import KINDS, search
from app.storage.queries.suggest import suggest
from app.storage.queries.text_policy import TextPolicy
from app.verification.words import read_claim

PER_ARTICLE = 20
CHUNK = 500  # articles
WORDS = 60_000
# Of the processor on a machine that does other things as well.
CLOCKS = {"wall": time.perf_counter, "processor": time.process_time}
TYPES = tuple(map(str, EntityType))
_SYLLABLES = (
    "ba be bi bo da de di do fa ga ka ke ki la le li lo ma me mo na ne no pa ra re ro sa ta to"
)


class Language:
    """Words by Zipf's law: the tenth is a tenth as frequent as the first."""

    def __init__(self, seed: int) -> None:
        """Invent the words, short ones for the frequent."""
        self.random = random.Random(seed)
        words: set[str] = set()
        while len(words) < WORDS:
            words.add("".join(self.random.choices(_SYLLABLES.split(), k=self.random.randint(1, 5))))
        self.words = sorted(words, key=lambda word: (len(word), word))
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))

    def sentence(self, length: int) -> list[str]:
        """Return some words."""
        return self.random.choices(self.words, cum_weights=self._weights, k=length)

    def name(self) -> str:
        """Return a person's name, of rare words."""
        return " ".join(self.random.choices(self.words[1_000:], k=2)).title()


def fill(connection: Connection, quotes: int, people: int) -> None:
    """Write a base with that many of both, as the writer would."""
    language = Language(1)
    names = sorted({language.name() for _ in range(people)})
    for table, rows in _people(names).items():
        connection.execute(insert(table), rows)
    articles = quotes // PER_ARTICLE
    for first in range(0, articles, CHUNK):
        chunk: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for number in range(first, min(first + CHUNK, articles)):
            for table, row in _article(language, number, len(names)):
                chunk[table].append(row)
        for table, found in chunk.items():
            connection.execute(insert(table), found)
    release = {"id": "5f0c" * 16, "pipeline": "c0de" * 16}
    counts = {"article_count": articles, "quote_count": quotes}
    connection.execute(insert(tables.release).values(**release, **counts))


def _people(names: list[str]) -> dict[Any, list[dict[str, Any]]]:
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for number, name in enumerate(names):
        id_, mentions = f"people/{slugify(name)}", 1 + 100_000 // (number + 1)
        counted = {"article_count": 1, "mention_count": mentions, "quote_count": 1}
        rows[tables.entity].append({"id": id_, "type": "person", "name": name, **counted})
        rows[tables.person].append({"id": id_, "surname_key": slugify(name.split()[1])})
        for position, alias in enumerate((name, name.split()[1])):
            rows[tables.entity_alias].append(
                {
                    "number": ((MOST_MENTIONS - mentions) << DIGEST_BITS) + 2 * number + position,
                    "entity_id": id_,
                    "name": alias,
                    "key": slugify(alias),
                    "form": "surname" if position else "name",
                }
            )
    return rows


def _article(language: Language, number: int, people: int) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield an article's rows: of quotes, every fifth is the second piece of the one before."""
    id_ = f"{number:016x}"
    quotes = [language.sentence(language.random.randint(4, 40)) for _ in range(PER_ARTICLE)]
    text, day = "\n".join(map(" ".join, quotes)), dt.date(2031, 1, 1 + number % 28)
    yield (
        tables.article,
        {
            "number": number + 1,
            "id": id_,
            "text_digest": id_ * 4,
            "fictional": True,
            "length": len(text),
            "published": day,
            "text": text,
        },
    )
    start = 0
    for position, words in enumerate(quotes):
        at = number * PER_ARTICLE + position + 1
        said, end = " ".join(words), start + len(" ".join(words))
        span = {"start": start, "end": end, "text": said}
        kept = {"number": at, "id": f"{id_}-{start}-{end}", "article_id": id_, "published": day}
        group = position - 1 if position % 5 == 1 else position
        found = {"kind": "direct", "rule": "generated", "confidence": 0.9, "group_number": group}
        yield tables.quote, {**kept, **span, **found}
        yield (
            tables.quote_speaker,
            {"quote_number": at, "position": 0, "name": f"{at % people}", **span},
        )
        start = end + 1


def claims(connection: Connection, count: int) -> Iterator[tuple[str, str]]:
    """Yield what is claimed, and how it was made of a stored quote."""
    chosen = random.Random(2)
    statement = select(tables.quote.c.text).order_by(tables.quote.c.number).limit(1)
    last = connection.scalar(select(tables.quote.c.number).order_by(tables.quote.c.number.desc()))
    for _ in range(count):
        number = chosen.randint(1, last or 1)
        words = (
            connection.execute(statement.where(tables.quote.c.number >= number))
            .scalar_one()
            .split()
        )
        middle = chosen.randrange(1, len(words) - 1)
        shuffled = chosen.sample(words, len(words))
        yield "as it is quoted", " ".join(words)
        yield "a part of it", " ".join(words[: max(4, middle)])
        yield "with an ellipsis", " ".join([*words[:middle], "…", *words[middle + 1 :]])
        yield "with another word", " ".join([*words[:middle], "marmalade", *words[middle + 1 :]])
        yield "in another order", " ".join(shuffled)


def main() -> None:
    """Generate the base if need be, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("path", type=Path)
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--clock", choices=CLOCKS, default="wall")
    options = parser.parse_args()
    url = f"sqlite:///{options.path.absolute()}"
    if not options.path.exists():
        writer = open_database(url, read_only=False)
        upgrade(writer)
        with writer.begin() as connection:
            fill(connection, options.quotes, options.people)
        optimize(writer)
        writer.dispose()
    with open_database(url, read_only=True).connect() as connection:
        measure(connection, options.rounds, CLOCKS[options.clock])


def measure(connection: Connection, rounds: int, clock: Callable[[], float]) -> None:
    """Ask everything in turns, and print the times and their ratios to a lookup's."""
    chosen, language = random.Random(3), Language(4)
    times: dict[str, list[float]] = defaultdict(list)
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)

    def timed(name: str, work: Callable[..., Any], *asked: Any) -> Any:
        start = clock()
        found = work(connection, *asked)
        times[name].append(clock() - start)
        return found

    numbers = select(tables.quote.c.number).order_by(tables.quote.c.number.desc()).limit(1)
    last = connection.execute(numbers).scalar_one()
    for kind, text in claims(connection, rounds):
        timed("one row by its primary key", look_up, chosen.randint(1, last))
        name = f"verify, {kind}"
        found = timed(name, verify, read_claim(text), None, 5, TextPolicy.FULL)
        verdicts[name][found["verdict"]] += 1
        for length in (1, 3):
            timed(f"suggest, {length} letters", suggest, language.name()[:length], TYPES, 10)
    for rank in (100, 1_000, 10_000):
        for _ in range(max(3, rounds // 20)):
            words = match_expression(parse_words(language.words[rank + chosen.randrange(rank)]))
            timed(f"search, the {rank}th word", search, words, dict.fromkeys(KINDS, 0), 25)
    show(times, verdicts)


def look_up(connection: Connection, number: int) -> Any:
    """Return one quote's row."""
    return connection.execute(_LOOK_UP, {"number": number}).one()


_LOOK_UP = select(tables.quote).where(tables.quote.c.number == bindparam("number"))


def show(times: dict[str, list[float]], verdicts: dict[str, Counter[str]]) -> None:
    """Print a line for each thing that was timed."""
    base = statistics.median(times["one row by its primary key"])
    print(f"{'':28} {'n':>5} {'p50 ms':>8} {'p99 ms':>8} {'ratio of p50':>12}")
    for name, found in sorted(times.items()):
        ordered = sorted(found)
        p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
        line = f"{name:28} {len(found):5} {p50 * 1e3:8.2f} {p99 * 1e3:8.2f} {p50 / base:12.1f}"
        print(line, dict(verdicts.get(name, {})))


if __name__ == "__main__":
    main()
