"""Give a router the operations that all collections have: list, item, exports and parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from app.api import documentation as docs
from app.api.examples import Example
from app.api.exports import JSON, JSON_LINES, answer_export
from app.api.lists import Part, answer_item, answer_list, answer_part
from app.api.schemas import one_of, page_of
from app.storage.queries.collection import Collection


@dataclass(frozen=True)
class Resource:
    """A collection as HTTP shows it."""

    collection: Collection
    singular: str
    schema: type[BaseModel]
    example: Example
    links: Mapping[str, str] = field(default_factory=dict)
    """Addresses that an item links to, by relation; `{id}` stands for its id."""

    @property
    def name(self) -> str:
        """The collection's name, which is its address under /v1."""
        return self.collection.name

    @property
    def path_id(self) -> Any:
        """The parameter of an item's address."""
        example = self.example["id"].partition("/")[2]
        return Path(alias="id", description="the id's last part", examples=[example])


def build_router(resource: Resource) -> APIRouter:
    """Return a router with the list, the item and the exports of `resource`."""
    router = APIRouter(tags=[resource.name])
    _add_list(router, resource)
    _add_json(router, resource)
    _add_json_lines(router, resource)
    _add_item(router, resource)
    return router


def add_part(router: APIRouter, owner: Resource, part: Part, shown: Resource) -> None:
    """Add the list of what belongs to one item of `owner`."""

    @router.get(
        f"/{owner.name}/{{id}}/{shown.name}",
        operation_id=f"list_{owner.singular}_{shown.name}",
        summary=f"The {shown.name} of one {owner.singular}",
        response_model=page_of(shown.schema),
        responses=docs.part_responses(shown.example),
        openapi_extra=docs.list_parameters(shown.collection, [part.filter]),
    )
    def list_part(request: Request, name: Annotated[str, owner.path_id]) -> Response:
        return answer_part(request, owner.collection, name, part)


def _add_list(router: APIRouter, resource: Resource) -> None:
    @router.get(
        f"/{resource.name}",
        operation_id=f"list_{resource.name}",
        summary=f"A page of {resource.name}",
        response_model=page_of(resource.schema),
        responses=docs.list_responses(resource.example),
        openapi_extra=docs.list_parameters(resource.collection),
    )
    def list_items(request: Request) -> Response:
        return answer_list(request, resource.collection)


def _add_item(router: APIRouter, resource: Resource) -> None:
    @router.get(
        f"/{resource.name}/{{id}}",
        operation_id=f"get_{resource.singular}",
        summary=f"One {resource.singular}",
        response_model=one_of(resource.schema),
        responses=docs.item_responses(resource.example),
    )
    def get_item(request: Request, name: Annotated[str, resource.path_id]) -> Response:
        return answer_item(request, resource.collection, name, resource.links)


def _add_json(router: APIRouter, resource: Resource) -> None:
    schema = {"type": "array", "items": _reference(resource)}

    @router.get(
        f"/{resource.name}.json",
        operation_id=f"export_{resource.name}_json",
        summary=f"All {resource.name} that pass the filters, as one JSON array",
        response_class=StreamingResponse,
        responses=docs.export_responses(JSON.media_type, schema, [resource.example]),
        openapi_extra=docs.export_parameters(resource.collection),
    )
    async def export_json(request: Request) -> Response:
        return await answer_export(request, resource.collection, JSON)


def _add_json_lines(router: APIRouter, resource: Resource) -> None:
    schema = {"type": "string", "description": f"a {resource.singular} a line"}

    @router.get(
        f"/{resource.name}.jsonl",
        operation_id=f"export_{resource.name}_jsonl",
        summary=f"All {resource.name} that pass the filters, a line of JSON each",
        response_class=StreamingResponse,
        responses=docs.export_responses(JSON_LINES.media_type, schema, _line(resource.example)),
        openapi_extra=docs.export_parameters(resource.collection),
    )
    async def export_json_lines(request: Request) -> Response:
        return await answer_export(request, resource.collection, JSON_LINES)


def _reference(resource: Resource) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{resource.schema.__name__}"}


def _line(example: Example) -> str:
    return orjson.dumps(example).decode()
