"""Organizations, and who belongs to them."""

from app.api import examples
from app.api.resources import Part, Resource
from app.api.schemas import Organization
from app.storage.queries.organizations import ORGANIZATIONS

RESOURCE = Resource(
    ORGANIZATIONS,
    "organization",
    Organization,
    examples.ORGANIZATION,
    parts=[
        Part("people", "organization"),
        Part("quotes", "speaker_organization"),
        Part("claims", "subject"),
        Part("mentions", "entity"),
        Part("articles", "mentions"),
    ],
)
