"""What holds for every answer: HEAD, headers, the length of addresses, and mistakes of ours."""

import logging
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problem_types import INTERNAL_ERROR, URI_TOO_LONG
from app.api.problems import Problem, problem_response

MAX_ADDRESS = 8_000  # bytes of path and query
EXPOSED = ("ETag", "Link", "Location", "Retry-After", "X-Release", "X-Total-Count")
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


def with_headers(app: ASGIApp) -> ASGIApp:
    """Set the headers that all answers have, errors too."""
    fixed = {
        "X-Content-Type-Options": "nosniff",
        # Always, not only to those who say their Origin: caches may give one answer to all.
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": ", ".join(EXPOSED),
    }

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(fixed)
                # Not Origin, which changes nothing.
                headers["Vary"] = "Accept-Encoding"
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
            if has_begun:
                raise
            instance = uuid4().urn
            _log.exception("internal error %s", instance)
            problem = Problem(INTERNAL_ERROR, instance=instance)
            await problem_response(problem)(scope, receive, send)

    return answer
