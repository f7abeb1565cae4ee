"""People, with their roles and affiliations."""

from app.api import examples
from app.api.resources import Part, Resource
from app.api.schemas import Person
from app.storage.queries.people import PEOPLE

RESOURCE = Resource(
    PEOPLE,
    "person",
    Person,
    examples.PERSON,
    parts=[
        Part("quotes", "speaker"),
        Part("claims", "subject"),
        Part("mentions", "entity"),
        Part("articles", "mentions"),
    ],
)
