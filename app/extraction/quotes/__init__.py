"""Finds quotations, marked and reported, and says whose words they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from app.extraction.annotations import as_written, chars
from app.extraction.confidence import confidence_of
from app.extraction.lexicon.cues import load_cues
from app.extraction.quotes.attribution import attribute
from app.extraction.quotes.indirect import find_reported
from app.extraction.quotes.kinds import kind_of
from app.extraction.quotes.phrases import noun_phrase, relative_pronoun
from app.extraction.quotes.rules.common import Attribution
from app.extraction.quotes.scene import Scene, build_scene
from app.extraction.quotes.speakers import Cast
from app.extraction.quotes.transcripts import Turn, find_turns
from app.records import Quote, QuoteKind, Speaker

_NOBODY = frozenset({"it", "this", "that", "what", "him", "her", "them", "me", "us", "you"})
# Rules that say too often what is not so: whom they name is a candidate, not the speaker.
CANDIDATE_RULES = frozenset(
    {"same-paragraph", "governed-by-later", "governed-by-evidence", "governed-by-thought"}
    | {"introduced-by-thought"}
)


@Language.component(
    "quotes",
    requires=["doc._.countries", "doc._.organizations", "doc._.people", "token.dep"],
    assigns=["doc._.quotes"],
)
def set_quotes(doc: Doc) -> Doc:
    """Write the quotations of `doc` on it."""
    doc._.quotes = find_quotes(doc)
    return doc


def find_quotes(doc: Doc) -> list[Quote]:
    """Return the quotations of `doc`, in order of appearance; pieces of one share a group."""
    scene = build_scene(doc, doc._.raw or doc.text)
    turns = find_turns(scene)
    # What a turn quotes or reports is the speaker's telling, not the article's.
    told = {i for turn in turns for i in range(turn.label.start, turn.words.end)}
    others = (d for d in (*_marked(scene, turns), *_reported(scene)) if d.words.start not in told)
    drafts = sorted([*map(_to_draft, turns), *others], key=lambda d: d.words.start)
    cast = Cast(doc)
    quotes: list[Quote] = []
    groups: dict[int, int] = {}
    for draft in drafts:
        joined = draft.attribution.joins if draft.attribution is not None else None
        group = groups[joined] if joined in groups else len(quotes) + 1
        if draft.piece is not None:
            groups[draft.piece] = group
        quotes.append(_to_quote(draft, cast, group))
    return _renumber(quotes)


@dataclass(frozen=True, slots=True)
class _Draft:
    words: TokenSpan
    kind: QuoteKind
    attribution: Attribution | None
    piece: int | None = None


def _marked(scene: Scene, turns: Iterable[Turn]) -> Iterator[_Draft]:
    for k, attribution in enumerate(attribute(scene, turns)):
        piece = scene.pieces[k]
        kind = kind_of(scene, k, attribution)
        yield _Draft(scene.doc[piece.start : piece.end], kind, attribution, k)


def _to_draft(turn: Turn) -> _Draft:
    attribution = Attribution("transcript-turn", turn.label, None)
    return _Draft(turn.words, QuoteKind.DIRECT, attribution)


def _reported(scene: Scene) -> Iterator[_Draft]:
    for reported in find_reported(scene):
        yield _Draft(reported.content, QuoteKind.INDIRECT, reported.attribution)


def _to_quote(draft: _Draft, cast: Cast, group: int) -> Quote:
    attribution = draft.attribution
    start, end = chars(draft.words)
    if attribution is None or draft.kind is QuoteKind.SCARE:
        rule = "scare" if draft.kind is QuoteKind.SCARE else "unattributed"
        return Quote(start, end, draft.kind, group, None, None, None, rule, confidence_of(rule))
    if attribution.rule in CANDIDATE_RULES:
        phrase, candidate = None, _suppose(attribution.speaker, cast)
    else:
        phrase, candidate = attribution.speaker, None
    speaker = cast.resolve(phrase) if phrase is not None else None
    cue = attribution.cue
    if speaker is not None and phrase is not None and cue is not None:
        pronoun = relative_pronoun(cue, phrase)
        if pronoun is not None:
            first, last = chars(pronoun)
            speaker = replace(speaker, start=first, end=last)
    return Quote(
        start=start,
        end=end,
        kind=draft.kind,
        group=group,
        speaker=speaker,
        cue=chars(cue) if cue is not None else None,
        addressee=_addressee(cue, draft.words) if cue is not None else None,
        rule=attribution.rule,
        confidence=confidence_of(attribution.rule),
        candidate=candidate,
    )


def _suppose(phrase: TokenSpan | None, cast: Cast) -> Speaker | None:
    """Return whom `phrase` stands for, and leave `cast` as if nobody had been supposed to speak."""
    before = cast.last_speaker
    candidate = cast.resolve(phrase) if phrase is not None else None
    cast.last_speaker = before
    return candidate


def _addressee(cue: Token, said: TokenSpan) -> str | None:
    """Return whom the words `said` were said to, as written: "told NHK"."""
    cues = load_cues()
    if cue.lemma_.lower() in cues.addressee:
        for child in cue.children:
            near = child.i > cue.i and child.dep_ in {"dobj", "dative"}
            is_said = said.start <= child.i < said.end
            if near and not is_said and child.lower_ not in _NOBODY:
                return as_written(noun_phrase(child, lambda _: True))
    return None


def _renumber(quotes: list[Quote]) -> list[Quote]:
    """Number the groups from 1 in order of appearance."""
    numbers: dict[int, int] = {}
    for quote in quotes:
        numbers.setdefault(quote.group, len(numbers) + 1)
    return [replace(q, group=numbers[q.group]) for q in quotes]
