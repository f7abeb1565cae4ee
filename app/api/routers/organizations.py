"""Organizations, and who belongs to them."""

from app.api import examples
from app.api.lists import Part
from app.api.operations import Resource, add_part, build_router
from app.api.routers import claims, mentions, people, quotes
from app.api.schemas import Organization
from app.storage.queries.claims import CLAIMS
from app.storage.queries.mentions import MENTIONS
from app.storage.queries.organizations import ORGANIZATIONS
from app.storage.queries.people import PEOPLE
from app.storage.queries.quotes import QUOTES

RESOURCE = Resource(
    ORGANIZATIONS,
    "organization",
    Organization,
    examples.ORGANIZATION,
    links={
        "people": "/v1/people?organization={id}",
        "quotes": "/v1/quotes?speaker_organization={id}",
        "claims": "/v1/claims?subject={id}",
        "mentions": "/v1/mentions?entity={id}",
        "articles": "/v1/articles?mentions={id}",
    },
)

router = build_router(RESOURCE)
add_part(router, RESOURCE, Part(PEOPLE, "organization"), people.RESOURCE)
add_part(router, RESOURCE, Part(QUOTES, "speaker_organization"), quotes.RESOURCE)
add_part(router, RESOURCE, Part(CLAIMS, "subject"), claims.RESOURCE)
add_part(router, RESOURCE, Part(MENTIONS, "entity"), mentions.RESOURCE)
