"""Quotes: who said what, where."""

from app.api import examples
from app.api.operations import Resource, build_router
from app.api.schemas import Quote
from app.storage.queries.quotes import QUOTES

RESOURCE = Resource(
    QUOTES,
    "quote",
    Quote,
    examples.QUOTE,
)

router = build_router(RESOURCE)
