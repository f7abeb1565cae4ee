"""Names: what somebody is about to write, and whom or what a name may mean."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from app.api import answers
from app.api.caching import open_snapshot
from app.api.documentation import question_responses
from app.api.lists import answer
from app.api.parameter_docs import question_parameters
from app.api.parameters import Parameter, limit_to, read_parameters
from app.records import EntityType
from app.storage.queries.resolve import SCORES, resolve_name
from app.storage.queries.suggest import suggest
from app.storage.queries.values import TEXT, Repeat, choice

ONE_TEXT = replace(TEXT, repeat=Repeat.NEVER)
TYPES = tuple(map(str, EntityType))
TYPE = Parameter(
    choice(*TYPES), "only entities of this type; given again, also of the other", "person",
    default=TYPES,
)  # fmt: skip
LIMIT = Parameter(limit_to(50), "how many there are at most", "5", default=10)

SUGGEST_PARAMETERS = {
    "q": Parameter(ONE_TEXT, "the beginnings of words of a name", "orm", is_required=True),
    "type": TYPE,
    "limit": LIMIT,
}
RESOLVE_PARAMETERS = {
    "name": Parameter(
        ONE_TEXT,
        "a name, acronym, demonym, surname, country's code or id, in whatever spelling",
        "Orma",
        is_required=True,
    ),
    "type": TYPE,
    "limit": LIMIT,
}

router = APIRouter(tags=["questions"])


@router.get(
    "/suggest",
    operation_id="suggest_names",
    summary="Entities with a name that begins as given, the most mentioned first",
    response_model=answers.SuggestAnswer,
    responses=question_responses({"data": [answers.SUGGESTION]}),
    openapi_extra=question_parameters(SUGGEST_PARAMETERS),
)
def suggest_names(request: Request) -> Response:
    """Each word given begins a word of the name, accents and capitals aside."""
    asked = read_parameters(request, SUGGEST_PARAMETERS)
    with open_snapshot(request) as snapshot:
        found = suggest(snapshot.connection, asked["q"], asked["type"], asked["limit"])
        return answer(request, snapshot, {"data": found})


@router.get(
    "/resolve",
    operation_id="resolve_name",
    summary="Entities that a name may mean, each with the reason",
    description="`score` tells how well the name fits, by the reason: "
    + ", ".join(f"{reason} {score:g}" for reason, score in SCORES.items())
    + " (less with each wrong letter). It is no probability. Names are those that articles use, "
    "and of countries those of ISO 3166, too. Misspelt names are looked for where nothing has the "
    "name as it is.",
    response_model=answers.ResolveAnswer,
    responses=question_responses({"data": [answers.CANDIDATE]}),
    openapi_extra=question_parameters(RESOLVE_PARAMETERS),
)
def get_resolution(request: Request) -> Response:
    """Return candidates, those that the name fits best first."""
    asked = read_parameters(request, RESOLVE_PARAMETERS)
    with open_snapshot(request) as snapshot:
        found = resolve_name(snapshot.connection, asked["name"], asked["type"], asked["limit"])
        return answer(request, snapshot, {"data": found})
