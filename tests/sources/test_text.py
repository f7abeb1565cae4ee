"""Plain text, with a header and without."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import Article
from app.sources.build import MAX_LENGTH, MAX_MARKS
from app.sources.found import BadArticle
from app.sources.text import parse_text

HEADER = """---
title: Boats: a history
published: 2031-05-01
publisher: The Bay Post
byline: Ana Ruiz
url: https://bay.test/boats
language: en
fictional: true
---
"""


def test_text_is_taken_as_it_is() -> None:
    text = "  Boats came.\n\n\tMore came.  \n"
    assert parse_text(text.encode()) == Article(text)


def test_a_header_tells_of_the_publication() -> None:
    assert parse_text(f"{HEADER}Boats came.\n".encode()) == Article(
        text="Boats came.\n",
        title="Boats: a history",
        byline="Ana Ruiz",
        publisher="The Bay Post",
        url="https://bay.test/boats",
        published=dt.date(2031, 5, 1),
        language="en",
        fictional=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Boats came.\n---\ntitle: no header\n---\n",
        "\n---\ntitle: no header\n---\nBoats.",
        "---\nBoats came, with no second fence.",
        "--- \ntitle x",
        "----\ntitle: no header\n----\nBoats.",
    ],
)
def test_only_a_fenced_block_at_the_very_start_is_a_header(text: str) -> None:
    assert parse_text(text.encode()) == Article(text)


def test_an_empty_header_and_empty_values_say_nothing() -> None:
    assert parse_text(b"---\n---\nBoats.") == Article("Boats.")
    assert parse_text(b"---\ntitle:\n\npublished: \nfictional:\n---\nBoats.") == Article("Boats.")


def test_case_3_a_byte_order_mark_is_removed() -> None:
    assert parse_text(b"\xef\xbb\xbfBoats.") == Article("Boats.")
    assert parse_text(b"\xef\xbb\xbf---\ntitle: T\n---\nBoats.") == Article("Boats.", title="T")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\n"])
def test_case_11_line_ends_of_all_kinds_make_one_article(end: str) -> None:
    expected = Article("Boats came.\n\nMore came.\n", title="T")
    text = "---\ntitle: T\n---\nBoats came.\n\nMore came.\n".replace("\n", end)
    assert parse_text(text.encode()) == expected
    assert parse_text(text.encode()).id == expected.id


def test_case_7_invisible_characters_stay_where_they_are() -> None:
    text = "Bo\u00adats \u202ecame\u202c to\u200b the bay\ufeff."
    assert parse_text(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty-article", "letter"),  # case 1
        (b" \n\t\n", "empty-article", "letter"),
        ("\u200b\u3000…".encode(), "empty-article", "letter"),
        (HEADER.encode(), "empty-article", "letter"),
        (b"caf\xe9 opened", "bad-encoding", "byte 3"),  # case 2
        ("Boats".encode("utf-16"), "bad-encoding", "byte 0"),
        (b"Boats\xed\xa0\x80", "bad-encoding", "byte 5"),
        (b"Boats\0came", "control-character", "character 5"),  # case 5
        (b"---\ntitle: a\0b\n---\nBoats", "control-character", "title"),
        (b"x" * (MAX_LENGTH + 1), "too-large", "100,001"),  # case 13
        (b"---\nauthor: Ana\n---\nBoats.", "bad-header", "author"),
        (b"---\ntitle\n---\nBoats.", "bad-header", "title"),
        (b"---\ntitle: a\ntitle: b\n---\nBoats.", "bad-header", "twice"),
        (b"---\nfictional: maybe\n---\nBoats.", "bad-header", "fictional"),
        (b"---\npublished: yesterday\n---\nBoats.", "bad-date", "yesterday"),
    ],
)
def test_what_is_no_article_is_rejected_with_a_reason(data: bytes, code: str, words: str) -> None:
    with pytest.raises(BadArticle, match=words) as caught:
        parse_text(data)
    assert caught.value.code == code


def test_case_9_endless_combining_marks_are_rejected() -> None:
    parse_text(("e" + "\u0301" * MAX_MARKS).encode())
    with pytest.raises(BadArticle, match="combining marks") as caught:
        parse_text(("e" + "\u0301" * 90_000).encode())
    assert caught.value.code == "bad-unicode"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_an_article_or_rejected(data: bytes) -> None:
    for content in (data, b"---\n" + data, b"---\npublished:" + data + b"\n---\nBoats."):
        try:
            article = parse_text(content)
        except BadArticle:
            continue
        assert len(article.text.encode()) <= len(content)
