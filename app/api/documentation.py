"""What OpenAPI tells of each operation: parameters, statuses and examples."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api import problem_types as types
from app.api.examples import RELEASE, Example
from app.api.parameters import DEFAULT_LIMIT, MAX_LIMIT
from app.api.problem_types import ProblemType
from app.api.problems import MEDIA_TYPE
from app.api.schemas import ProblemDetails
from app.storage.queries.collection import Collection, Filter
from app.storage.queries.values import Repeat

Responses = dict[int | str, dict[str, Any]]

META = {"release": RELEASE}
_ALWAYS = (types.URI_TOO_LONG, types.INTERNAL_ERROR, types.KB_UNAVAILABLE)
_READING = (*_ALWAYS, types.QUERY_TIMEOUT, types.OVERLOADED)
_PARAMETERS = (types.INVALID_PARAMETER, types.UNKNOWN_PARAMETER, types.DUPLICATE_PARAMETER)
_ID = (types.NOT_FOUND, types.AMBIGUOUS_ID)
_PLACE = (types.INVALID_CURSOR,)
_SPELLING = {308: {"description": "Another spelling of the id; `Location` has the right one."}}
UNCHANGED: Responses = {
    304: {"description": "The answer that `If-None-Match` names is still right."}
}


def list_responses(example: Example) -> Responses:
    """Return the statuses of a list whose items look like `example`."""
    page = {"next": "/v1/…?cursor=…", "prev": None, "limit": DEFAULT_LIMIT, "total": 40}
    body = {"data": [example], "page": page, "meta": META}
    return _ok(body) | UNCHANGED | _problems(*_READING, *_PARAMETERS, *_PLACE)


def part_responses(example: Example) -> Responses:
    """Return the statuses of a list that belongs to an item."""
    return list_responses(example) | _SPELLING | _problems(*_ID)


def item_responses(example: Example) -> Responses:
    """Return the statuses of an item."""
    body = {"data": example, "meta": META}
    return _ok(body) | UNCHANGED | _SPELLING | _problems(*_READING, *_ID, types.UNKNOWN_PARAMETER)


def export_responses(media_type: str, schema: Mapping[str, Any], example: Any) -> Responses:
    """Return the statuses of an export."""
    headers = {
        "X-Total-Count": {"description": "how many items follow", "schema": {"type": "integer"}},
        "X-Release": {"description": "of which release", "schema": {"type": "string"}},
    }
    content = {media_type: {"schema": schema, "example": example}}
    found = {"description": "All items that pass the filters.", "headers": headers}
    return {200: {**found, "content": content}} | UNCHANGED | _problems(*_READING, *_PARAMETERS)


def plain_responses(example: Example, *problems: ProblemType) -> Responses:
    """Return the statuses of an address that takes no parameters."""
    return _ok(example) | _problems(types.URI_TOO_LONG, types.INTERNAL_ERROR, *problems)


def _ok(body: Example) -> Responses:
    return {200: {"description": "As asked for.", "content": _json(body)}}


def _json(example: Any) -> dict[str, Any]:
    return {"application/json": {"example": example}}


def _problems(*kinds: ProblemType) -> Responses:
    found: Responses = {}
    for kind in kinds:
        response = found.setdefault(kind.status, {"description": "", "content": {}})
        response["description"] = f"{response['description']} {kind.title}.".strip()
        content = response["content"].setdefault(
            MEDIA_TYPE, {"schema": {"$ref": "#/components/schemas/ProblemDetails"}, "examples": {}}
        )
        content["examples"][kind.slug] = {
            "value": {
                "type": f"/problems/{kind.slug}",
                "title": kind.title,
                "status": kind.status,
            }
        }
    return found


def list_parameters(collection: Collection, fixed: Sequence[str] = ()) -> dict[str, Any]:
    """Return the parameters of a list, those in `fixed` aside, as OpenAPI has them."""
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    return {
        "parameters": [
            *export_parameters(collection, fixed)["parameters"],
            _parameter("limit", "how many items a page has at most", limit, 10),
            _parameter("cursor", "where the page begins, as `next` has it", {"type": "string"}),
        ]
    }


def export_parameters(collection: Collection, fixed: Sequence[str] = ()) -> dict[str, Any]:
    """Return the parameters of an export, as OpenAPI has them."""
    filters = [
        _filter_parameter(name, found)
        for name, found in collection.filters.items()
        if name not in fixed
    ]
    order = {"type": "string", "enum": collection.sorts, "default": collection.order}
    return {
        "parameters": [
            *filters,
            _parameter("sort", "the order; `-` for the greatest first", order, collection.order),
        ]
    }


def _filter_parameter(name: str, found: Filter) -> dict[str, Any]:
    schema: dict[str, Any] = dict(found.takes.schema)
    if found.takes.repeat is Repeat.NEVER:
        return _parameter(name, f"only those {found.about}", schema, found.example)
    about = f"only those {found.about}; given again, also those with the other value"
    return _parameter(name, about, {"type": "array", "items": schema}, [found.example])


def _parameter(
    name: str, about: str, schema: Mapping[str, Any], example: Any = None
) -> dict[str, Any]:
    given = {"name": name, "in": "query", "description": about, "schema": schema}
    return given if example is None else {**given, "example": example}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of `app`."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    schemas = document["components"]["schemas"]
    schemas["ProblemDetails"] = ProblemDetails.model_json_schema()
    # FastAPI's own, which no answer of ours has.
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    return document
