"""What OpenAPI tells of parameters: once in the document, however many operations take them."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.api import parameters
from app.api.parameters import COUNT, DEFAULT_LIMIT, LIMIT
from app.api.resources import Part, Resource
from app.storage.queries.collection import Filter
from app.storage.queries.pages import MAX_FACET_VALUES
from app.storage.queries.values import Repeat, some_of

Parameter = dict[str, Any]
Extra = dict[str, Any]

_SHARED = "x-shared"
"""Where an operation keeps what `take_shared` moves away."""
_COMMON = ("limit", "cursor", "count")


def list_parameters(resource: Resource) -> Extra:
    """Return what OpenAPI has of the parameters of a list, and shares with other operations."""
    found = _parameters(resource)
    shared = {_key(resource, name): one for name, one in found.items()}
    return {"parameters": [_reference(resource, name) for name in found], _SHARED: shared}


def part_parameters(part: Part, shown: Resource) -> Extra:
    """Return the parameters of a list of what belongs to an item."""
    names = [name for name in _parameters(shown) if name not in {part.filter, "sort"}]
    return {
        "parameters": [
            *(_reference(shown, name) for name in names),
            _order(shown, part.order) if part.order else _reference(shown, "sort"),
        ]
    }


def export_parameters(resource: Resource) -> Extra:
    """Return the parameters of an export."""
    names = [*resource.collection.filters, "sort", "fields"]
    return {"parameters": [_reference(resource, name) for name in names]}


def item_parameters(resource: Resource) -> Extra:
    """Return the parameters of an item."""
    names = ["fields", *(["include"] if resource.embeds else [])]
    return {"parameters": [_reference(resource, name) for name in names]}


def question_parameters(taken: Mapping[str, parameters.Parameter]) -> Extra:
    """Return the parameters of a question."""
    return {"parameters": [_asked(name, one) for name, one in taken.items()]}


def _asked(name: str, one: parameters.Parameter) -> Parameter:
    schema: dict[str, Any] = dict(one.takes.schema)
    example: Any = one.example
    if one.takes.repeat is not Repeat.NEVER:
        schema, example = {"type": "array", "items": schema}, [example]
    elif one.default is not None:
        schema["default"] = one.default
    return {**_parameter(name, one.about, schema, example), "required": one.is_required}


def take_shared(paths: Mapping[str, Mapping[str, Any]]) -> dict[str, Parameter]:
    """Return the parameters that operations share, taken out of the operations in `paths`."""
    found: dict[str, Parameter] = {}
    for methods in paths.values():
        for operation in methods.values():
            found |= operation.pop(_SHARED, {})
    return found


def _key(resource: Resource, name: str) -> str:
    return name if name in _COMMON else f"{resource.name}_{name}"


def _reference(resource: Resource, name: str) -> Parameter:
    return {"$ref": f"#/components/parameters/{_key(resource, name)}"}


def _parameters(resource: Resource) -> dict[str, Parameter]:
    limit = {**LIMIT.schema, "default": DEFAULT_LIMIT}
    counts = {**COUNT.schema, "default": "exact"}
    facets = {name: name for name in resource.collection.facets}
    embeds = {name: f"{name} ({one.about})" for name, one in resource.embeds.items()}
    fields = {name: name for name in resource.fields}
    found = [
        *(_filter(name, one) for name, one in resource.collection.filters.items()),
        _order(resource, resource.collection.order),
        _parameter("limit", "how many items a page has at most", limit, 10),
        _parameter("cursor", "where the page begins, as `next` has it", {"type": "string"}),
        *_some_of("fields", "show these alone, and `id`", fields),
        *_some_of("include", "put into each item", embeds),
        *_some_of("facet", f"count the list by these, {MAX_FACET_VALUES} values each", facets),
        _parameter("count", "`none` leaves `total` out, and is faster", counts, "none"),
    ]
    return {one["name"]: one for one in found}


def _order(resource: Resource, default: str) -> Parameter:
    order = {"type": "string", "enum": resource.collection.sorts, "default": default}
    return _parameter("sort", "the order; `-` for the greatest first", order, default)


def _some_of(name: str, about: str, allowed: Mapping[str, str]) -> Sequence[Parameter]:
    """Return a parameter that takes some of a few words; none if there are none."""
    if not allowed:
        return []
    schema = some_of(*allowed).schema
    example = ",".join(list(allowed)[:2])
    return [_parameter(name, f"{about}: {', '.join(allowed.values())}", schema, example)]


def _filter(name: str, found: Filter) -> Parameter:
    schema: dict[str, Any] = dict(found.takes.schema)
    if found.takes.repeat is Repeat.NEVER:
        return _parameter(name, f"only those {found.about}", schema, found.example)
    again = "nor the other" if found.is_opposite else "also those with the other value"
    about = f"only those {found.about}; given again, {again}"
    return _parameter(name, about, {"type": "array", "items": schema}, [found.example])


def _parameter(name: str, about: str, schema: Mapping[str, Any], example: Any = None) -> Parameter:
    given = {"name": name, "in": "query", "description": about, "schema": schema}
    return given if example is None else {**given, "example": example}
