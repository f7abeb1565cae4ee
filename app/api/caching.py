"""Answers change only with a release: entity tags, and snapshots that they spare."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

from fastapi import FastAPI, Request, Response

from app.storage.queries.text_policy import TextPolicy
from app.storage.snapshots import KnowledgeBase, Snapshot

VERSION = version("newskb")
# Kept, but asked about each time: a release may come at any moment, and asking is cheap.
CACHE_CONTROL = "public, no-cache"


class NotModified(Exception):
    """The client has the answer already."""

    def __init__(self, tag: str) -> None:
        """Name the tag of the answer that it has."""
        super().__init__(tag)
        self.tag = tag


def entity_tag(request: Request, release: str | None) -> str:
    """Return what tells the answer to `request` at `release` from all others.

    It is a weak one, for the same answer may be compressed or not.
    """
    # Not `request.url`, which depends on the Host that the client claims.
    path, query = request.scope["path"].encode(), request.scope["query_string"]
    made_by = f"{release or ''}\n{VERSION}\n{text_policy(request)}".encode()
    content = b"\n".join((made_by, path, query))
    return f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def cache_headers(request: Request, release: str | None) -> dict[str, str]:
    """Return the headers that go with an answer made at `release`.

    Raises NotModified if any answer will do for the client, now that there is one.
    """
    if request.headers.get("if-none-match", "").strip() == "*":
        raise NotModified(entity_tag(request, release))
    return {
        "ETag": entity_tag(request, release),
        "Cache-Control": CACHE_CONTROL,
        "X-Release": release or "",
    }


@contextmanager
def open_snapshot(request: Request) -> Iterator[Snapshot]:
    """Give a snapshot to answer from; raise NotModified if the client has the answer."""
    base = knowledge_base(request)
    known = re.findall(r'"[^"]*"', request.headers.get("if-none-match", ""))
    if known:
        tag = entity_tag(request, base.release())
        if tag.removeprefix("W/") in known:
            raise NotModified(tag)
    with base.snapshot() as snapshot:
        yield snapshot


def knowledge_base(request: Request) -> KnowledgeBase:
    """Return the knowledge base that the application reads."""
    base = request.app.state.knowledge_base
    assert isinstance(base, KnowledgeBase)
    return base


def text_policy(request: Request) -> TextPolicy:
    """Return how much of the articles' words the application shows."""
    policy = request.app.state.text_policy
    assert isinstance(policy, TextPolicy)
    return policy


def add_not_modified_handler(app: FastAPI) -> None:
    """Have `app` answer 304 where NotModified is raised."""
    app.add_exception_handler(NotModified, _answer_not_modified)


async def _answer_not_modified(_request: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    headers = {"ETag": error.tag, "Cache-Control": CACHE_CONTROL}
    return Response(status_code=304, headers=headers)
