"""Watch requests: each has an id and a time, and is counted and logged."""

import logging
import re
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.addresses import PREFIX
from app.api.logs import REQUESTS
from app.api.metrics import Metrics
from app.api.middleware import Header, is_head, with_more
from app.api.timing import Timing, begin_timing

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_NO_ROUTE = "none"

_log = logging.getLogger(REQUESTS)


def with_telemetry(app: ASGIApp, metrics: Metrics) -> ASGIApp:
    """Name, time, count and log each request."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        timing = begin_timing(scope, _request_id(scope))
        status = 0

        async def send_more(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = with_more(message, _headers(timing))
            await send(message)

        try:
            await app(scope, receive, send_more)
        finally:
            route = _route(scope)
            metrics.count_request(route, status, timing)
            if _log.isEnabledFor(logging.INFO):
                _log.info("request", extra={"fields": _fields(scope, timing, route, status)})

    return answer


def _request_id(scope: Scope) -> str:
    """Return the id that the client gives the request, if it is fit for logs, or a new one."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _SANE_ID.fullmatch(given) else uuid4().hex


def _headers(timing: Timing) -> list[Header]:
    kept = "cache;desc=hit, " if timing.is_kept else ""
    database = f"db;dur={timing.database * 1000:.1f}, " if timing.database else ""
    spent = f"{kept}{database}total;dur={timing.total * 1000:.1f}"
    return [(b"x-request-id", timing.request_id.encode()), (b"server-timing", spent.encode())]


def _route(scope: Scope) -> str:
    """Return the template of the address, of which there are few, unlike addresses."""
    path = getattr(scope.get("route"), "path", None)
    if path is None:
        return _NO_ROUTE
    # A router that is included knows only its own part of the address.
    is_below = scope["path"].startswith(f"{PREFIX}/") and not path.startswith(PREFIX)
    return f"{PREFIX}{path}" if is_below else str(path)


def _fields(scope: Scope, timing: Timing, route: str, status: int) -> dict[str, object]:
    """Return what the log says of a request; not its query, which is the client's own affair."""
    return {
        "request_id": timing.request_id,
        "method": "HEAD" if is_head(scope) else scope["method"],
        "path": scope["path"],
        "route": route,
        "status": status,
        "seconds": round(timing.total, 6),
        "database_seconds": round(timing.database, 6),
        "is_kept": timing.is_kept,
    }
