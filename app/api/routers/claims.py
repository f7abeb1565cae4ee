"""Claims: what articles say of people, organizations and exercises."""

from app.api import examples
from app.api.resources import Resource
from app.api.schemas import Claim
from app.storage.queries.claims import CLAIMS

RESOURCE = Resource(
    CLAIMS,
    "claim",
    Claim,
    examples.CLAIM,
)
