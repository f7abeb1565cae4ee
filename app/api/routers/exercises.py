"""Exercises, with all that articles say of each."""

from app.api import examples
from app.api.lists import Part
from app.api.operations import Resource, add_part, build_router
from app.api.routers import claims, mentions
from app.api.schemas import Exercise
from app.storage.queries.claims import CLAIMS
from app.storage.queries.exercises import EXERCISES
from app.storage.queries.mentions import MENTIONS

RESOURCE = Resource(
    EXERCISES,
    "exercise",
    Exercise,
    examples.EXERCISE,
    links={
        "claims": "/v1/claims?subject={id}",
        "mentions": "/v1/mentions?entity={id}",
        "articles": "/v1/articles?mentions={id}",
        "quotes": "/v1/quotes?mentions={id}",
    },
)

router = build_router(RESOURCE)
add_part(router, RESOURCE, Part(CLAIMS, "subject"), claims.RESOURCE)
add_part(router, RESOURCE, Part(MENTIONS, "entity"), mentions.RESOURCE)
