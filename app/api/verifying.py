"""Put a claimed quotation to the knowledge base, and make the answer."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.storage.queries.collection import Item
from app.storage.queries.evidence import evidence
from app.storage.queries.pages import get_items
from app.storage.queries.quotes import QUOTES
from app.storage.queries.text_policy import SNIPPET, TextPolicy, conceal
from app.storage.queries.verification import Quoted, find_utterances
from app.verification import (
    Agreement,
    Finding,
    Utterance,
    Verdict,
    explain,
    judge,
)
from app.verification.comparison import Change
from app.verification.words import Claim

UNKNOWN = " Nobody of that name is known to the knowledge base."


def verify(
    connection: Connection,
    claim: Claim,
    speakers: Sequence[str] | None,
    limit: int,
    policy: TextPolicy,
) -> Item:
    """Return the verdict on `claim`, with up to `limit` utterances that it may be taken from.

    `speakers` are ids of whom it is ascribed to, empty if nobody known, None if to nobody.
    """
    words = [word.typed for word in claim.words if any(map(str.isalnum, word.typed))]
    quoted: dict[Utterance, Quoted] = {}
    verdict, findings = judge(claim, ())
    for lot in find_utterances(connection, words, speakers or ()):
        quoted |= {_utterance(one, speakers): one for one in lot}
        verdict, findings = judge(claim, quoted)
        if verdict not in (Verdict.NOT_FOUND, Verdict.OTHER_SPEAKER):
            break
    chosen = findings[:limit]
    keys = {piece.id for one in chosen for piece in quoted[one.utterance].pieces}
    quotes = get_items(connection, QUOTES, sorted(keys))
    return {
        "verdict": verdict,
        "meaning": explain(verdict, findings) + (UNKNOWN if speakers == [] else ""),
        "text": claim.text,
        "speakers": speakers,
        "candidates": [
            _candidate(one, quoted[one.utterance], quotes, policy, is_asked=speakers is not None)
            for one in chosen
        ],
    }


def _utterance(one: Quoted, speakers: Sequence[str] | None) -> Utterance:
    first = one.pieces[0]
    return Utterance(
        id=f"{first.article_id}-{first.start:09}",
        pieces=tuple(piece.text for piece in one.pieces),
        agreement=Agreement.SAME if speakers is None else _agreement(one, speakers),
        is_reported=all(piece.kind == "indirect" for piece in one.pieces),
    )


def _agreement(one: Quoted, speakers: Sequence[str]) -> Agreement:
    if not speakers:
        return Agreement.UNKNOWN
    if not one.speakers.isdisjoint(speakers):
        return Agreement.SAME
    return Agreement.OPEN if None in one.speakers else Agreement.OTHER


def _candidate(
    finding: Finding, one: Quoted, quotes: dict[str, Item], policy: TextPolicy, *, is_asked: bool
) -> Item:
    compared = finding.comparison
    item = {
        "wording": compared.wording,
        "speaker": finding.utterance.agreement if is_asked else None,
        "similarity": compared.similarity,
        "diff": [_step(change, policy) for change in compared.diff],
        "evidence": [
            evidence(
                piece.article_id, piece.start + start, piece.start + end, piece.text[start:end]
            )
            for number, start, end in compared.spans
            for piece in [one.pieces[number]]
        ],
        "quotes": [quotes[piece.id] for piece in one.pieces],
    }
    concealed: Item = conceal(item, policy)
    return concealed


def _step(change: Change, policy: TextPolicy) -> Item:
    """Return a step of a diff with no more of an article's words than may be shown."""
    quoted = change.quoted
    if quoted and policy is not TextPolicy.FULL:
        quoted = quoted[:SNIPPET] if policy is TextPolicy.SNIPPET else None
    return {"op": change.op, "quoted": quoted, "claimed": change.claimed}
