"""What all rules of attribution share: what they return, and whose words a verb reports."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from app.extraction.quotes.cues import cue_class, is_cue, is_passive
from app.extraction.quotes.phrases import noun_phrase, subject_of
from app.extraction.quotes.scene import Scene

# Whether it stands for several.
_PRONOUNS = {"he": False, "she": False, "they": True}


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
    if speaker is None:
        return None
    return Attribution(rule, _by_name(scene, cue, speaker) or speaker, cue)


def _by_name(scene: Scene, cue: Token, speaker: Span) -> Span | None:
    """Return X for "he" in X said that he …, which names the speaker where "he" does not."""
    plural = _PRONOUNS.get(speaker.text.lower())
    if plural is None:
        return None
    for above in cue.ancestors:
        if above.i < speaker.start and scene.outside(above.i) and is_cue(above, "speech"):
            outer = subject_of(above, scene.outside)
            if outer is None or outer.text.lower() in _PRONOUNS or outer.end > speaker.start:
                return None
            return outer if (outer.root.tag_ in {"NNS", "NNPS"}) == plural else None
    return None


def _agent(verb: Token, scene: Scene) -> Span | None:
    nouns = (n for c in verb.children if c.dep_ == "agent" for n in c.children)
    noun = next((n for n in nouns if n.dep_ == "pobj" and scene.outside(n.i)), None)
    return noun_phrase(noun, scene.outside) if noun is not None else None


def words_of(gap: Span) -> list[Token]:
    """Return the tokens of `gap` that are words."""
    return [t for t in gap if not t.is_space and not t.is_punct]
