"""People, with their roles and affiliations."""

from app.api import examples
from app.api.lists import Part
from app.api.operations import Resource, add_part, build_router
from app.api.routers import claims, mentions, quotes
from app.api.schemas import Person
from app.storage.queries.claims import CLAIMS
from app.storage.queries.mentions import MENTIONS
from app.storage.queries.people import PEOPLE
from app.storage.queries.quotes import QUOTES

RESOURCE = Resource(
    PEOPLE,
    "person",
    Person,
    examples.PERSON,
    links={
        "quotes": "/v1/quotes?speaker={id}",
        "claims": "/v1/claims?subject={id}",
        "mentions": "/v1/mentions?entity={id}",
        "articles": "/v1/articles?mentions={id}",
    },
)

router = build_router(RESOURCE)
add_part(router, RESOURCE, Part(QUOTES, "speaker"), quotes.RESOURCE)
add_part(router, RESOURCE, Part(CLAIMS, "subject"), claims.RESOURCE)
add_part(router, RESOURCE, Part(MENTIONS, "entity"), mentions.RESOURCE)
