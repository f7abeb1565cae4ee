"""Answers change only with a release: entity tags, and snapshots that they spare."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version
from time import perf_counter
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Request, Response

from app.api.timing import timing_of
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

    It is a weak one, for the same answer may be compressed or not, and is the same in whatever
    order the parameters stand.
    """
    # Not `request.url`, which depends on the Host that the client claims.
    made_by = f"{release or ''}\n{VERSION}\n{text_policy(request)}"
    return _tag(made_by, request.scope["path"], request.scope["query_string"])


@lru_cache(maxsize=1024)
def _tag(made_by: str, path: str, query: bytes) -> str:
    # In the one way of writing it that all spellings of a query share.
    canonical = urlencode(sorted(parse_qsl(query.decode("latin-1"), keep_blank_values=True)))
    return _weak_tag(f"{made_by}\n{path}\n{canonical}".encode())


def _weak_tag(content: bytes) -> str:
    return f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def has_tag(request: Request, tag: str) -> bool:
    """Tell whether the client has the answer with this tag, or says that any will do."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag.removeprefix("W/") in re.findall(r'"[^"]*"', given)


def cache_headers(request: Request, release: str | None) -> dict[str, str]:
    """Return the headers that go with an answer made at `release`.

    Raises NotModified if the client has it, or has any and that will do.
    """
    tag = entity_tag(request, release)
    if has_tag(request, tag):
        raise NotModified(tag)
    return {"ETag": tag, "Cache-Control": CACHE_CONTROL, "X-Release": release or ""}


def answer_fixed(request: Request, content: str | bytes, media_type: str) -> Response:
    """Return an answer that no release changes; raise NotModified if the client has it."""
    body = content.encode() if isinstance(content, str) else content
    tag = _weak_tag(body)
    if has_tag(request, tag):
        raise NotModified(tag)
    headers = {"ETag": tag, "Cache-Control": CACHE_CONTROL}
    return Response(body, headers=headers, media_type=media_type)


@contextmanager
def open_snapshot(request: Request) -> Iterator[Snapshot]:
    """Give a snapshot to answer from; raise NotModified if the client has the answer."""
    base = knowledge_base(request)
    known = request.headers.get("if-none-match", "")
    # A star stands for any answer that there is, and whether there is one only queries can tell.
    if known and known.strip() != "*":
        tag = entity_tag(request, base.release())
        if has_tag(request, tag):
            raise NotModified(tag)
    began = perf_counter()
    try:
        with base.snapshot() as snapshot:
            yield snapshot
    finally:
        timing_of(request.scope).database += perf_counter() - began


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
    return not_modified(error.tag)


def not_modified(tag: str) -> Response:
    """Return the answer to a client that has the one with this tag."""
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": CACHE_CONTROL})
