"""Articles: what is known of them, what they say, and their text."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import PlainTextResponse

from app.api import annotations, examples
from app.api.caching import cache_headers, open_snapshot, text_policy
from app.api.documentation import document_responses, item_responses
from app.api.envelopes import Item
from app.api.lists import answer, not_here
from app.api.parameters import refuse_parameters
from app.api.problem_types import TEXT_WITHHELD
from app.api.problems import Problem
from app.api.resources import Part, Resource
from app.api.schemas import Article, ArticleText
from app.storage.queries.articles import ARTICLES, get_text
from app.storage.queries.collection import Shown
from app.storage.queries.embeds import EMBEDS
from app.storage.queries.pages import get_item
from app.storage.queries.text_policy import TextPolicy
from app.storage.snapshots import Snapshot

RESOURCE = Resource(
    ARTICLES,
    "article",
    Article,
    examples.ARTICLE,
    parts=[
        Part("quotes", "article", "position"),
        Part("claims", "article"),
        Part("mentions", "article"),
        Part("countries", "article"),
        Part("people", "article"),
        Part("organizations", "article"),
        Part("exercises", "article"),
    ],
    links={"text": "/v1/{id}/text", "annotations": "/v1/{id}/annotations"},
)
ID, EXAMPLE_ID = "the id's last part", "0f3a5b7c9d1e2f34"

router = APIRouter(tags=[RESOURCE.name])


@router.get(
    "/articles/{id}/text",
    operation_id="get_article_text",
    summary="The text of one article",
    response_model=Item[ArticleText],
    responses=item_responses(RESOURCE, examples.TEXT, TEXT_WITHHELD),
)
def get_article_text(
    request: Request, name: Annotated[str, Path(alias="id", description=ID, examples=[EXAMPLE_ID])]
) -> Response:
    """Offsets of facts are code points in this text."""
    refuse_parameters(request)
    with open_snapshot(request) as snapshot:
        return answer(request, snapshot, {"data": _text_of(request, snapshot, name)})


@router.get(
    "/articles/{id}/text.txt",
    operation_id="get_article_plain_text",
    summary="The text of one article, as plain text",
    response_class=PlainTextResponse,
    responses=document_responses(RESOURCE, "text/plain", examples.TEXT["text"], TEXT_WITHHELD),
)
def get_article_plain_text(
    request: Request, name: Annotated[str, Path(alias="id", description=ID, examples=[EXAMPLE_ID])]
) -> Response:
    """Offsets of facts are code points in this text."""
    refuse_parameters(request)
    with open_snapshot(request) as snapshot:
        text = _text_of(request, snapshot, name)["text"]
        return PlainTextResponse(text, headers=cache_headers(request, snapshot.release))


@router.get(
    "/articles/{id}/annotations",
    operation_id="get_article_annotations",
    summary="All that one article says, as W3C Web Annotations",
    response_class=Response,
    responses=document_responses(RESOURCE, annotations.MEDIA_TYPE, examples.ANNOTATIONS),
)
def get_article_annotations(
    request: Request, name: Annotated[str, Path(alias="id", description=ID, examples=[EXAMPLE_ID])]
) -> Response:
    """An annotation for each mention, quote and claim, in the order of the text."""
    refuse_parameters(request)
    policy = text_policy(request)
    with open_snapshot(request) as snapshot:
        shown = Shown(("id", "title", "url"), EMBEDS[ARTICLES.name], policy)
        article = get_item(snapshot.connection, ARTICLES, name, shown)
        text = get_text(snapshot.connection, name)
        if article is None or text is None:
            raise not_here(snapshot.connection, ARTICLES, name)
        words = text["text"] if policy is TextPolicy.FULL else None
        content = orjson.dumps(annotations.annotate(article, words))
        headers = cache_headers(request, snapshot.release)
        return Response(content, headers=headers, media_type=annotations.MEDIA_TYPE)


def _text_of(request: Request, snapshot: Snapshot, name: str) -> dict[str, str]:
    text = get_text(snapshot.connection, name)
    if text is None:
        raise not_here(snapshot.connection, ARTICLES, name)
    if text_policy(request) is not TextPolicy.FULL:
        raise Problem(TEXT_WITHHELD)
    return text
