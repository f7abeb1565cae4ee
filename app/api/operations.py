"""Give a router the operations that all collections have: list, item, exports and parts."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from app.api import documentation as docs
from app.api.envelopes import one_of, page_of
from app.api.exports import answer_export
from app.api.formats import FORMATS, Format
from app.api.lists import answer_item, answer_list, answer_part
from app.api.parameter_docs import (
    export_parameters,
    item_parameters,
    list_parameters,
    part_parameters,
)
from app.api.resources import Part, Resource


def build_router(resource: Resource) -> APIRouter:
    """Return a router with the list, the item and the exports of `resource`."""
    router = APIRouter(tags=[resource.name])
    _add_list(router, resource)
    for form in FORMATS:
        _add_export(router, resource, form)
    _add_item(router, resource)
    return router


def add_part(router: APIRouter, owner: Resource, part: Part, shown: Resource) -> None:
    """Add the list of what belongs to one item of `owner`."""

    @router.get(
        f"/{owner.name}/{{id}}/{shown.name}",
        operation_id=f"list_{owner.singular}_{shown.name}",
        summary=f"The {shown.name} of one {owner.singular}",
        response_model=page_of(shown.schema),
        responses=docs.part_responses(owner, shown),
        openapi_extra=part_parameters(part, shown),
    )
    def list_part(request: Request, name: Annotated[str, owner.path_id]) -> Response:
        return answer_part(request, owner, name, part, shown)


def _add_list(router: APIRouter, resource: Resource) -> None:
    @router.get(
        f"/{resource.name}",
        operation_id=f"list_{resource.name}",
        summary=f"A page of {resource.name}",
        response_model=page_of(resource.schema),
        responses=docs.list_responses(resource),
        openapi_extra=list_parameters(resource),
    )
    def list_items(request: Request) -> Response:
        return answer_list(request, resource)


def _add_item(router: APIRouter, resource: Resource) -> None:
    @router.get(
        f"/{resource.name}/{{id}}",
        operation_id=f"get_{resource.singular}",
        summary=f"One {resource.singular}",
        response_model=one_of(resource.schema),
        responses=docs.item_responses(resource),
        openapi_extra=item_parameters(resource),
    )
    def get_item(request: Request, name: Annotated[str, resource.path_id]) -> Response:
        return answer_item(request, resource, name)


def _add_export(router: APIRouter, resource: Resource, form: Format) -> None:
    @router.get(
        f"/{resource.name}.{form.suffix}",
        operation_id=f"export_{resource.name}_{form.suffix}",
        summary=f"All {resource.name} that pass the filters, {form.about}",
        response_class=StreamingResponse,
        responses=docs.export_responses(resource, form),
        openapi_extra=export_parameters(resource),
    )
    async def export(request: Request) -> Response:
        return await answer_export(request, resource, form)
