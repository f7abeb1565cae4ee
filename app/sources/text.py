"""Plain text: the content is the article, after a header if there is one.

---
title: Twelve Boats for the Bay
published: 2031-05-01
---
The harbour board bought twelve boats on Thursday. …
"""

from app.records import Article
from app.sources.build import WORDS, build_article, decode, unify_line_ends
from app.sources.found import BadArticle, ReasonCode

FENCE = "---"
KEYS = {*WORDS, "published", "fictional"}


def parse_text(data: bytes) -> Article:
    """Return the article that a file with the content `data` holds; raises `BadArticle`."""
    text = unify_line_ends(decode(data))
    header, body = _split(text)
    return build_article(body, _parse_header(header))


def _split(text: str) -> tuple[list[str], str]:
    """Return the lines between the fences, if the first line is one and there is a second."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return [], text
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return lines[1:number], "\n".join(lines[number + 1 :])
    return [], text


def _parse_header(lines: list[str]) -> dict[str, object]:
    data: dict[str, object] = {}
    for line in filter(str.strip, lines):
        name, colon, value = line.partition(":")
        name = name.strip()
        if not colon or name not in KEYS:
            keys = ", ".join(sorted(KEYS))
            raise BadArticle(ReasonCode.BAD_HEADER, f"{line[:40]!r} is no line with one of: {keys}")
        if name in data:
            raise BadArticle(ReasonCode.BAD_HEADER, f"{name} is there twice")
        data[name] = _parse_boolean(value) if name == "fictional" else value
    return data


def _parse_boolean(value: str) -> bool:
    known = {"true": True, "false": False, "": False}
    if value.strip().lower() not in known:
        raise BadArticle(ReasonCode.BAD_HEADER, "fictional is neither true nor false")
    return known[value.strip().lower()]
