"""What OpenAPI tells of each operation: parameters, statuses and examples."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api import problem_types as types
from app.api.columns import columns_of
from app.api.examples import RELEASE, Example
from app.api.formats import JSON, Format
from app.api.parameters import COUNT, DEFAULT_LIMIT, MAX_LIMIT
from app.api.problem_types import ProblemType
from app.api.problems import MEDIA_TYPE
from app.api.resources import Resource
from app.api.schemas import ProblemDetails
from app.storage.queries.collection import Filter
from app.storage.queries.exercises import EXERCISES
from app.storage.queries.pages import MAX_FACET_VALUES
from app.storage.queries.values import Repeat, some_of

Responses = dict[int | str, dict[str, Any]]
Parameter = dict[str, Any]
Extra = dict[str, Any]

META = {"release": RELEASE}
_ALWAYS = (types.URI_TOO_LONG, types.INTERNAL_ERROR, types.KB_UNAVAILABLE)
_READING = (*_ALWAYS, types.QUERY_TIMEOUT, types.OVERLOADED)
_PARAMETERS = (types.INVALID_PARAMETER, types.UNKNOWN_PARAMETER, types.DUPLICATE_PARAMETER)
_ID = (types.NOT_FOUND, types.AMBIGUOUS_ID)
_PLACE = (types.INVALID_CURSOR,)
_SPELLING = {"description": "Another spelling of the id; `Location` has the right one."}
_SERIES = {"description": "The id of a series; `Location` has the only edition there is so far."}
UNCHANGED: Responses = {
    304: {"description": "The answer that `If-None-Match` names is still right."}
}


def list_responses(resource: Resource) -> Responses:
    """Return the statuses of a list of `resource`."""
    page = {"next": "/v1/…?cursor=…", "prev": None, "limit": DEFAULT_LIMIT, "total": 40}
    body = {"data": [resource.example], "page": page, "meta": META}
    return _ok(body) | UNCHANGED | _problems(*_READING, *_PARAMETERS, *_PLACE)


def part_responses(owner: Resource, shown: Resource) -> Responses:
    """Return the statuses of a list that belongs to an item of `owner`."""
    return list_responses(shown) | _elsewhere(owner) | _problems(*_ID)


def item_responses(
    resource: Resource, example: Example | None = None, *problems: ProblemType
) -> Responses:
    """Return the statuses of an item, or of something of its own that looks like `example`."""
    body = {"data": example or resource.example, "meta": META}
    return document_responses(resource, "application/json", body, *problems)


def document_responses(
    resource: Resource, media_type: str, example: Any, *problems: ProblemType
) -> Responses:
    """Return the statuses of a document about an item."""
    found: Responses = {
        200: {"description": "As asked for.", "content": {media_type: {"example": example}}}
    }
    return (
        found
        | UNCHANGED
        | _elsewhere(resource)
        | _problems(*_READING, *_ID, *_PARAMETERS, *problems)
    )


def _elsewhere(resource: Resource) -> Responses:
    return {308: _SPELLING, 307: _SERIES} if resource.collection is EXERCISES else {308: _SPELLING}


def export_responses(resource: Resource, form: Format) -> Responses:
    """Return the statuses of an export of `resource`."""
    headers = {
        "X-Total-Count": {"description": "how many items follow", "schema": {"type": "integer"}},
        "X-Release": {"description": "of which release", "schema": {"type": "string"}},
    }
    schema: dict[str, Any] = {"type": "string"}
    example: Any = _written(resource, form).decode()
    if form is JSON:
        schema = {
            "type": "array",
            "items": {"$ref": f"#/components/schemas/{resource.schema.__name__}"},
        }
        example = [resource.example]
    content = {form.media_type: {"schema": schema, "example": example}}
    found = {"description": "All items that pass the filters.", "headers": headers}
    return {200: {**found, "content": content}} | UNCHANGED | _problems(*_READING, *_PARAMETERS)


def _written(resource: Resource, form: Format) -> bytes:
    columns = columns_of(resource, resource.fields)
    return form.opening(columns) + form.encode([resource.example], columns) + form.closing


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


def list_parameters(resource: Resource, fixed: Sequence[str] = ()) -> Extra:
    """Return the parameters of a list, those in `fixed` aside, as OpenAPI has them."""
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    counts = {**COUNT.schema, "default": "exact"}
    facets = {name: name for name in resource.collection.facets}
    return {
        "parameters": [
            *_filters(resource, fixed),
            _order(resource),
            _parameter("limit", "how many items a page has at most", limit, 10),
            _parameter("cursor", "where the page begins, as `next` has it", {"type": "string"}),
            *_shown(resource),
            *_some_of("facet", f"count the list by these, {MAX_FACET_VALUES} values each", facets),
            _parameter("count", "`none` leaves `total` out, and is faster", counts, "none"),
        ]
    }


def export_parameters(resource: Resource) -> Extra:
    """Return the parameters of an export, as OpenAPI has them."""
    return {"parameters": [*_filters(resource), _order(resource), *_fields(resource)]}


def item_parameters(resource: Resource) -> Extra:
    """Return the parameters of an item, as OpenAPI has them."""
    return {"parameters": _shown(resource)}


def _filters(resource: Resource, fixed: Sequence[str] = ()) -> list[Parameter]:
    filters = resource.collection.filters
    return [_filter_parameter(name, one) for name, one in filters.items() if name not in fixed]


def _order(resource: Resource) -> Parameter:
    collection = resource.collection
    order = {"type": "string", "enum": collection.sorts, "default": collection.order}
    return _parameter("sort", "the order; `-` for the greatest first", order, collection.order)


def _shown(resource: Resource) -> list[Parameter]:
    embeds = {name: f"{name} ({one.about})" for name, one in resource.embeds.items()}
    return [*_fields(resource), *_some_of("include", "put into each item", embeds)]


def _fields(resource: Resource) -> list[Parameter]:
    return _some_of("fields", "show these alone, and `id`", {one: one for one in resource.fields})


def _some_of(name: str, about: str, allowed: Mapping[str, str]) -> list[Parameter]:
    """Return a parameter that takes some of a few words; none if there are none."""
    if not allowed:
        return []
    schema = some_of(*allowed).schema
    example = ",".join(list(allowed)[:2])
    return [_parameter(name, f"{about}: {', '.join(allowed.values())}", schema, example)]


def _filter_parameter(name: str, found: Filter) -> Parameter:
    schema: dict[str, Any] = dict(found.takes.schema)
    if found.takes.repeat is Repeat.NEVER:
        return _parameter(name, f"only those {found.about}", schema, found.example)
    again = "nor the other" if found.is_opposite else "also those with the other value"
    about = f"only those {found.about}; given again, {again}"
    return _parameter(name, about, {"type": "array", "items": schema}, [found.example])


def _parameter(name: str, about: str, schema: Mapping[str, Any], example: Any = None) -> Parameter:
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
