"""Reads the development sets, and extracts from their articles."""

import datetime as dt
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.extraction.extract import Pipeline, extract
from app.records import Article, Extraction

Row = Mapping[str, Any]
"""An article of a set with its annotations, as the set has them."""


def read_set(folder: Path, name: str) -> list[Row]:
    """Return the articles of the set called `name`."""
    return read_rows(folder / "sets" / f"{name}.jsonl.gz")


def read_rows(path: Path) -> list[Row]:
    """Return the objects of a JSON Lines file, gzipped or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def to_article(row: Row) -> Article:
    """Return the article of a row of any set, dated where the set knows the date."""
    try:
        published = dt.date.fromisoformat(row.get("date") or row.get("published") or "")
    except ValueError:
        published = None
    return Article(row["text"], title=row.get("title"), published=published)


def extract_rows(pipeline: Pipeline, rows: Sequence[Row]) -> Iterator[tuple[Row, Extraction]]:
    """Yield each row with what is extracted from its text; raises where an article fails."""
    for row, result in zip(rows, extract(pipeline, map(to_article, rows)), strict=True):
        if not isinstance(result, Extraction):
            raise RuntimeError(f"{row['id']}: {result.reason}")
        yield row, result
