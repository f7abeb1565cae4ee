"""Reads the examples of a page: what is asked, and the answer that is shown, some left out."""

import json
import re
import shlex
from itertools import pairwise
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from tests.running import fetch

OMITTED = "…"


def read_blocks(page: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of a Markdown page: (language, text)."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def read_questions(page: str) -> list[tuple[str, str]]:
    """Return each address that the page asks with curl, and the answer below it."""
    return [
        (shlex.split(asked)[-1], answer)
        for (kind, asked), (_, answer) in pairwise(read_blocks(page))
        if kind == "sh" and asked.startswith("curl ")
    ]


def check_answer(address: str, url: str, answer: str) -> None:
    """Assert that the server at `address` answers `url` as is shown."""
    asked = urlsplit(url)
    assert asked.netloc == "127.0.0.1:8000"
    try:
        body = fetch(f"{address}{asked.path}?{asked.query}")
    except HTTPError as problem:
        body = problem.read().decode()
    values = [json.loads(line) for line in body.splitlines()]
    shown = parse_shown(answer)
    assert [shorten(*pair) for pair in zip(values, shown, strict=True)] == shown


def parse_shown(text: str) -> list[Any]:
    """Return the JSON values that `text` shows, with "…" where it leaves something out."""
    marked = re.sub(rf",\s*{OMITTED}\s*\}}", f', "{OMITTED}": null}}', text)
    marked = re.sub(rf",\s*{OMITTED}\s*\]", f', "{OMITTED}"]', marked)
    decoder, values, start = json.JSONDecoder(), [], 0
    while start < len(marked.rstrip()):
        value, end = decoder.raw_decode(marked, start)
        values.append(value)
        start = end + 1
    return values


def shorten(value: Any, shown: Any) -> Any:
    """Return `value` without the fields and items that `shown` leaves out at the same place."""
    if isinstance(value, list) and isinstance(shown, list) and shown[-1:] == [OMITTED]:
        first = value[: len(shown) - 1]
        return [*shorten(first, shown[:-1]), OMITTED] if len(value) > len(first) else value
    if isinstance(value, list) and isinstance(shown, list) and len(value) == len(shown):
        return [shorten(*pair) for pair in zip(value, shown, strict=True)]
    if isinstance(value, dict) and isinstance(shown, dict):
        is_short = OMITTED in shown and value.keys() - shown.keys()
        kept = {k: shorten(v, shown.get(k)) for k, v in value.items() if k in shown or not is_short}
        return kept | {OMITTED: None} if is_short else kept
    return value
