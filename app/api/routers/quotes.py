"""Quotes: who said what, where."""

from app.api import examples
from app.api.resources import Resource
from app.api.schemas import Quote
from app.storage.queries.quotes import QUOTES

RESOURCE = Resource(
    QUOTES,
    "quote",
    Quote,
    examples.QUOTE,
)
