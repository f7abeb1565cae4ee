"""What all rules of attribution share: what they return, and whose words a verb reports."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from app.extraction.quotes.cues import cue_class, is_cue, is_passive
from app.extraction.quotes.phrases import noun_phrase, subject_of
from app.extraction.quotes.scene import Scene

# What is reported of somebody's thoughts and doings is in the reporter's words.
_REPORTED = frozenset({"thought", "evidence", "stance"})
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
    """Attribute to the subject of `cue`, or to its agent if it is a passive.

    X said that Y believes it to be "…" has words of X, not of Y.
    """
    speaker = None
    if is_passive(cue):
        speaker = _agent(cue, scene)
        if speaker is None and cue_class(cue) == "label":
            return None
    speaker = speaker or subject_of(cue, scene.outside)
    if cue_class(cue) in _REPORTED or (speaker is not None and speaker.text.lower() == "it"):
        above = next((t for t in cue.ancestors if _reports(scene, t, cue)), None)
        outer = by_verb(scene, above, "governed-above") if above is not None else None
        if outer is not None:
            return outer
    if speaker is None:
        return None
    return Attribution(rule, _by_name(scene, cue, speaker) or speaker, cue)


def _reports(scene: Scene, above: Token, cue: Token) -> bool:
    """Whether `above` reports the clause of `cue`, which stands behind it."""
    if above.i > cue.i or not scene.outside(above.i) or not is_cue(above, "speech"):
        return False
    return any(
        c.dep_ == "ccomp" and c.i > above.i and (c == cue or c.is_ancestor(cue))
        for c in above.children
    )


def _by_name(scene: Scene, cue: Token, speaker: Span) -> Span | None:
    """Return X for "he" in X said that he …, which names the speaker where "he" does not.

    So too, whatever X does, in X condemned what he called "…".
    """
    word = speaker.text.lower()
    names_it = any(c.lower_ == "what" and c.i < speaker.start for c in cue.children)
    if word not in _PRONOUNS and not (names_it and word == "it"):
        return None
    for above in cue.ancestors:
        reports = above.pos_ == "VERB" if names_it else is_cue(above, "speech")
        if above.i < speaker.start and scene.outside(above.i) and reports:
            outer = subject_of(above, scene.outside)
            if outer is None and names_it:
                continue
            if outer is None or outer.end > speaker.start:
                return None
            if outer.text.lower() in _PRONOUNS:
                return _by_name(scene, above, outer) if names_it else None
            plural = outer.root.tag_ in {"NNS", "NNPS"}
            return outer if names_it or plural == _PRONOUNS[word] else None
    return None


def _agent(verb: Token, scene: Scene) -> Span | None:
    nouns = (n for c in verb.children if c.dep_ == "agent" for n in c.children)
    noun = next((n for n in nouns if n.dep_ == "pobj" and scene.outside(n.i)), None)
    return noun_phrase(noun, scene.outside) if noun is not None else None


def words_of(gap: Span) -> list[Token]:
    """Return the tokens of `gap` that are words."""
    return [t for t in gap if not t.is_space and not t.is_punct]
