"""The collections under /v1, all with the same operations: list, item, exports and parts."""

from collections.abc import Iterator

from fastapi import APIRouter

from app.api.operations import add_part, build_router
from app.api.routers import (
    articles,
    claims,
    countries,
    exercises,
    mentions,
    organizations,
    people,
    quotes,
    releases,
)

RESOURCES = (
    articles.RESOURCE,
    countries.RESOURCE,
    people.RESOURCE,
    organizations.RESOURCE,
    exercises.RESOURCE,
    quotes.RESOURCE,
    mentions.RESOURCE,
    claims.RESOURCE,
    releases.RESOURCE,
)


def routers() -> Iterator[APIRouter]:
    """Yield the routers of all collections."""
    yield articles.router
    by_name = {one.name: one for one in RESOURCES}
    for one in RESOURCES:
        router = build_router(one)
        for part in one.parts:
            add_part(router, one, part, by_name[part.shown])
        yield router
