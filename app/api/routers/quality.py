"""Quality: how often facts are right, as measured of what found them."""

from fastapi import APIRouter, Request, Response

from app.api import problem_types as types
from app.api.caching import open_snapshot
from app.api.documentation import META, UNCHANGED, plain_responses
from app.api.envelopes import one_of
from app.api.lists import answer
from app.api.parameters import refuse_parameters
from app.api.quality import EXAMPLE, Quality
from app.storage.queries.quality import read_quality

router = APIRouter(tags=["quality"])


@router.get(
    "/quality",
    operation_id="get_quality",
    summary="How good the facts are: what was measured of the pipeline that found them",
    response_model=one_of(Quality),
    responses=plain_responses(
        {"data": EXAMPLE, "meta": META},
        types.KB_UNAVAILABLE,
        types.QUERY_TIMEOUT,
        types.OVERLOADED,
        types.UNKNOWN_PARAMETER,
    )
    | UNCHANGED,
)
def get_quality(request: Request) -> Response:
    """Tell precision and recall by set and measure, and the precision of each rule."""
    refuse_parameters(request)
    with open_snapshot(request) as snapshot:
        return answer(request, snapshot, {"data": read_quality(snapshot.connection)})
