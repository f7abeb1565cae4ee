"""Mentions: where articles name somebody or something."""

from app.api import examples
from app.api.resources import Resource
from app.api.schemas import Mention
from app.storage.queries.mentions import MENTIONS

RESOURCE = Resource(
    MENTIONS,
    "mention",
    Mention,
    examples.MENTION,
)
