"""What the API says when it cannot answer: RFC 9457 problem details, with nothing internal."""

import logging
from collections.abc import Iterable
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from app.api import problem_types as types
from app.api.problem_types import ProblemType
from app.storage.database import Overloaded, QueryTimeout, StorageError
from app.storage.queries.spellings import AmbiguousId, Spelt

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = {types.KB_UNAVAILABLE.slug: 10, types.OVERLOADED.slug: 2}

_log = logging.getLogger(__name__)


class Problem(Exception):
    """An answer other than what was asked for; `members` go into its JSON beside the standard's."""

    def __init__(self, kind: ProblemType, detail: str | None = None, **members: Any) -> None:
        """Say what is the matter in this case; members that are None or empty are left out."""
        super().__init__(kind.title)
        self.kind = kind
        self.detail = detail
        self.members = members


def candidates(found: Iterable[Spelt]) -> list[dict[str, str]]:
    """Return what may be meant, as problems show it."""
    return [{"id": one.id, "name": one.name} for one in found]


def problem_response(problem: Problem) -> Response:
    """Return the problem as JSON, which nobody is to keep."""
    kind = problem.kind
    body = {
        "type": f"/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        **problem.members,
    }
    headers = {"Cache-Control": "no-store"}
    if kind is types.METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET, HEAD"
    if kind.slug in RETRY_SECONDS:
        headers["Retry-After"] = str(RETRY_SECONDS[kind.slug])
    content = orjson.dumps({name: value for name, value in body.items() if value not in (None, [])})
    return Response(content, kind.status, headers, MEDIA_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    """Have `app` answer with problem details whatever goes wrong short of a mistake of ours."""
    for kind in (Problem, AmbiguousId, StorageError, HTTPException):
        app.add_exception_handler(kind, _answer)


async def _answer(_request: Request, error: Exception) -> Response:
    return problem_response(_as_problem(error))


def _as_problem(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case AmbiguousId(parameter=parameter):
            detail = f"{parameter} may mean several"
            several = candidates(error.candidates)
            return Problem(types.INVALID_PARAMETER, detail, parameter=parameter, candidates=several)
        case QueryTimeout():
            return Problem(types.QUERY_TIMEOUT)
        case Overloaded():
            return Problem(types.OVERLOADED)
        case HTTPException(status_code=405):
            return Problem(types.METHOD_NOT_ALLOWED)
        case HTTPException():
            return Problem(types.NOT_FOUND)
        case _:
            _log.error("the knowledge base cannot be read: %s", error)
            return Problem(types.KB_UNAVAILABLE)
