"""Whole collections, streamed from one snapshot in constant memory."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from threading import BoundedSemaphore

from anyio import to_thread
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from prometheus_client import Counter
from starlette.types import Receive, Scope, Send

from app.api.caching import cache_headers, knowledge_base, open_snapshot, text_policy
from app.api.columns import Column, columns_of
from app.api.formats import Format
from app.api.middleware import is_head
from app.api.parameters import read_selection
from app.api.problem_types import OVERLOADED
from app.api.problems import Problem
from app.api.resources import Resource
from app.storage.queries.collection import Selection
from app.storage.queries.pages import Position, count_rows, read_chunk
from app.storage.queries.spellings import respell
from app.storage.snapshots import KnowledgeBase, Snapshot

CHUNK = 500  # items at a time; more gain nothing and take memory
# Each holds a connection for as long as its client likes; half of them are for other answers.
MAX_EXPORTS = 20


@dataclass(frozen=True)
class _Reading:
    """A selection that is being read, and the snapshot that it is read from."""

    base: KnowledgeBase
    snapshot: Snapshot
    selection: Selection
    form: Format
    columns: Sequence[Column]
    rows: Counter
    """Counts the items that were read."""

    def read(self, position: Position | None) -> tuple[bytes, Position | None]:
        """Return the chunk after `position`, and where to go on."""
        self.base.renew(self.snapshot)
        items, after = read_chunk(self.snapshot.connection, self.selection, CHUNK, position)
        self.rows.inc(len(items))
        return self.form.encode(items, self.columns), after

    async def write(self, chunk: bytes, position: Position | None) -> AsyncIterator[bytes]:
        """Yield the whole, of which `chunk` comes first, reading in threads."""
        yield self.form.opening(self.columns) + chunk
        while position is not None:
            chunk, position = await to_thread.run_sync(self.read, position)
            if chunk:
                yield self.form.between + chunk
        yield self.form.closing


class _ExportResponse(StreamingResponse):
    """Sends an export, and closes its snapshot however that ends."""

    def __init__(
        self,
        content: AsyncIterator[bytes],
        headers: Mapping[str, str],
        media_type: str,
        opened: ExitStack,
    ) -> None:
        """Prepare to send `content`, read from what is `opened`."""
        super().__init__(content, headers=headers, media_type=media_type)
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the export to a client that takes it at its own pace, or leaves."""
        try:
            if is_head(scope):
                # No length: it would be that of the body which GET has.
                await send(
                    {
                        "type": "http.response.start",
                        "status": self.status_code,
                        "headers": self.raw_headers,
                    }
                )
                await send({"type": "http.response.body"})
            else:
                await super().__call__(scope, receive, send)
        finally:
            self._opened.close()


async def answer_export(request: Request, resource: Resource, form: Format) -> Response:
    """Return all of the collection that passes the filters, count and release in the headers."""
    given = request.query_params.multi_items()
    selection = read_selection(given, resource, text_policy(request))
    columns = columns_of(resource, selection.shown.fields or resource.fields)
    return await to_thread.run_sync(_begin, request, selection, form, columns)


def _begin(
    request: Request, selection: Selection, form: Format, columns: Sequence[Column]
) -> Response:
    with ExitStack() as opened:
        slots: BoundedSemaphore = request.app.state.export_slots
        if not slots.acquire(blocking=False):
            raise Problem(OVERLOADED, f"{MAX_EXPORTS} exports are under way")
        opened.callback(slots.release)
        snapshot = opened.enter_context(open_snapshot(request))
        selection = respell(snapshot.connection, selection)
        total = count_rows(snapshot.connection, selection)
        headers = cache_headers(request, snapshot.release) | {"X-Total-Count": str(total)}
        base, metrics = knowledge_base(request), request.app.state.metrics
        rows = metrics.export_rows.labels(selection.collection.name, form.suffix)
        reading = _Reading(base, snapshot, selection, form, columns, rows)
        # Before the answer begins, so that what cannot be read at all is not answered 200.
        content = reading.write(*reading.read(None))
        return _ExportResponse(content, headers, form.media_type, opened.pop_all())
