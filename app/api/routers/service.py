"""The service itself: where to begin, whether it is well, and what explains it."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.api import problem_types as types
from app.api.caching import VERSION, answer_fixed, knowledge_base, open_snapshot, text_policy
from app.api.documentation import META, UNCHANGED, describe, plain_responses
from app.api.formats import FORMATS
from app.api.lists import answer
from app.api.pages import operations_page, problem_page
from app.api.parameters import refuse_parameters
from app.api.problems import Problem
from app.api.routers import names, search, verification
from app.api.routers.collections import RESOURCES
from app.storage.queries.text_policy import TextPolicy

QUESTIONS = {
    "/v1/search": search.PARAMETERS,
    "/v1/suggest": names.SUGGEST_PARAMETERS,
    "/v1/resolve": names.RESOLVE_PARAMETERS,
    "/v1/quotes/verify": verification.PARAMETERS,
}

router = APIRouter(tags=["service"])


def _collections() -> dict[str, Any]:
    return {
        resource.name: {
            "list": f"/v1/{resource.name}",
            **{form.suffix: f"/v1/{resource.name}.{form.suffix}" for form in FORMATS},
            "filters": list(resource.collection.filters),
            "sorts": resource.collection.sorts,
            "fields": resource.fields,
            "includes": list(resource.embeds),
            "facets": list(resource.collection.facets),
            "parts": [part.shown for part in resource.parts],
        }
        for resource in RESOURCES
    }


def _service(policy: TextPolicy) -> dict[str, Any]:
    return {
        "name": "newskb",
        "version": VERSION,
        "text_policy": policy,
        "documentation": "/docs",
        "openapi": "/openapi.json",
        "quality": "/v1/quality",
        "collections": _collections(),
        "questions": {name: list(parameters) for name, parameters in QUESTIONS.items()},
    }


@router.get(
    "/v1",
    operation_id="get_service",
    summary="Where to begin: the collections, with what each can be asked",
    responses=plain_responses(
        {"data": _service(TextPolicy.FULL), "meta": META},
        types.KB_UNAVAILABLE,
        types.UNKNOWN_PARAMETER,
    )
    | UNCHANGED,
)
def get_service(request: Request) -> Response:
    """List the collections, with their filters and orders."""
    refuse_parameters(request)
    with open_snapshot(request) as snapshot:
        return answer(request, snapshot, {"data": _service(text_policy(request))})


@router.get(
    "/healthz",
    operation_id="get_health",
    summary="Whether the process is alive; the database is not looked at",
    responses=plain_responses({"status": "ok"}),
)
async def get_health() -> Response:
    """Answer as long as the process can."""
    return _fresh({"status": "ok"})


@router.get(
    "/readyz",
    operation_id="get_readiness",
    summary="Whether questions can be answered",
    responses=plain_responses(
        {"status": "ready", "release": META["release"]}, types.KB_UNAVAILABLE
    ),
)
def get_readiness(request: Request) -> Response:
    """Answer 200 once there is a knowledge base of the right schema."""
    release = knowledge_base(request).release()
    return _fresh({"status": "ready", "release": release})


def _fresh(body: dict[str, Any]) -> Response:
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


@router.get("/metrics", include_in_schema=False)
def get_metrics(request: Request) -> Response:
    """Return what Prometheus counts."""
    content, media_type = request.app.state.metrics.encode(request.headers.get("accept", ""))
    return Response(content, media_type=media_type, headers={"Cache-Control": "no-store"})


@router.get("/openapi.json", include_in_schema=False)
def get_openapi(request: Request) -> Response:
    """Return the OpenAPI document."""
    return answer_fixed(request, orjson.dumps(describe(request.app)), "application/json")


@router.get("/", include_in_schema=False)
@router.get("/docs", include_in_schema=False)
def get_docs(request: Request) -> Response:
    """Return the operations as a page."""
    return answer_fixed(request, operations_page(describe(request.app)), "text/html")


@router.get("/problems/{slug}", include_in_schema=False)
async def get_problem(request: Request, slug: str) -> Response:
    """Return the page of one kind of problem."""
    if slug not in types.TYPES:
        raise Problem(types.NOT_FOUND)
    return answer_fixed(request, problem_page(types.TYPES[slug]), "text/html")
