"""Encoded answers of the current release, kept to be sent again as they are."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field

from anyio import to_thread
from fastapi import Request
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.addresses import PREFIX
from app.api.caching import entity_tag, has_tag, knowledge_base, not_modified
from app.api.compression import accepted_encoding
from app.api.middleware import is_head
from app.api.timing import timing_of
from app.storage.database import StorageError
from app.storage.snapshots import KnowledgeBase, MustLook

OVERHEAD = 1_000  # bytes that an answer takes besides its body, at a guess
LARGEST = 8  # of them must find room, so that no single one drives out all others

_ETAG = b"etag"

Key = tuple[str, str]
"""An entity tag, which stands for a request at a release, and an encoding."""


@dataclass(frozen=True)
class KeptAnswer:
    """An answer to GET as it went out."""

    start: Message
    body: bytes
    route: BaseRoute | None
    """Which of the application's it was."""

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return len(self.body) + OVERHEAD


@dataclass
class KeptAnswers:
    """Answers of one release, up to `capacity` bytes; those not asked for the longest go first."""

    capacity: int
    size: int = 0
    _release: str | None = None
    _answers: OrderedDict[Key, KeptAnswer] = field(default_factory=OrderedDict)

    def find(self, release: str | None, key: Key) -> KeptAnswer | None:
        """Return what was kept under `key`; forget all answers of other releases."""
        if release != self._release:
            self._answers.clear()
            self.size = 0
            self._release = release
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def keep(self, release: str | None, key: Key, answer: KeptAnswer) -> None:
        """Keep an answer of `release`, unless there is a new one or the answer is too large."""
        if release != self._release or answer.size > self.capacity // LARGEST:
            return
        replaced = self._answers.pop(key, None)
        self._answers[key] = answer
        self.size += answer.size - (replaced.size if replaced else 0)
        while self.size > self.capacity:
            _, oldest = self._answers.popitem(last=False)
            self.size -= oldest.size


def with_kept_answers(app: ASGIApp, kept: KeptAnswers) -> ASGIApp:
    """Answer again what was answered at the same release, without asking anybody."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if not _may_be_kept(scope):
            await app(scope, receive, send)
            return
        request = Request(scope)
        try:
            release = await _release(knowledge_base(request))
        except StorageError:
            await app(scope, receive, send)  # which says so
            return
        tag = entity_tag(request, release)
        key = (tag, accepted_encoding(scope))
        found = kept.find(release, key)
        if found is None:
            await app(scope, receive, _keep(scope, send, kept, release, key))
        else:
            timing_of(scope).is_kept = True
            scope["route"] = found.route
            await _send(found, request, tag, receive, send)

    return answer


async def _release(base: KnowledgeBase) -> str | None:
    with suppress(MustLook):
        return base.release_at_hand()
    # Opening a file may take long, and all other clients would wait with this one.
    return await to_thread.run_sync(base.release)


def _may_be_kept(scope: Scope) -> bool:
    # No others: whether the process is well must be told without the database.
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path: str = scope["path"]
    return path.startswith(PREFIX)


async def _send(
    found: KeptAnswer, request: Request, tag: str, receive: Receive, send: Send
) -> None:
    if has_tag(request, tag):
        await not_modified(tag)(request.scope, receive, send)
        return
    await send(found.start)
    await send({"type": "http.response.body", "body": found.body})


def _keep(scope: Scope, send: Send, kept: KeptAnswers, release: str | None, key: Key) -> Send:
    """Return what sends on an answer and keeps it, if it is whole and as `key` has it."""
    start: Message = {}
    is_first = True

    async def send_on(message: Message) -> None:
        nonlocal start, is_first
        if message["type"] == "http.response.start":
            start = {**message, "headers": list(message["headers"])}
        else:
            is_whole = is_first and not message.get("more_body", False)
            is_first = False
            if is_whole and not is_head(scope) and _is_of(start, key):
                route = scope.get("route")
                kept.keep(release, key, KeptAnswer(start, message.get("body", b""), route))
        await send(message)

    return send_on


def _is_of(start: Message, key: Key) -> bool:
    # With the next release already, or a problem, there is another tag or none.
    return start["status"] == 200 and (_ETAG, key[0].encode()) in start["headers"]
