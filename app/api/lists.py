"""How any list or item is made: read the request, ask the database, write the answer."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Request, Response
from sqlalchemy import Connection

from app.api.addresses import Elsewhere
from app.api.caching import cache_headers, open_snapshot
from app.api.cursors import Cursor, encode_cursor, link_from
from app.api.parameters import PageRequest, read_page_request, read_shown
from app.api.problem_types import AMBIGUOUS_ID, NOT_FOUND
from app.api.problems import Problem, candidates
from app.api.resources import Part, Resource
from app.names import slugify
from app.storage.queries.collection import Collection, Item
from app.storage.queries.pages import (
    Position,
    count_rows,
    get_item,
    has_item,
    read_facet,
    read_page,
)
from app.storage.queries.spellings import find_spelt, respell
from app.storage.snapshots import Snapshot


def answer_list(request: Request, resource: Resource) -> Response:
    """Return a page of the collection."""
    asked = read_page_request(request, resource, {})
    with open_snapshot(request) as snapshot:
        return _answer_page(request, snapshot, asked)


def answer_item(request: Request, resource: Resource, name: str) -> Response:
    """Return the item called `name`, with links to what belongs to it."""
    shown = read_shown(request, resource)
    with open_snapshot(request) as snapshot:
        item = get_item(snapshot.connection, resource.collection, name, shown)
        if item is None:
            raise not_here(snapshot.connection, resource.collection, name)
        item["links"] = resource.links_of(item["id"])
        return answer(request, snapshot, {"data": item})


def answer_part(
    request: Request, owner: Resource, name: str, part: Part, shown: Resource
) -> Response:
    """Return a page of what belongs to the item called `name`."""
    fixed = {part.filter: [owner.collection.key_of(name)]}
    asked = read_page_request(request, shown, fixed, part.order)
    with open_snapshot(request) as snapshot:
        if not has_item(snapshot.connection, owner.collection, name):
            raise not_here(snapshot.connection, owner.collection, name)
        return _answer_page(request, snapshot, asked)


def not_here(connection: Connection, collection: Collection, name: str) -> Exception:
    """Return what to raise for an id that no item has: where else it may be, or that it is not."""
    found = find_spelt(connection, collection, name)
    if not found:
        return Problem(NOT_FOUND)
    if len(found) == 1:
        (one,) = found
        # Of a series, the next release may know of more editions.
        is_series = one.series is not None and slugify(name) == slugify(one.series)
        return Elsewhere(one.id, is_lasting=not is_series)
    return Problem(AMBIGUOUS_ID, candidates=candidates(found))


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
    connection, cursor = snapshot.connection, asked.cursor
    selection = respell(connection, asked.selection)
    page = read_page(
        connection,
        selection,
        asked.limit,
        cursor.position if cursor else None,
        backward=cursor is not None and cursor.is_backward,
    )
    links = {
        "next": _link(request, asked, page.after, snapshot.release),
        "prev": _link(request, asked, page.before, snapshot.release, is_backward=True),
    }
    total = count_rows(connection, selection) if asked.is_counted or asked.facets else 0
    facets = {name: read_facet(connection, selection, name, total) for name in asked.facets}
    changed = cursor is not None and cursor.release != snapshot.release
    body: Item = {
        "data": page.items,
        "page": {**links, "limit": asked.limit, **({"total": total} if asked.is_counted else {})},
        **({"facets": facets} if facets else {}),
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
    return link_from(request, cursor)
