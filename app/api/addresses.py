"""Addresses: other spellings of an id lead to the right one."""

from fastapi import FastAPI, Request, Response

from app.api.caching import CACHE_CONTROL

PREFIX = "/v1"
"""What the addresses of the knowledge base begin with, unlike those of the service itself."""


class Elsewhere(Exception):
    """What was asked for is at another address, under this id."""

    def __init__(self, item_id: str, *, is_lasting: bool = True) -> None:
        """Name the id that is the right one, and say whether it always will be."""
        super().__init__(item_id)
        self.item_id = item_id
        self.status = 308 if is_lasting else 307


def add_redirect_handler(app: FastAPI) -> None:
    """Have `app` lead to the right address where Elsewhere is raised."""
    app.add_exception_handler(Elsewhere, _redirect)


async def _redirect(request: Request, error: Exception) -> Response:
    assert isinstance(error, Elsewhere)
    # The address is /v1/{collection}/{name}, and a part of the item's own may follow.
    below = request.scope["path"].split("/")[4:]
    path = "/".join((PREFIX, error.item_id, *below))
    query = request.scope["query_string"].decode("ascii", "ignore")
    location = f"{path}?{query}" if query else path
    # A name may come to mean another with the next release.
    headers = {"Location": location, "Cache-Control": CACHE_CONTROL}
    return Response(status_code=error.status, headers=headers)
