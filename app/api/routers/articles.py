"""Articles: what is known of them, what they say, and their text."""

from typing import Annotated

from fastapi import Request, Response

from app.api import examples
from app.api.caching import open_snapshot
from app.api.documentation import item_responses
from app.api.lists import Part, answer, not_here
from app.api.operations import Resource, add_part, build_router
from app.api.parameters import refuse_parameters
from app.api.routers import claims, mentions, quotes
from app.api.schemas import Article, ArticleText, Item
from app.storage.queries.articles import ARTICLES, get_text
from app.storage.queries.claims import CLAIMS
from app.storage.queries.mentions import MENTIONS
from app.storage.queries.quotes import QUOTES

RESOURCE = Resource(
    ARTICLES,
    "article",
    Article,
    examples.ARTICLE,
    links={
        "text": "/v1/{id}/text",
        "quotes": "/v1/quotes?article={id}",
        "claims": "/v1/claims?article={id}",
        "mentions": "/v1/mentions?article={id}",
    },
)

router = build_router(RESOURCE)
add_part(router, RESOURCE, Part(QUOTES, "article", "position"), quotes.RESOURCE)
add_part(router, RESOURCE, Part(CLAIMS, "article"), claims.RESOURCE)
add_part(router, RESOURCE, Part(MENTIONS, "article"), mentions.RESOURCE)


@router.get(
    "/articles/{id}/text",
    operation_id="get_article_text",
    summary="The text of one article",
    response_model=Item[ArticleText],
    responses=item_responses(examples.TEXT),
)
def get_article_text(request: Request, name: Annotated[str, RESOURCE.path_id]) -> Response:
    """Offsets of facts are code points in this text."""
    refuse_parameters(request)
    with open_snapshot(request) as snapshot:
        text = get_text(snapshot.connection, name)
        if text is None:
            raise not_here(snapshot.connection, ARTICLES, name)
        return answer(request, snapshot, {"data": text})
