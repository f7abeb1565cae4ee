"""Filters that several collections have: by words, days and amounts."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, func

from app.storage.queries.collection import Facet, Filter
from app.storage.queries.values import DAYS, FIRST_DAY, LAST_DAY, NUMBER, TEXT

Within = Callable[[ColumnElement[bool]], ColumnElement[bool]]
"""Makes a condition on another table's row one on the collection's."""


def same_text(
    column: ColumnElement[Any], about: str, example: str, within: Within | None = None
) -> Filter:
    """Return a filter on a text column, capital letters aside."""
    # Lowered on both sides by the database, whose rules for capitals are not Python's.
    return Filter(
        TEXT, lambda words: func.lower(column) == func.lower(words), about, example, within
    )


def text_facet(column: ColumnElement[Any], **known: Any) -> Facet:
    """Return the facet that goes with `same_text`: words are one value however capitals stand."""
    return Facet(column, group=func.lower(column), **known)


def days(
    name: str, column: ColumnElement[Any], about: str, within: Within | None = None
) -> dict[str, Filter]:
    """Return the filters on a column of days, called `name` and with its suffixes."""
    return {
        name: Filter(
            DAYS, column.between, f"{about} in this year, month or day", "2023-06", within
        ),
        f"{name}__gte": Filter(
            FIRST_DAY, lambda day: column >= day, f"{about} on this day or after", "2023-06", within
        ),
        f"{name}__lte": Filter(
            LAST_DAY, lambda day: column <= day, f"{about} on this day or before", "2023", within
        ),
    }


def amounts(name: str, column: ColumnElement[Any], about: str, example: str) -> dict[str, Filter]:
    """Return the filters on a column of numbers: `name` with its suffixes."""
    return {
        f"{name}__gte": Filter(
            NUMBER, lambda number: column >= number, f"with at least this {about}", example
        ),
        f"{name}__lte": Filter(
            NUMBER, lambda number: column <= number, f"with at most this {about}", example
        ),
    }
