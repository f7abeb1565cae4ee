"""How any list or item is made: read the request, ask the database, write the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import Request, Response
from sqlalchemy import Connection

from app.api.addresses import Elsewhere
from app.api.caching import cache_headers, open_snapshot
from app.api.cursors import Cursor, encode_cursor
from app.api.parameters import PageRequest, read_page_request, refuse_parameters
from app.api.problem_types import AMBIGUOUS_ID, NOT_FOUND
from app.api.problems import Problem
from app.storage.queries.collection import Collection
from app.storage.queries.pages import Position, get_item, has_item, read_page
from app.storage.queries.spellings import find_spelt, respell
from app.storage.snapshots import Snapshot


def answer_list(request: Request, collection: Collection) -> Response:
    """Return a page of `collection`."""
    asked = read_page_request(request, collection, {})
    with open_snapshot(request) as snapshot:
        return _answer_page(request, snapshot, asked)


def answer_item(
    request: Request, collection: Collection, name: str, links: Mapping[str, str]
) -> Response:
    """Return the item called `name`, with `links` in which `{id}` stands for its id."""
    refuse_parameters(request)
    with open_snapshot(request) as snapshot:
        item = get_item(snapshot.connection, collection, name)
        if item is None:
            raise not_here(snapshot.connection, collection, name)
        own = {rel: link.format(id=item["id"]) for rel, link in links.items()}
        item["links"] = {"self": f"/v1/{item['id']}", **own}
        return answer(request, snapshot, {"data": item})


@dataclass(frozen=True)
class Part:
    """A list of what belongs to an item: those that a filter finds by the item's id."""

    collection: Collection
    filter: str
    order: str | None = None
    """If the list has another order here than by itself."""


def answer_part(request: Request, owner: Collection, name: str, part: Part) -> Response:
    """Return a page of what belongs to the item called `name`."""
    fixed = {part.filter: [owner.key_of(name)]}
    asked = read_page_request(request, part.collection, fixed, part.order)
    with open_snapshot(request) as snapshot:
        if not has_item(snapshot.connection, owner, name):
            raise not_here(snapshot.connection, owner, name)
        return _answer_page(request, snapshot, asked)


def not_here(connection: Connection, collection: Collection, name: str) -> Exception:
    """Return what to raise for an id that no item has: where else it may be, or that it is not."""
    found = find_spelt(connection, collection, name)
    if not found:
        return Problem(NOT_FOUND)
    if len(found) == 1:
        return Elsewhere(found[0].id)
    return Problem(AMBIGUOUS_ID, candidates=[one._asdict() for one in found])


def answer(
    request: Request,
    snapshot: Snapshot,
    body: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return `body` as JSON, with the release that it was made at."""
    meta = {"release": snapshot.release, **body.get("meta", {})}
    return Response(
        orjson.dumps({**body, "meta": meta}),
        headers={**cache_headers(request, snapshot.release), **(headers or {})},
        media_type="application/json",
    )


def _answer_page(request: Request, snapshot: Snapshot, asked: PageRequest) -> Response:
    cursor = asked.cursor
    page = read_page(
        snapshot.connection,
        respell(snapshot.connection, asked.selection),
        asked.limit,
        cursor.position if cursor else None,
        backward=cursor is not None and cursor.is_backward,
    )
    links = {
        "next": _link(request, asked, page.after, snapshot.release),
        "prev": _link(request, asked, page.before, snapshot.release, is_backward=True),
    }
    changed = cursor is not None and cursor.release != snapshot.release
    body = {
        "data": page.items,
        "page": {**links, "limit": asked.limit, "total": page.total},
        "meta": {"release_changed": True} if changed else {},
    }
    header = ", ".join(f'<{link}>; rel="{rel}"' for rel, link in links.items() if link)
    return answer(request, snapshot, body, {"Link": header} if header else {})


def _link(
    request: Request,
    asked: PageRequest,
    position: Position | None,
    release: str | None,
    *,
    is_backward: bool = False,
) -> str | None:
    """Return the relative address of the page on one side of `position`."""
    if position is None:
        return None
    cursor = encode_cursor(asked.selection, Cursor(position, is_backward, release))
    own = [(name, text) for name, text in request.query_params.multi_items() if name != "cursor"]
    return f"{request.scope['path']}?{urlencode([*own, ('cursor', cursor)])}"
