"""What holds for every answer: HEAD, headers, the length of addresses, and mistakes of ours."""

import logging
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problem_types import INTERNAL_ERROR, URI_TOO_LONG
from app.api.problems import Problem, problem_response
from app.api.timing import timing_of

MAX_ADDRESS = 8_000  # bytes of path and query
EXPOSED = (
    "ETag", "Link", "Location", "Retry-After", "Server-Timing", "X-Release", "X-Request-ID",
    "X-Total-Count",
)  # fmt: skip
_IS_HEAD = "newskb.is_head"

_log = logging.getLogger(__name__)


def is_head(scope: Scope) -> bool:
    """Tell whether the client asked for the headers alone."""
    return bool(scope.get(_IS_HEAD))


def with_head(app: ASGIApp) -> ASGIApp:
    """Answer HEAD as GET is answered, without the body."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def send_headers(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await app({**scope, "method": "GET", _IS_HEAD: True}, receive, send_headers)

    return answer


def with_headers(app: ASGIApp, origins: Sequence[str]) -> ASGIApp:
    """Set the headers that all answers have, errors too; pages of `origins` may read them."""
    fixed = {"X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
    if "*" in origins:
        # Always, not only to those who say their Origin: caches may give one answer to all.
        fixed["Access-Control-Allow-Origin"] = "*"
        fixed["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
    elif origins:
        fixed["Vary"] = "Accept-Encoding, Origin"

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(fixed)
            await send(message)

        await app(scope, receive, send_more)

    return answer


def with_limits(app: ASGIApp) -> ASGIApp:
    """Refuse addresses that are too long."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        length = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
        if length > MAX_ADDRESS:
            await problem_response(Problem(URI_TOO_LONG))(scope, receive, send)
        else:
            await app(scope, receive, send)

    return answer


def with_error_report(app: ASGIApp) -> ASGIApp:
    """Answer 500 to a mistake of ours, which goes to the log; cut off an answer that has begun."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def send_on(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await app(scope, receive, send_on)
        except Exception:
            if has_begun or scope["type"] != "http":
                raise
            request_id = timing_of(scope).request_id
            _log.exception(
                "internal error in request %s",
                request_id,
                extra={"fields": {"request_id": request_id}},
            )
            problem = Problem(INTERNAL_ERROR, request_id=request_id)
            await problem_response(problem)(scope, receive, send)

    return answer
