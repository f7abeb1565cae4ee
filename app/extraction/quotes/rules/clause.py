"""Rules that find who speaks by the clause that a quotation stands in: X called it "…"."""

from spacy.tokens import Token

from app.extraction.lexicon.cues import load_cues
from app.extraction.quotes.cues import according_at, cue_class, is_cue, is_passive
from app.extraction.quotes.phrases import beside, noun_phrase, phrase_after
from app.extraction.quotes.rules.common import Attribution, by_verb, words_of
from app.extraction.quotes.scene import Scene

_NOUNS = load_cues().nouns
_OF_PHRASE = frozenset({"DET", "ADJ", "ADV", "AUX"})
"""Parts of speech between "as" and the words: "as a rather", "as being"."""
_JUDGED = frozenset({"dobj", "prep"})
_OPENS_CONTENT = frozenset({"that", "to", "of", "for", "about"})


def governed(scene: Scene, k: int) -> Attribution | None:
    """Find the reporting verb in whose complement the quotation stands, by the parse."""
    heads = _heads(scene, k)
    before = [t for t in reversed(list(scene.before(k))) if is_cue(t)]
    for cue in sorted(before, key=_doubt):
        if not any(h == cue or cue.is_ancestor(h) for h in heads):
            continue
        attribution = by_verb(scene, cue, f"governed-by-{cue_class(cue)}")
        if attribution is not None:
            return attribution
    return None


def governed_by_later(scene: Scene, k: int) -> Attribution | None:
    """Find the reporting verb behind the clause in which the quotation stands, by the parse."""
    heads = _heads(scene, k)
    for cue in (t for t in scene.after(k) if is_cue(t, "speech")):
        if any(h != cue and cue.is_ancestor(h) for h in heads) and cue.tag_ != "VBG":
            return by_verb(scene, cue, "governed-by-later")
    return None


def governed_by_noun(scene: Scene, k: int) -> Attribution | None:
    """Find X in X's claim that … "…", where the parse puts the words into the claim."""
    heads = _heads(scene, k)
    for noun in reversed(list(scene.before(k))):
        content = scene.doc[noun.i + 1 : noun.i + 2].text in _OPENS_CONTENT
        if noun.lemma_.lower() not in _NOUNS or noun.pos_ != "NOUN" or not content:
            continue
        owner = next((c for c in noun.children if c.dep_ == "poss" and scene.outside(c.i)), None)
        governs = any(h == noun or noun.is_ancestor(h) for h in heads)
        if governs and owner is not None and owner.tag_ != "WP$":
            return Attribution("governed-by-noun", noun_phrase(owner, scene.outside), noun)
    return None


def _doubt(cue: Token) -> tuple[bool, bool]:
    """Rank reporting words: what is thought, was said by others or is to be said come last."""
    infinitive = cue.tag_ == "VB" and any(c.lower_ == "to" for c in cue.children)
    return cue_class(cue) == "thought", infinitive or is_passive(cue)


def _heads(scene: Scene, k: int) -> list[Token]:
    """Return the tokens outside piece `k` on which it hangs, or its own root."""
    piece = scene.pieces[k]
    inside = range(piece.start, piece.end)
    out = [t.head for t in scene.doc[piece.start : piece.end] if t.head.i not in inside]
    return out or [t for t in scene.doc[piece.start : piece.end] if t.head == t]


def judged(scene: Scene, k: int) -> Attribution | None:
    """Find X in X hailed Y as a "…", with whatever verb: who judges so, says so."""
    words = words_of(scene.before(k))
    while words and words[-1].pos_ in _OF_PHRASE:
        words.pop()
    if not words or words[-1].lower_ != "as" or words[-1].dep_ != "prep":
        return None
    verb = words[-1].head
    has_object = any(c.dep_ in _JUDGED and verb.i < c.i < words[-1].i for c in verb.children)
    if verb.pos_ != "VERB" or not has_object or is_passive(verb) or not scene.outside(verb.i):
        return None
    return by_verb(scene, verb, "judged-as")


def parenthetical(scene: Scene, k: int) -> Attribution | None:
    """Find X in …, X said, "…", which says more surely whose words they are than the parse."""
    gap = scene.before(k)
    for cue in reversed([t for t in gap if is_cue(t, "speech") and t.tag_ in {"VBD", "VBZ"}]):
        speaker = beside(cue, scene.outside)
        closed = scene.doc[cue.i + 1 : cue.i + 2].text == ","
        if speaker is None or not closed or not gap.start < speaker.start < cue.i:
            return None
        opened = scene.doc[speaker.start - 1].text == ","
        return Attribution("parenthetical", speaker, cue) if opened else None
    return None


def near_cue(scene: Scene, k: int) -> Attribution | None:
    """Take the one speech verb before, in the same sentence, where the parse was lost."""
    words = words_of(scene.before(k))
    cues = [t for t in words if is_cue(t, "speech", "label", "manner") and t.tag_ != "VB"]
    if len(cues) != 1 or cues[0].dep_ in {"relcl", "acl", "amod"} or is_passive(cues[0]):
        return None
    return by_verb(scene, cues[0], f"near-{cue_class(cues[0])}")


def according(scene: Scene, k: int) -> Attribution | None:
    """Find "according to X" in the gap after, or in the one before."""
    for gap in (scene.after(k), scene.before(k)):
        for token in gap:
            phrase = according_at(token)
            if phrase is None:
                continue
            speaker = phrase_after(scene.doc, phrase.end, scene.outside)
            if speaker is not None:
                return Attribution("according-to", speaker, phrase[0])
    return None
