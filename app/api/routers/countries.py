"""Countries: those that articles mention, and any other by its id."""

from app.api import examples
from app.api.lists import Part
from app.api.operations import Resource, add_part, build_router
from app.api.routers import exercises, mentions, people, quotes
from app.api.schemas import Country
from app.storage.queries.countries import COUNTRIES
from app.storage.queries.exercises import EXERCISES
from app.storage.queries.mentions import MENTIONS
from app.storage.queries.people import PEOPLE
from app.storage.queries.quotes import QUOTES

RESOURCE = Resource(
    COUNTRIES,
    "country",
    Country,
    examples.COUNTRY,
    links={
        "exercises": "/v1/exercises?country={id}",
        "people": "/v1/people?country={id}",
        "organizations": "/v1/organizations?country={id}",
        "quotes": "/v1/quotes?speaker_country={id}",
        "mentions": "/v1/mentions?entity={id}",
        "articles": "/v1/articles?mentions={id}",
    },
)

router = build_router(RESOURCE)
add_part(router, RESOURCE, Part(EXERCISES, "country"), exercises.RESOURCE)
add_part(router, RESOURCE, Part(PEOPLE, "country"), people.RESOURCE)
add_part(router, RESOURCE, Part(QUOTES, "speaker_country"), quotes.RESOURCE)
add_part(router, RESOURCE, Part(MENTIONS, "entity"), mentions.RESOURCE)
