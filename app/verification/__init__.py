"""Compare a claimed quotation with what articles quote: are these the words, and whose are they?

Words are compared without regard to capitals, accents and punctuation; how they are typed then
tells a quotation that is exact from one that is not. An ellipsis in a claim stands for words left
out, square brackets for words put in, and `[sic]` for nothing. The pieces of one utterance, which
an article parts by "she said", are compared as one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.verification.comparison import Comparison, Wording, compare
from app.verification.words import Claim


class Agreement(StrEnum):
    """Whether an utterance is the claimed speaker's, the nearest first."""

    SAME = "same"
    OPEN = "open"
    """The article leaves open whose it is."""
    OTHER = "other"


class Verdict(StrEnum):
    """What the knowledge base has to say on a claimed quotation."""

    VERBATIM = "verbatim"
    PUNCTUATION_ONLY = "punctuation_only"
    ELIDED = "elided"
    ALTERED = "altered"
    OTHER_SPEAKER = "other_speaker"
    NOT_FOUND = "not_found"


MEANINGS = {
    Verdict.VERBATIM: "An article quotes these very words.",
    Verdict.PUNCTUATION_ONLY: (
        "An article quotes these words; capitals, accents or punctuation differ."
    ),
    Verdict.ELIDED: (
        "An article quotes these words with others between them, where the claim has an ellipsis "
        "or brackets; `diff` shows which."
    ),
    Verdict.ALTERED: "An article quotes similar words; `diff` shows which differ.",
    Verdict.OTHER_SPEAKER: (
        "An article quotes these or similar words as those of another, or of somebody it leaves "
        "unnamed; see `speaker` and the speakers of each candidate."
    ),
    Verdict.NOT_FOUND: (
        "No article of this knowledge base quotes these words. That does not mean that they were "
        "never said."
    ),
}


@dataclass(frozen=True)
class Utterance:
    """What somebody said at one go as an article quotes it, in one piece or several."""

    id: str
    pieces: tuple[str, ...]
    agreement: Agreement = Agreement.SAME
    """If nobody is claimed to have said it, whoever did will do."""
    is_reported: bool = False
    """Whether the words are the article's, as in indirect speech, not between marks."""


@dataclass(frozen=True)
class Finding:
    """An utterance, and how a claim compares with it."""

    utterance: Utterance
    comparison: Comparison


def judge(claim: Claim, utterances: Iterable[Utterance]) -> tuple[Verdict, list[Finding]]:
    """Return what `utterances` say on a claim, and how it compares with each, the best first.

    The same words count before similar ones, then the claimed speaker's before another's, and
    words between marks before those of indirect speech.
    """
    findings = sorted(
        (Finding(one, compare(claim, one.pieces)) for one in utterances), key=_rank_of
    )
    if not findings or findings[0].comparison.wording is Wording.DIFFERENT:
        return Verdict.NOT_FOUND, findings
    best = findings[0]
    if best.utterance.agreement is not Agreement.SAME:
        return Verdict.OTHER_SPEAKER, findings
    return Verdict(best.comparison.wording), findings


def _rank_of(finding: Finding) -> tuple[object, ...]:
    wordings, agreements = list(Wording), list(Agreement)
    wording, utterance = finding.comparison.wording, finding.utterance
    return (
        max(0, wordings.index(wording) - wordings.index(Wording.ELIDED)),
        agreements.index(utterance.agreement),
        wordings.index(wording),
        utterance.is_reported,
        -finding.comparison.similarity,
        utterance.id,
    )
