"""What all rules of attribution share: what they return, and whose words a verb reports."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from app.extraction.quotes.cues import cue_class, is_passive
from app.extraction.quotes.phrases import noun_phrase, subject_of
from app.extraction.quotes.scene import Scene


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words: the phrase as written, the reporting word if there is one, and the rule."""

    rule: str
    speaker: Span | None
    cue: Token | None
    joins: int | None = None
    """The piece whose utterance this one goes on with."""


def by_verb(scene: Scene, cue: Token, rule: str) -> Attribution | None:
    """Attribute to the subject of `cue`, or to its agent if it is a passive."""
    speaker = None
    if is_passive(cue):
        speaker = _agent(cue, scene)
        if speaker is None and cue_class(cue) == "label":
            return None
    speaker = speaker or subject_of(cue, scene.outside)
    return Attribution(rule, speaker, cue) if speaker is not None else None


def _agent(verb: Token, scene: Scene) -> Span | None:
    nouns = (n for c in verb.children if c.dep_ == "agent" for n in c.children)
    noun = next((n for n in nouns if n.dep_ == "pobj" and scene.outside(n.i)), None)
    return noun_phrase(noun, scene.outside) if noun is not None else None


def words_of(gap: Span) -> list[Token]:
    """Return the tokens of `gap` that are words."""
    return [t for t in gap if not t.is_space and not t.is_punct]
