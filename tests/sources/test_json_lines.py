"""JSON Lines: what each line gives."""

import datetime as dt
from io import BytesIO

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import Article
from app.sources.build import MAX_BYTES
from app.sources.found import BadArticle, Found, Rejected
from app.sources.json_lines import parse_line, read_json_lines


def read(data: bytes) -> list[Found | Rejected]:
    return list(read_json_lines(BytesIO(data), "f"))


def rejections(data: bytes) -> list[tuple[str, str]]:
    return [(one.label, one.code) for one in read(data) if isinstance(one, Rejected)]


def test_all_keys_are_taken_and_others_ignored() -> None:
    fields = {
        "text": "Boats came.",
        "title": "Boats",
        "byline": "Ana Ruiz",
        "publisher": "The Bay Post",
        "url": "https://bay.test/boats",
        "published": "2031-05-01",
        "language": "en",
        "fictional": True,
        "id": "another's",
        "mentions": [{"start": 0}],
    }
    assert parse_line(orjson.dumps(fields)) == Article(
        text="Boats came.",
        title="Boats",
        byline="Ana Ruiz",
        publisher="The Bay Post",
        url="https://bay.test/boats",
        published=dt.date(2031, 5, 1),
        language="en",
        fictional=True,
    )


def test_nulls_and_blanks_say_nothing() -> None:
    line = b'{"text": "Boats.", "title": null, "url": "", "date": null, "fictional": null}'
    assert parse_line(line) == Article("Boats.")


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ('"date": "2031-05-01"', "2031-05-01"),
        ('"date": "2031-05-01", "published": "2031-05-02"', "2031-05-02"),
        ('"date": "2031-05-01", "published": null', "2031-05-01"),
        ('"date": "2031-05-01T23:30:00+09:00"', "2031-05-01"),
        ('"date": "2031-05-01 23:30"', "2031-05-01"),
        ('"date": "9999-12-31T23:59-23:59"', "9999-12-31"),
    ],
)
def test_a_date_is_the_day_as_written(fields: str, day: str) -> None:
    article = parse_line(f'{{"text": "Boats.", {fields}}}'.encode())
    assert article.published == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "value",
    ['"0000-01-01"', "20310501", '"20310501"', '"2031-02-30"', '"2031-05-01 noon"', "true", "[]"],
)
def test_case_33_what_is_no_date_is_rejected(value: str) -> None:
    assert rejections(f'{{"text": "Boats.", "date": {value}}}'.encode()) == [("f:1", "bad-date")]


def test_case_20_a_line_that_is_cut_leaves_the_others() -> None:
    found = read(b'{"text": "One."}\n\n{"text": "Tw\n{"text": "Three."}')
    assert [(one.label, type(one)) for one in found] == [
        ("f:1", Found),
        ("f:3", Rejected),
        ("f:4", Found),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"text": "caf\xe9"}', "bad-encoding"),
        ('{"text": "Boats."}'.encode("utf-16"), "bad-encoding"),  # case 4
        ('{"text": "Boats."}'.encode("utf-16-le"), "bad-encoding"),
        (b'{"text": "a\\u0000b"}', "control-character"),  # case 5
        (b'{"text": "a", "title": "b\\u0000"}', "control-character"),
        (b'{"text": "a\\ud800b"}', "bad-unicode"),  # case 6
        (b'{"text": "a\\udc00b"}', "bad-unicode"),
        (b'{"text": "a\\ud800\\u0041b"}', "bad-unicode"),
        (b"[" * 100_000, "bad-json"),  # case 17
        (b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "bad-json"),
        (b'{"text": "a", "x": ' + b"9" * 5_000 + b"}", "bad-json"),  # case 18
        (b'{"text": "a", "x": 1e400}', "bad-json"),
        (b'{"text": "a", "x": NaN}', "bad-json"),
        (b'["text"]', "bad-json"),
        (b'"text"', "bad-json"),
        (b"{}", "bad-json"),
        (b'{"text": null}', "bad-json"),
        (b'{"text": "a", "title": 5}', "bad-json"),
        (b'{"text": "a", "fictional": "yes"}', "bad-json"),
        (b'{"text": ""}', "empty-article"),
        (b'{"text": "' + b"x" * MAX_BYTES + b'"}', "too-large"),  # case 12
    ],
    ids=range(21),
)
def test_a_line_that_is_no_article_is_rejected_and_the_next_is_read(line: bytes, code: str) -> None:
    sound = b'{"text": "Boats."}'
    found = read(line.replace(b"\n", b"") + b"\n" + sound)
    assert isinstance(found[0], Rejected)
    assert found[0].code == code
    assert found[1:] == [Found("f:2", Article("Boats."))]


def test_case_3_a_byte_order_mark_is_no_part_of_the_json() -> None:
    assert read(b'\xef\xbb\xbf{"text": "Boats."}') == [Found("f:1", Article("Boats."))]


def test_case_19_of_equal_keys_the_last_counts() -> None:
    assert parse_line(b'{"text": "One.", "text": "Two."}') == Article("Two.")


def test_case_24_markup_is_text_like_any_other() -> None:
    text = "<script>alert(1)</script> Boats."
    assert parse_line(orjson.dumps({"text": text})).text == text


def test_line_ends_inside_a_text_are_unified() -> None:
    assert parse_line(b'{"text": "One.\\r\\nTwo."}') == Article("One.\nTwo.")


@given(st.binary(max_size=200))
def test_any_line_is_an_article_or_rejected(line: bytes) -> None:
    for content in (line, b'{"text": "' + line + b'"}', b'{"text": "a", "date": "' + line + b'"}'):
        try:
            parse_line(content)
        except BadArticle:
            continue
