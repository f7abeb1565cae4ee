"""Whatever a person types makes a query that the database runs; cases 70 to 76 of the faults."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.full_text import match_expression, parse_words
from tests.hostile import HOSTILE

TEXTS = (
    "The U.S. sent F-35 jets to Ramstein",
    "A café in Łódź, they said, is “not a target”",
    "We will not, AND cannot, OR NEAR enough",
    "Air defence exercises began",
    "The exercise ended",
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61 remove_diacritics 2')"
    )
    connection.executemany("INSERT INTO t VALUES (?)", [(text,) for text in TEXTS])
    yield connection
    connection.close()


def search(index: sqlite3.Connection, words: str) -> set[int]:
    rows = index.execute(
        "SELECT rowid FROM t WHERE t MATCH ?", (match_expression(parse_words(words)),)
    )
    return {row[0] for row in rows}


def outcome(index: sqlite3.Connection, words: str) -> str:
    """Return what was found, or why nothing can be."""
    try:
        return f"found {search(index, words)}"
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jets", {1}),
        ("JETS", {1}),
        ("U.S.", {1}),
        ("F-35", {1}),
        ("f 35", {1}),
        ("cafe", {2}),
        ("łódź", {2}),
        ("exercise", {4, 5}),
        ("exercises ended", {5}),
        ('"exercise began"', {4}),
        ('"began exercise"', set()),
        ("“not a target”", {2}),
        ("exercise -began", {5}),
        ('exercise -"air defence"', {5}),
        ("jets OR ended", {1, 5}),
        ("jets OR café exercise", set()),
        ("exercise jets OR ended", {5}),
        ("exer*", {4, 5}),
        ("-jets the", {5}),
        ("AND", {3}),
        ("NEAR", {3}),
        ("NOT AND", {3}),
        ("OR", set()),
        ('"OR"', {3}),
        ("jets OR", {1}),
        ("OR jets", {1}),
        ("jets OR OR ended", {1, 5}),
        ("x:jets", set()),
        ("...", set()),
        ("jets ...", {1}),
        ('jets "', {1}),
        ('"', set()),
        ("😀", set()),
        ("jets 😀", {1}),
        ("je\0ts", set()),
        ("jets\ud800", {1}),
    ],
)
def test_words_find(index: sqlite3.Connection, words: str, found: set[int]) -> None:
    assert search(index, words) == found


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_no_hostile_string_makes_the_database_fail(index: sqlite3.Connection, words: str) -> None:
    assert outcome(index, words).startswith(("found", "has ", "says "))


@given(st.text(st.characters(), max_size=220) | st.text('"*-() ORaé\0\ud800', max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_text_makes_a_query_that_runs_or_says_why_not(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        assert outcome(connection, text).startswith(("found", "has ", "says "))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("x" * 201, "has more than 200 characters"),
        (" ".join("abcdefghijklmnopq"), "has more than 16 words"),
        ("ab*", "has a * after fewer than 3 letters"),
        ("F-35*", "has a * after fewer than 3 letters"),
        ("-jets", "says what to leave out, but not what to look for"),
    ],
)
def test_a_query_that_cannot_be_run_says_why(words: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("*", r"\*")):
        parse_words(words)
