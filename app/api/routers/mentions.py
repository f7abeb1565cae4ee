"""Mentions: where articles name somebody or something."""

from app.api import examples
from app.api.operations import Resource, build_router
from app.api.schemas import Mention
from app.storage.queries.mentions import MENTIONS

RESOURCE = Resource(
    MENTIONS,
    "mention",
    Mention,
    examples.MENTION,
)

router = build_router(RESOURCE)
