"""Compare a claimed quotation with what articles quote: are these the words, and whose are they?

Words are compared without regard to capitals, accents and punctuation; how they are typed then
tells a quotation that is exact from one that is not. An ellipsis in a claim stands for words left
out, square brackets for words put in, and `[sic]` for nothing. The pieces of one utterance, which
an article parts by "she said", are compared as one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.verification.comparison import LEAST_SHARED, Comparison, Wording, compare
from app.verification.words import Claim, shared_words

# Code points of utterances; speeches that are quoted whole are long, and a second is to be enough.
MOST_COMPARED = 200_000
LEAST_PLAIN = 0.3  # of a claim's words; a quick guess that lets through whatever may be similar


class Agreement(StrEnum):
    """Whether an utterance is the claimed speaker's, the nearest first."""

    SAME = "same"
    OPEN = "open"
    """The article leaves open whose it is."""
    UNKNOWN = "unknown"
    """Nobody of the claimed speaker's name is known, so that this cannot be told."""
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
    words between marks before those of indirect speech. Utterances that have little in common with
    the claim are left out; those that only come near are there where none is better.
    """
    shared = {one: shared_words(claim, " ".join(one.pieces)) for one in utterances}
    findings: list[Finding] = []
    is_found, compared = False, 0
    for one in sorted(shared, key=lambda one: -shared[one]):
        # Comparing takes time, and those that lack words of the claim cannot be better.
        if shared[one] < (1 if is_found else LEAST_PLAIN) or compared > MOST_COMPARED:
            break
        compared += sum(map(len, one.pieces))
        finding = Finding(one, compare(claim, one.pieces))
        if finding.comparison.similarity >= LEAST_SHARED:
            findings.append(finding)
        is_found |= _is_found(finding)
    findings.sort(key=_rank_of)
    if not findings or findings[0].comparison.wording is Wording.DIFFERENT:
        return Verdict.NOT_FOUND, findings
    findings = [one for one in findings if one.comparison.wording is not Wording.DIFFERENT]
    best = findings[0]
    if best.utterance.agreement is not Agreement.SAME:
        return Verdict.OTHER_SPEAKER, findings
    return Verdict(best.comparison.wording), findings


def explain(verdict: Verdict, findings: Sequence[Finding]) -> str:
    """Return what a verdict means, in words for whoever asked."""
    meaning = MEANINGS[verdict]
    if verdict is not Verdict.NOT_FOUND and findings[0].utterance.is_reported:
        meaning += " It has them as indirect speech, in its own words for what was said."
    return meaning


def _is_found(finding: Finding) -> bool:
    """Tell whether these are the very words of the claimed speaker, however typed."""
    wording = finding.comparison.wording
    is_exact = wording in (Wording.VERBATIM, Wording.PUNCTUATION_ONLY)
    return is_exact and finding.utterance.agreement is Agreement.SAME


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
