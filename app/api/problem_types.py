"""The kinds of problems that the API names; each has a page that explains it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem; `/problems/` and its slug lead to a page about it."""

    slug: str
    status: int
    title: str
    advice: str


INVALID_PARAMETER = ProblemType(
    "invalid-parameter",
    422,
    "A parameter has a value that it cannot have",
    "See `detail` for what is wrong, `allowed` for values that are not, and "
    "`did_you_mean` or `candidates` for what may be meant.",
)
UNKNOWN_PARAMETER = ProblemType(
    "unknown-parameter",
    422,
    "There is no such parameter here",
    "Names are as documented, in small letters. `allowed` lists those of this address.",
)
DUPLICATE_PARAMETER = ProblemType(
    "duplicate-parameter",
    422,
    "A parameter is given more than once",
    "Filters by id or word may be repeated, and then mean one or the other; this one may not.",
)
INVALID_CURSOR = ProblemType(
    "invalid-cursor",
    422,
    "The cursor is not one of this list",
    "A cursor goes with the filters and the order that it was given for. Follow `next` and `prev` "
    "as they are, or begin again without a cursor.",
)
NOT_FOUND = ProblemType(
    "not-found",
    404,
    "There is nothing at this address",
    "`/v1` lists the collections; each lists its items with their ids.",
)
AMBIGUOUS_ID = ProblemType(
    "ambiguous-id",
    300,
    "Several items may be meant",
    "`candidates` lists them by id; articles give no ground to take them for one.",
)
TEXT_WITHHELD = ProblemType(
    "text-withheld",
    403,
    "The texts of articles are not served here",
    "Whoever runs this service may not republish them. Offsets stay, and the SHA-256 of the text "
    "and of each piece of evidence, so that whoever has an article can check what is said of it.",
)
METHOD_NOT_ALLOWED = ProblemType(
    "method-not-allowed",
    405,
    "This API only answers GET and HEAD",
    "Nothing can be changed over HTTP.",
)
URI_TOO_LONG = ProblemType(
    "uri-too-long",
    414,
    "The address is too long",
    "Addresses have up to 8,000 characters. Ask for fewer values at a time.",
)
INTERNAL_ERROR = ProblemType(
    "internal-error",
    500,
    "newskb made a mistake",
    "It is in the log under the `request_id` of the answer; please report it.",
)
KB_UNAVAILABLE = ProblemType(
    "kb-unavailable",
    503,
    "The knowledge base cannot be read now",
    "The file is missing, damaged or of another version of newskb; the log says which. "
    "`/readyz` answers 200 when it is back.",
)
QUERY_TIMEOUT = ProblemType(
    "query-timeout",
    503,
    "The question takes too long to answer",
    "Add filters, or search for rarer words.",
)
OVERLOADED = ProblemType(
    "overloaded", 503, "Too many questions at a time", "Ask again in a few seconds."
)

TYPES = {
    one.slug: one
    for one in (
        INVALID_PARAMETER,
        UNKNOWN_PARAMETER,
        DUPLICATE_PARAMETER,
        INVALID_CURSOR,
        NOT_FOUND,
        AMBIGUOUS_ID,
        TEXT_WITHHELD,
        METHOD_NOT_ALLOWED,
        URI_TOO_LONG,
        INTERNAL_ERROR,
        KB_UNAVAILABLE,
        QUERY_TIMEOUT,
        OVERLOADED,
    )
}
"""All kinds of problems, by slug."""
