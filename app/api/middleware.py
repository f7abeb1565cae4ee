"""What holds for every answer: HEAD, headers, the length of addresses, and mistakes of ours."""

import logging
from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
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

Header = tuple[bytes, bytes]
"""Name, in small letters, and value."""

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
    vary = b"Accept-Encoding, Origin" if origins and "*" not in origins else b"Accept-Encoding"
    fixed = [(b"x-content-type-options", b"nosniff"), (b"vary", vary)]
    readable = [(b"access-control-expose-headers", ", ".join(EXPOSED).encode())]
    if "*" in origins:
        # Always, not only to those who say their Origin: caches may give one answer to all.
        fixed += [(b"access-control-allow-origin", b"*"), *readable]
    allowed = {one.encode() for one in origins}
    preflight = CORSMiddleware(app, origins, ["GET", "HEAD"], ["*"])

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        headers = fixed
        for name, origin in scope["headers"]:
            if name == b"origin" and origin in allowed:
                headers = [*fixed, (b"access-control-allow-origin", origin), *readable]

        async def send_more(message: Message) -> None:
            await send(with_more(message, headers))

        is_preflight = scope["method"] == "OPTIONS" and origins
        await (preflight if is_preflight else app)(scope, receive, send_more)

    return answer


def with_more(message: Message, headers: Sequence[Header]) -> Message:
    """Return the message with these headers in place of its own of the same names, if it has any.

    A kept answer passes here at each request, and is not to be changed.
    """
    if message["type"] != "http.response.start":
        return message
    names = [name for name, _ in headers]
    own = [one for one in message["headers"] if one[0] not in names]
    return {**message, "headers": [*own, *headers]}


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
