"""Search: one question to articles, quotes and entities alike."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api import answers
from app.api.caching import open_snapshot, text_policy
from app.api.cursors import link_from, seal, unseal
from app.api.documentation import question_responses
from app.api.lists import answer
from app.api.parameter_docs import question_parameters
from app.api.parameters import DEFAULT_LIMIT, LIMIT, Parameter, read_parameters
from app.api.problem_types import INVALID_CURSOR
from app.api.problems import Problem
from app.storage.queries.collection import Item
from app.storage.queries.search import KINDS, search
from app.storage.queries.text_policy import conceal
from app.storage.queries.values import SEARCH, Repeat, Value, choice

ABOUT_WORDS = (
    'words to look for; `"a phrase"`, `-word` to leave out, `one OR other`, and `prefix*` of three '
    "letters or more. At most 200 characters and 16 words. Nothing else has a special meaning. "
    "Capitals and accents are passed over, and words of articles and quotes are compared by their "
    "English stems, unless a prefix is among them. Words are told by spaces and punctuation: of "
    "Chinese or Japanese a whole run of characters is one."
)
MAX_SEEN = 10**9

CURSOR = Value(str, {"type": "string"}, Repeat.NEVER)
PARAMETERS = {
    "q": Parameter(SEARCH, ABOUT_WORDS, 'ready OR "any storm"', is_required=True),
    "type": Parameter(
        choice(*KINDS), "only results of this type; given again, also of the other", "quote",
        default=KINDS,
    ),
    "limit": Parameter(LIMIT, "how many results a page has at most", "10", default=DEFAULT_LIMIT),
    "cursor": Parameter(CURSOR, "where the page begins, as `next` has it"),
}  # fmt: skip

router = APIRouter(tags=["questions"])


@router.get(
    "/search",
    operation_id="search_everything",
    summary="Articles, quotes, people, organizations, exercises and countries with given words",
    response_model=answers.SearchAnswer,
    responses=question_responses(answers.SEARCH, INVALID_CURSOR),
    openapi_extra=question_parameters(PARAMETERS),
)
def search_everything(request: Request) -> Response:
    """Scores of different types say nothing of each other, so the types take turns."""
    asked = read_parameters(request, PARAMETERS)
    seen, release = _read_cursor(asked)
    with open_snapshot(request) as snapshot:
        found = search(snapshot.connection, asked["q"], seen, asked["limit"])
        has_more = any(found.seen[kind] < total for kind, total in found.totals.items())
        link = _link(request, asked, found.seen, snapshot.release) if has_more else None
        totals = found.totals
        body = {
            "data": [_conceal(request, item) for item in found.items],
            "page": {
                "next": link,
                "limit": asked["limit"],
                "total": sum(totals.values()),
                "totals": totals,
            },
            "meta": {"release_changed": True} if release not in (None, snapshot.release) else {},
        }
        return answer(request, snapshot, body, {"Link": f'<{link}>; rel="next"'} if link else {})


def _conceal(request: Request, item: Item) -> Item:
    """Return a result with no more of an article's words than may be shown; names may."""
    if item["snippet"]["field"] == "text":
        item["snippet"] = conceal(item["snippet"], text_policy(request))
    return item


def _marks_of(asked: dict[str, Any]) -> list[Any]:
    return ["search", asked["q"], asked["type"]]


def _read_cursor(asked: dict[str, Any]) -> tuple[dict[str, int], str | None]:
    """Return how many results of each type were seen, and in which release."""
    if asked["cursor"] is None:
        return dict.fromkeys(asked["type"], 0), None
    try:
        counts, release = unseal(asked["cursor"], _marks_of(asked))
        if not all(type(count) is int and 0 <= count <= MAX_SEEN for count in counts):
            raise ValueError("no counts")
        return dict(zip(asked["type"], counts, strict=True)), release
    except (ValueError, TypeError):
        raise Problem(INVALID_CURSOR, parameter="cursor") from None


def _link(request: Request, asked: dict[str, Any], seen: Any, release: str | None) -> str:
    cursor = seal([[seen[kind] for kind in asked["type"]], release], _marks_of(asked))
    return link_from(request, cursor)
