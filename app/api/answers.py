"""The JSON that questions are answered with, for its documentation, and an example of each."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.api import examples
from app.api.envelopes import Meta
from app.api.examples import Example
from app.api.schemas import Count, EntityId, Evidence, Quote, Reference
from app.records import EntityType
from app.storage.queries.search import KINDS
from app.verification import MEANINGS, Agreement, Verdict
from app.verification.comparison import Wording


class Mark(BaseModel):
    """A stretch of a snippet that matches what was searched for."""

    start: Annotated[int, Field(ge=0, description="in code points of the snippet's text")]
    end: Annotated[int, Field(ge=0, description="in code points of the snippet's text")]


class Snippet(BaseModel):
    """The part of a text that best shows why it was found; plain text, not HTML."""

    field: Annotated[Literal["name", "title", "text"], Field(description="whose part it is")]
    text: Annotated[str | None, Field(description="null if words of articles are not shown")]
    start: Annotated[int, Field(ge=0, description="in code points of the whole field")]
    end: Annotated[int, Field(ge=0, description="in code points of the whole field")]
    marks: list[Mark]


class SearchResult(BaseModel):
    """An article, a quote or an entity that was found; its id leads to all of it."""

    id: str
    type: Literal[KINDS]  # type: ignore[valid-type]
    title: Annotated[str | None, Field(description="an entity's name; a quote's is its article's")]
    published: Annotated[dt.date | None, Field(description="of entities, when last mentioned")]
    score: Annotated[float, Field(description="bm25: comparable with those of the same type only")]
    snippet: Snippet
    speakers: Annotated[list[Reference], Field(description="of a quote")]


class SearchPage(BaseModel):
    """Where to go on, and how much there is."""

    next: str | None
    limit: Count
    total: Count
    totals: Annotated[dict[str, int], Field(description="results of each type")]


class SearchAnswer(BaseModel):
    """Results of all types, which take turns: the best of each, then the second best."""

    data: list[SearchResult]
    page: SearchPage
    meta: Meta


class Suggestion(BaseModel):
    """An entity that somebody may be about to name."""

    id: EntityId
    type: EntityType
    name: str
    matched: Annotated[str, Field(description="the name that begins as was written")]
    mention_count: Count


class SuggestAnswer(BaseModel):
    """Suggestions, the most mentioned first."""

    data: list[Suggestion]
    meta: Meta


class NameCandidate(Suggestion):
    """An entity that a name may mean."""

    score: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            description="how well the name fits, by `reason` alone; no probability. Candidates of "
            "one score fit equally well, and the most mentioned is first.",
        ),
    ]
    reason: Annotated[
        str,
        Field(
            description="`id`; `name`, the usual one; `code` of a country; `acronym`; "
            "`abbreviation`; `alias`; `former` name; `demonym`; `surname`; `series` of an "
            "exercise; `spelling`, a letter or two from one of its names"
        ),
    ]


class ResolveAnswer(BaseModel):
    """Candidates, those that the name fits best first."""

    data: list[NameCandidate]
    meta: Meta


class Change(BaseModel):
    """A step from the words that are quoted to those that are claimed."""

    op: Literal["same", "replaced", "left_out", "added"]
    quoted: str | None
    claimed: str | None


class VerifiedCandidate(BaseModel):
    """An utterance that the claim may be taken from."""

    wording: Wording
    speaker: Annotated[
        Agreement | None,
        Field(
            description="whether the claimed speaker's; `open`: the article leaves that open; "
            "`unknown`: nobody of that name is known"
        ),
    ]
    similarity: Annotated[float, Field(ge=0, le=1, description="of the words, in order")]
    diff: Annotated[list[Change], Field(description="empty if the words are the same")]
    evidence: Annotated[list[Evidence], Field(description="the quoted words that are meant")]
    quotes: Annotated[list[Quote], Field(description="the pieces of the utterance, whole")]


class Verification(BaseModel):
    """What the knowledge base has to say on a claimed quotation."""

    verdict: Annotated[
        Verdict, Field(description=" ".join(f"`{one}`: {MEANINGS[one]}" for one in Verdict))
    ]
    meaning: Annotated[str, Field(description="the verdict in words")]
    text: Annotated[str, Field(description="the claim, as it was read")]
    speakers: Annotated[
        list[EntityId] | None,
        Field(description="whom `speaker` means; empty: nobody who is known; null: not asked"),
    ]
    candidates: Annotated[list[VerifiedCandidate], Field(description="the best first")]


class VerifyAnswer(BaseModel):
    """A verdict with the utterances that it rests on."""

    data: Verification
    meta: Meta


_ORMA = {"entity": "people/tessa-orma", "name": "Tessa Orma"}
_READY: Example = examples.QUOTE

SEARCH: Example = {
    "data": [
        {
            "id": _READY["id"],
            "type": "quote",
            "title": examples.ARTICLE["title"],
            "published": "2031-05-04",
            "score": 4.212,
            "snippet": {
                "field": "text",
                "text": "We are ready",
                "start": 0,
                "end": 12,
                "marks": [{"start": 7, "end": 12}],
            },
            "speakers": [_ORMA],
        }
    ],
    "page": {"next": None, "limit": 25, "total": 1, "totals": {"quote": 1}},
}
SUGGESTION: Example = {
    "id": "people/tessa-orma",
    "type": "person",
    "name": "Tessa Orma",
    "matched": "Orma",
    "mention_count": 2,
}
CANDIDATE: Example = {**SUGGESTION, "score": 0.7, "reason": "surname"}
VERIFICATION: Example = {
    "verdict": "altered",
    "meaning": MEANINGS[Verdict.ALTERED],
    "text": "We are not ready",
    "speakers": ["people/tessa-orma"],
    "candidates": [
        {
            "wording": "altered",
            "speaker": "same",
            "similarity": 0.857,
            "diff": [
                {"op": "same", "quoted": "We are", "claimed": "We are"},
                {"op": "added", "quoted": None, "claimed": "not"},
                {"op": "same", "quoted": "ready", "claimed": "ready"},
            ],
            "evidence": [_READY["evidence"]],
            "quotes": [_READY],
        }
    ],
}
