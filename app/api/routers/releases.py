"""Releases: the batches that made the knowledge base."""

from app.api import examples
from app.api.resources import Resource
from app.api.schemas import Release
from app.storage.queries.releases import RELEASES

RESOURCE = Resource(
    RELEASES,
    "release",
    Release,
    examples.RELEASE_ITEM,
)
