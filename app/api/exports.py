"""Whole collections, streamed from one snapshot in constant memory."""

from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import orjson
from anyio import to_thread
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.api.caching import cache_headers, knowledge_base, open_snapshot
from app.api.middleware import is_head
from app.api.parameters import read_selection
from app.storage.queries.collection import Collection, Item, Selection
from app.storage.queries.pages import Position, count_rows, read_chunk
from app.storage.snapshots import KnowledgeBase, Snapshot

CHUNK = 500  # items at a time; more gain nothing and take memory


@dataclass(frozen=True)
class Format:
    """A way to write items one after the other."""

    media_type: str
    opening: bytes
    between: bytes
    after: bytes
    """What ends each item."""
    closing: bytes


JSON = Format("application/json", b"[", b",\n", b"", b"]\n")
JSON_LINES = Format("application/jsonl", b"", b"", b"\n", b"")


@dataclass(frozen=True)
class _Export:
    """A selection that is being read, and the snapshot that it is read from."""

    base: KnowledgeBase
    snapshot: Snapshot
    selection: Selection
    format: Format
    total: int
    opened: ExitStack

    async def write(self) -> AsyncIterator[bytes]:
        """Yield the whole, a chunk at a time, each read in a thread of its own."""
        yield self.format.opening
        position: Position | None = None
        is_first = True
        while is_first or position is not None:
            chunk, position = await to_thread.run_sync(self._next, position)
            yield chunk if is_first or not chunk else self.format.between + chunk
            is_first = False
        yield self.format.closing

    def _next(self, position: Position | None) -> tuple[bytes, Position | None]:
        self.base.renew(self.snapshot)
        items, after = read_chunk(self.snapshot.connection, self.selection, CHUNK, position)
        return self._encode(items), after

    def _encode(self, items: Sequence[Item]) -> bytes:
        return self.format.between.join(orjson.dumps(one) + self.format.after for one in items)


class _ExportResponse(StreamingResponse):
    """Sends an export, and closes its snapshot however that ends."""

    def __init__(self, export: _Export, headers: dict[str, str]) -> None:
        """Prepare to send; nothing is read before the first chunk is asked for."""
        super().__init__(export.write(), headers=headers, media_type=export.format.media_type)
        self._opened = export.opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the export to a client that takes it at its own pace, or leaves."""
        try:
            if is_head(scope):
                await Response(headers=dict(self.headers))(scope, receive, send)
            else:
                await super().__call__(scope, receive, send)
        finally:
            self._opened.close()


async def answer_export(request: Request, collection: Collection, form: Format) -> Response:
    """Return all of `collection` that passes the filters, count and release in the headers."""
    selection = read_selection(request, collection)
    export = await to_thread.run_sync(_begin, request, selection, form)
    headers = cache_headers(request, export.snapshot.release)
    return _ExportResponse(export, {**headers, "X-Total-Count": str(export.total)})


def _begin(request: Request, selection: Selection, form: Format) -> _Export:
    with ExitStack() as opened:
        snapshot = opened.enter_context(open_snapshot(request))
        total = count_rows(snapshot.connection, selection)
        base = knowledge_base(request)
        return _Export(base, snapshot, selection, form, total, opened.pop_all())
