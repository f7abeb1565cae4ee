"""JSON Lines: an object a line, with `text` and what is known of its publication."""

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from app.records import Article
from app.sources.build import MAX_BYTES, build_article, decode, unify_line_ends
from app.sources.found import BadArticle, Found, ReasonCode, Rejected

BOM = "\ufeff".encode()


def read_json_lines(
    stream: BinaryIO, label: str, *, most: int | None = None
) -> Iterator[Found | Rejected]:
    """Yield an article, or why there is none, for each line that is not blank.

    Raises `BadArticle` once more than `most` bytes were read. Of equal keys the last one counts.
    """
    for number, line in _lines(stream, most):
        place = f"{label}:{number}"
        try:
            yield Found(place, parse_line(line))
        except BadArticle as error:
            yield Rejected(place, error.code, error.words)


def parse_line(line: bytes) -> Article:
    """Return the article in one line of JSON; raises `BadArticle`."""
    if len(line) > MAX_BYTES:
        raise BadArticle(ReasonCode.TOO_LARGE, f"the line has more than {MAX_BYTES:,} bytes")
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise _diagnose(line, error) from error
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise BadArticle(ReasonCode.BAD_JSON, 'not an object with a string as its "text"')
    published = fields.get("published")
    data = fields | {"published": fields.get("date") if published is None else published}
    return build_article(unify_line_ends(fields["text"]), data)


def _lines(stream: BinaryIO, most: int | None) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers, those that are too long cut just past the limit."""
    count = number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            count += len(rest)
            _limit(count, most)
            rest = stream.readline(MAX_BYTES + 1)
        count += len(rest)
        _limit(count, most)
        line = line.removeprefix(BOM) if number == 1 else line
        if line.strip():
            yield number, line


def _limit(count: int, most: int | None) -> None:
    if most is not None and count > most:
        raise BadArticle(ReasonCode.TOO_LARGE, f"unpacks to more than {most:,} bytes")


def _diagnose(line: bytes, error: orjson.JSONDecodeError) -> BadArticle:
    """Tell what the parser does not: whether it is the encoding that is wrong."""
    try:
        decode(line)
    except BadArticle as bad:
        return bad
    if b"\0" in line:
        return BadArticle(ReasonCode.BAD_ENCODING, "UTF-16 or UTF-32, only UTF-8 is read")
    if "surrogate" in error.msg:
        return BadArticle(ReasonCode.BAD_UNICODE, error.msg)
    return BadArticle(ReasonCode.BAD_JSON, error.msg)
