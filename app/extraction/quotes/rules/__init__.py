"""The rules that attribute one quotation, by the gap before it, the one after it, or its clause.

Each returns an attribution or None. A rule's name goes with the quote, so that its precision can be
measured and stated.
"""

from collections.abc import Callable

from app.extraction.quotes.rules.after import (
    followed,
    followed_in_clause,
    followed_later,
    signed,
)
from app.extraction.quotes.rules.before import (
    in_words_of,
    introduced,
    introduced_above,
    introduced_late,
    name_and_colon,
    subject_and_colon,
    told_before,
)
from app.extraction.quotes.rules.clause import (
    according,
    governed,
    governed_by_later,
    governed_by_noun,
    judged,
    near_cue,
    parenthetical,
)
from app.extraction.quotes.rules.common import Attribution
from app.extraction.quotes.scene import Scene

RULES: tuple[Callable[[Scene, int], Attribution | None], ...] = (
    introduced,
    name_and_colon,
    followed,
    introduced_late,
    introduced_above,
    parenthetical,
    in_words_of,
    governed,
    according,
    followed_in_clause,
    followed_later,
    governed_by_later,
    governed_by_noun,
    judged,
    near_cue,
    subject_and_colon,
    told_before,
    signed,
)
"""In the order in which they are asked; the first that fires wins."""
