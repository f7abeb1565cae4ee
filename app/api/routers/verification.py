"""Verification: did somebody say that, as far as the articles know?"""

from fastapi import APIRouter, Request, Response

from app.api import answers
from app.api.caching import open_snapshot, text_policy
from app.api.documentation import question_responses
from app.api.lists import answer
from app.api.parameter_docs import question_parameters
from app.api.parameters import Parameter, limit_to, read_parameters
from app.api.verifying import verify
from app.names import slugify
from app.storage.queries.quotes import QUOTES
from app.storage.queries.values import BadValue, Value
from app.storage.queries.verification import find_speakers
from app.verification.words import Claim, read_claim

MAX_CLAIM = 2_000  # characters
MAX_SPEAKER = 200

_SPEAKER = QUOTES.filters["speaker"].takes


def _parse_claim(text: str) -> Claim:
    if len(text) > MAX_CLAIM:
        raise BadValue(f"has more than {MAX_CLAIM} characters")
    claim = read_claim(text)
    if not claim.words:
        raise BadValue("has no words")
    return claim


def _parse_speaker(text: str) -> tuple[str, ...]:
    """Return the ids that an id, or a name made one, may stand for."""
    if len(text) > MAX_SPEAKER:
        raise BadValue(f"has more than {MAX_SPEAKER} characters")
    text = text if "/" in text else slugify(text)
    if not text:
        raise BadValue("has no letters or digits")
    return tuple(_SPEAKER.parse(text))


_WORDS = {"type": "string", "minLength": 1}
PARAMETERS = {
    "text": Parameter(
        Value(_parse_claim, {**_WORDS, "maxLength": MAX_CLAIM}),
        "the claimed quotation, with its marks or without. An ellipsis (`…`, `...`, `[...]`) "
        "stands for words left out, square brackets for words put in; `[sic]` is passed over.",
        "We are ready … any storm",
        is_required=True,
        has_lines=True,
    ),
    "speaker": Parameter(
        Value(_parse_speaker, {**_WORDS, "maxLength": MAX_SPEAKER}),
        "who is claimed to have said it: an id, or a name",
        "people/tessa-orma",
    ),
    "limit": Parameter(limit_to(20), "how many candidates there are at most", "3", default=5),
}

router = APIRouter(tags=["questions"])


@router.get(
    "/quotes/verify",
    operation_id="verify_quotation",
    summary="Whether articles quote given words, and as whose",
    response_model=answers.VerifyAnswer,
    responses=question_responses({"data": answers.VERIFICATION}),
    openapi_extra=question_parameters(PARAMETERS),
)
def verify_quotation(request: Request) -> Response:
    """`not_found` means not in this knowledge base, never that somebody did not say it.

    Pieces of one utterance, which an article parts by "she said", are compared as one.
    """
    asked = read_parameters(request, PARAMETERS)
    with open_snapshot(request) as snapshot:
        connection, ids = snapshot.connection, asked["speaker"]
        speakers = None if ids is None else find_speakers(connection, ids)
        found = verify(connection, asked["text"], speakers, asked["limit"], text_policy(request))
        return answer(request, snapshot, {"data": found})
