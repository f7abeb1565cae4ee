"""Publication data that the user gives, in place of what the source says."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from app.sources.files import Outcome
from app.sources.found import Found

ONE_ARTICLE = ("title", "url")
"""What two articles cannot have in common."""


class TooManyArticles(Exception):
    """A title or URL was given for more than one article."""


def override(outcomes: Iterable[Outcome], data: dict[str, Any]) -> Iterator[Outcome]:
    """Yield `outcomes`, their articles with `data` in place of what the sources said.

    `data` are fields of `Article`, None where the source's hold. Raises `TooManyArticles` before
    anything is yielded if `data` has a title or URL and there is a second article.
    """
    given = {name: value for name, value in data.items() if value is not None}
    found = iter(outcomes)
    for name in ONE_ARTICLE:
        if name in given:
            found = _only_one(found, name)
    for one in found:
        yield replace(one, article=replace(one.article, **given)) if isinstance(one, Found) else one


def _only_one(outcomes: Iterator[Outcome], name: str) -> Iterator[Outcome]:
    ahead: list[Outcome] = []
    count = 0
    for one in outcomes:
        ahead.append(one)
        count += isinstance(one, Found)
        if count > 1:
            raise TooManyArticles(f"{name} is given, and there is more than one article")
    return iter(ahead)
