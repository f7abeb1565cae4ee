"""What OpenAPI tells of each operation: parameters, statuses and examples."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api import problem_types as types
from app.api.columns import columns_of
from app.api.envelopes import ProblemDetails
from app.api.examples import RELEASE, Example
from app.api.formats import JSON, Format
from app.api.parameter_docs import take_shared
from app.api.parameters import DEFAULT_LIMIT
from app.api.problem_types import ProblemType
from app.api.problems import MEDIA_TYPE
from app.api.resources import Resource
from app.storage.queries.exercises import EXERCISES

Responses = dict[int | str, dict[str, Any]]

META = {"release": RELEASE}
_ALWAYS = (types.URI_TOO_LONG, types.INTERNAL_ERROR, types.KB_UNAVAILABLE)
_READING = (*_ALWAYS, types.QUERY_TIMEOUT, types.OVERLOADED)
_PARAMETERS = (types.INVALID_PARAMETER, types.UNKNOWN_PARAMETER, types.DUPLICATE_PARAMETER)
_ID = (types.NOT_FOUND, types.AMBIGUOUS_ID)
_PLACE = (types.INVALID_CURSOR,)
_SPELLING = {"description": "Another spelling of the id; `Location` has the right one."}
_SERIES = {"description": "The id of a series; `Location` has the only edition there is so far."}
_UNREADABLE = {
    # The server's own answer, which comes before any address is looked at.
    "description": "Not to be read as HTTP, or a first line and headers of more than 64 KiB.",
    "content": {
        "text/plain": {
            "schema": {"type": "string"},
            "example": "The head of the request is too long.",
        }
    },
}
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


def question_responses(body: Example, *problems: ProblemType) -> Responses:
    """Return the statuses of a question that is answered with something like `body`."""
    statuses = _problems(*_READING, *_PARAMETERS, *problems)
    return _ok({**body, "meta": META}) | UNCHANGED | statuses


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


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of `app`, which is made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _build_document(app)
    return app.openapi_schema


def _build_document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    components = document["components"]
    components["schemas"]["ProblemDetails"] = ProblemDetails.model_json_schema()
    # FastAPI's own, which no answer of ours has.
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    components["parameters"] = take_shared(document["paths"])
    for methods in document["paths"].values():
        for operation in methods.values():
            operation["responses"]["400"] = _UNREADABLE
    components["responses"] = _take_responses(document["paths"])
    return document


def _take_responses(paths: dict[str, Any]) -> Responses:
    """Return all responses but those of 200, with references to them in the operations' places.

    They are few, and in the document once, however many operations give them.
    """
    shared: Responses = {}
    for methods in paths.values():
        for operation in methods.values():
            responses = operation["responses"]
            for status in responses.keys() - {"200"}:
                name = _response_name(status, responses[status])
                shared[name] = responses[status]
                responses[status] = {"$ref": f"#/components/responses/{name}"}
    return dict(sorted(shared.items()))


def _response_name(status: str, response: dict[str, Any]) -> str:
    """Return the status, and which problems it may have."""
    problems = response.get("content", {}).get(MEDIA_TYPE, {}).get("examples", ())
    return "_".join([status, *problems])
