"""Exercises, with all that articles say of each."""

from app.api import examples
from app.api.resources import Part, Resource
from app.api.schemas import Exercise
from app.storage.queries.exercises import EXERCISES

RESOURCE = Resource(
    EXERCISES,
    "exercise",
    Exercise,
    examples.EXERCISE,
    parts=[
        Part("claims", "subject"),
        Part("quotes", "mentions"),
        Part("mentions", "entity"),
        Part("articles", "mentions"),
    ],
)
