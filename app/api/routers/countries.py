"""Countries: those that articles mention, and any other by its id."""

from app.api import examples
from app.api.resources import Part, Resource
from app.api.schemas import Country
from app.storage.queries.countries import COUNTRIES

RESOURCE = Resource(
    COUNTRIES,
    "country",
    Country,
    examples.COUNTRY,
    parts=[
        Part("exercises", "country"),
        Part("people", "country"),
        Part("organizations", "country"),
        Part("quotes", "speaker_country"),
        Part("claims", "object"),
        Part("mentions", "entity"),
        Part("articles", "mentions"),
    ],
)
