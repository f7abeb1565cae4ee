"""The house rules of the articles that come with newskb."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "data" / "articles"
PATHS = sorted(FOLDER.glob("*.txt"))
RETELLING = "air-defender-2023.txt"
REQUIRED_KEYS = {"title", "published", "publisher", "byline", "language", "fictional"}
DOUBLE_MARKS = '"“”'
# What real people said may stand here only as phrases that a published report shows.
REPORTED_PHRASES = {
    "the largest deployment exercise in NATO’s history",
    "a clear message",
    "ready to defend every inch of allied territory.",
    "Air Defender is necessary,",
    "We stand united.",
    "because of the close relationship",
    "inseparable,",
    "request",
    "looking into the possibility.",
    "what happens in Asia matters for Europe",
    "Ukraine today could be Asia tomorrow.",
    "to new heights",
}

every_article = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def parse_article(path: Path) -> tuple[dict[str, str], str]:
    """Return the header and the text of `path`; ValueError if it has no header."""
    before, header, text = path.read_text(encoding="utf-8").split("---\n", maxsplit=2)
    if before:
        raise ValueError("words before the header")
    return dict(line.split(": ", maxsplit=1) for line in header.splitlines()), text


def test_the_corpus_is_large_enough_to_be_worth_asking() -> None:
    assert len(PATHS) >= 12


@every_article
def test_the_header_has_the_required_keys_and_no_unknown_one(path: Path) -> None:
    header, _ = parse_article(path)
    assert header.keys() - {"url"} == REQUIRED_KEYS
    assert all(header.values())


@every_article
def test_the_header_has_well_formed_values(path: Path) -> None:
    header, _ = parse_article(path)
    assert 2021 <= dt.date.fromisoformat(header["published"]).year <= 2024
    assert header["language"] == "en"
    assert header["fictional"] in {"true", "false"}
    assert header.get("url", "https://example.org/").startswith("https://example.org/")


@every_article
def test_the_text_has_the_length_of_a_news_article(path: Path) -> None:
    _, text = parse_article(path)
    assert 150 <= len(text.split()) <= 600


@pytest.mark.parametrize("key", ["title", "url"])
def test_no_two_articles_share_a_title_or_an_address(key: str) -> None:
    headers = [parse_article(path)[0] for path in PATHS]
    counts = Counter(header[key] for header in headers if key in header)
    assert [value for value, count in counts.items() if count > 1] == []


@every_article
def test_only_fictional_articles_quote_at_will(path: Path) -> None:
    header, text = parse_article(path)
    quotes = any(mark in text for mark in DOUBLE_MARKS)
    assert header["fictional"] == "true" or path.name == RETELLING or not quotes


def test_the_retelling_quotes_only_short_phrases_that_were_reported() -> None:
    _, text = parse_article(FOLDER / RETELLING)
    quoted = re.findall("“([^“”]*)”", text)
    assert set(quoted) == REPORTED_PHRASES
    assert max(len(phrase.split()) for phrase in quoted) <= 8
    assert '"' not in text
