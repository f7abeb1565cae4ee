"""The rules that attribute one quotation, from the gap before it or the gap after it.

Each returns an attribution or None. A rule's name goes with the quote, so that its precision can be
measured and stated.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from app.extraction.lexicon.cues import load_cues
from app.extraction.quotes.cues import according_at, cue_class, is_cue, is_passive
from app.extraction.quotes.phrases import beside, noun_phrase, phrase_after, subject_of
from app.extraction.quotes.scene import STOPS, Scene

_TOPICS = load_cues().prepositional
_SKIP = frozenset(",-–—;…")
_TALK = ("speech", "manner", "thought", "evidence", "stance")
_MAX_LOOK = 40
_MAX_TIME = 6
_NEAR_WORDS = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words: the phrase as written, the reporting word if there is one, and the rule."""

    rule: str
    speaker: Span | None
    cue: Token | None
    joins: int | None = None
    """The piece whose utterance this one goes on with."""


def _by_verb(scene: Scene, cue: Token, rule: str) -> Attribution | None:
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


def _introduced(scene: Scene, k: int) -> Attribution | None:
    """Find X said "…", X said that "…": the reporting word right before the quotation."""
    words = words_of(scene.before(k))
    if not words:
        return None
    last = words[-1]
    if last.lower_ in {"that", "as", "how", "like"} and len(words) > 1:
        last = words[-2]
    if is_cue(last):
        return _by_verb(scene, last, f"introduced-by-{cue_class(last)}")
    verb = _verb_of_topic(last)
    return _by_verb(scene, verb, "introduced-by-topic") if verb is not None else None


def _verb_of_topic(preposition: Token) -> Token | None:
    """Return the verb of speech that takes its topic so: "spoke of", "warned against"."""
    verb = preposition.head
    topics = _TOPICS.get(verb.lemma_.lower(), frozenset())
    return verb if verb.pos_ == "VERB" and preposition.lower_ in topics else None


def _introduced_late(scene: Scene, k: int) -> Attribution | None:
    """Find X told reporters in Y: "…", and the same with a comma."""
    gap = scene.before(k)
    words = words_of(gap)
    closing = _closing(gap, words)
    cue = _last_cue(words) if closing in {":", ","} else None
    if cue is None or (closing == "," and not _may_pause(cue, scene)):
        return None
    return _by_verb(scene, cue, "introduced-by-colon" if closing == ":" else "introduced-late")


def _introduced_above(scene: Scene, k: int) -> Attribution | None:
    """Find who speaks where the paragraph before ends in a colon: "She declared:"."""
    piece = scene.pieces[k]
    start = scene.paragraph_start[piece.paragraph]
    if words_of(scene.before(k)) or piece.outer_start > start + 1 or not piece.paragraph:
        return None
    above = range(scene.paragraph_start[piece.paragraph - 1], start)
    tokens = [scene.doc[i] for i in above if scene.outside(i) and not scene.doc[i].is_space]
    if not tokens or tokens[-1].text != ":":
        return None
    stops = [t.i for t in tokens if t.text in STOPS]
    cue = _last_cue([t for t in tokens if not stops or t.i > stops[-1]])
    return _by_verb(scene, cue, "introduced-above") if cue is not None else None


def _closing(gap: Span, words: list[Token]) -> str | None:
    """Return the mark that closes the gap before a quotation."""
    if not words:
        return None
    marks = [t.text for t in gap[words[-1].i + 1 - gap.start :] if t.is_punct]
    return marks[0] if marks else None


def _may_pause(cue: Token, scene: Scene) -> bool:
    """Whether only an addressee, a time or a place can stand between `cue` and the comma."""
    last = cue.right_edge.i
    objects = [c for c in cue.children if c.i > cue.i and scene.outside(c.i)]
    return is_cue(cue, "speech") and all(
        c.dep_ in {"dobj", "dative", "prep", "npadvmod", "advmod", "punct", "prt", "ccomp", "dep"}
        for c in objects
    ) and last >= cue.i  # fmt: skip


def _last_cue(words: list[Token]) -> Token | None:
    cues = [t for t in words if is_cue(t)]
    finite = [t for t in cues if t.tag_ != "VB" or any(c.tag_ == "MD" for c in t.children)]
    preferred = [t for t in finite if is_cue(t, "speech", "manner", "label")]
    for group in (preferred, finite, cues):
        if group:
            return group[-1]
    return None


def _followed(scene: Scene, k: int) -> Attribution | None:
    """Find who follows a quotation that opens its sentence."""
    return _followed_anyhow(scene, k) if _opens_sentence(scene, k) else None


def _followed_anyhow(scene: Scene, k: int) -> Attribution | None:
    """Find "…," X said, or "…," said X, or "…," X, who is Y, told Z."""
    words = [t for t in scene.after(k)[:_MAX_LOOK] if not t.is_space]
    while words and (words[0].text in _SKIP or words[0].pos_ == "ADV"):
        words.pop(0)
    if not words or according_at(words[0]) is not None or words[0].tag_ in {"WP", "WDT", "CC"}:
        return None
    first = words[0]
    if is_cue(first, *_TALK) and first.tag_ in {"VBD", "VBZ", "VBP", "VBN"}:
        speaker = _inverted_subject(first, scene)
        return Attribution("followed-inverted", speaker, first) if speaker is not None else None
    if _ends_sentence(scene, k):
        return None
    return next(_subject_first(scene, first, words[1:]), None) or _apposed(scene, first, words)


def _followed_in_clause(scene: Scene, k: int) -> Attribution | None:
    """Find who follows a quotation that stands in the reporter's own clause, parse unheard."""
    return None if _opens_sentence(scene, k) else _followed_anyhow(scene, k)


def _opens_sentence(scene: Scene, k: int) -> bool:
    """Whether nothing of its sentence stands before the quotation, or a comma closes it."""
    last = scene.doc[scene.pieces[k].end - 1].text
    return not words_of(scene.before(k)) or last in {",", "?", "!"}


def _followed_later(scene: Scene, k: int) -> Attribution | None:
    """Find "…" and more of the sentence, X said."""
    gap = [t for t in scene.after(k) if not t.is_space]
    for token in reversed(gap):
        if not is_cue(token, "speech") or token.tag_ not in {"VBD", "VBZ", "VBP"}:
            continue
        speaker = beside(token, scene.outside)
        if speaker is None or not gap[0].i + 1 < speaker.start < token.i:
            return None
        closed = scene.doc[speaker.start - 1].text == ","
        trailing = [t for t in gap if t.i > token.i and t.pos_ in {"VERB", "SCONJ"}]
        return Attribution("followed-later", speaker, token) if closed and not trailing else None
    return None


def _apposed(scene: Scene, first: Token, words: list[Token]) -> Attribution | None:
    """Find X in "…," X, who is Y, told Z, where the parse has lost the subject."""
    speaker = phrase_after(scene.doc, first.i, scene.outside)
    if speaker is None or scene.doc[speaker.end : speaker.end + 1].text != ",":
        return None
    for token in words:
        closes = token.i > speaker.end + 1 and scene.doc[token.i - 1].text == ","
        if closes and is_cue(token, "speech") and token.tag_ in {"VBD", "VBZ", "VBP"}:
            return Attribution("followed", speaker, token)
    return None


def _inverted_subject(verb: Token, scene: Scene) -> Span | None:
    for child in verb.children:
        if child.dep_ == "nsubj" and child.i > verb.i and scene.outside(child.i):
            return noun_phrase(child, scene.outside)
    return phrase_after(verb.doc, verb.i + 1, scene.outside)


def _subject_first(scene: Scene, first: Token, words: list[Token]) -> Iterator[Attribution]:
    for token in words:
        reads = token.lower_ in {"read", "reads"}
        if not (reads or is_cue(token, *_TALK)) or token.tag_ == "VBG":
            continue
        if token.tag_ == "VB" and not any(c.tag_ == "MD" for c in token.children):
            continue
        for speaker in (subject_of(token, scene.outside), beside(token, scene.outside)):
            if speaker is not None and (_starts_at(speaker, first) or _after_time(speaker, first)):
                yield Attribution("followed", _quoted_person(token) or speaker, token)


def _after_time(speaker: Span, first: Token) -> bool:
    """Whether only a time or place stands before the speaker: "…" in 1983, X said."""
    return (
        first.pos_ == "ADP"
        and 2 <= speaker.start - first.i <= _MAX_TIME
        and speaker.doc[speaker.start - 1].text == ","
    )


def _quoted_person(cue: Token) -> Span | None:
    """Return X in "…," the paper quoted X as saying."""
    if cue.lemma_ not in {"quote", "cite"}:
        return None
    objects = (c for c in cue.children if c.dep_ == "dobj" and c.i > cue.i)
    person = next(objects, None)
    return noun_phrase(person, lambda _: True) if person is not None else None


def _starts_at(phrase: Span, first: Token) -> bool:
    return phrase.start <= first.i + 2 and phrase.end > first.i


def _ends_sentence(scene: Scene, k: int) -> bool:
    """Whether the quotation closes with a full stop, so that what follows is a new sentence."""
    last = scene.doc[scene.pieces[k].end - 1].text
    return last.endswith(".") and not last.startswith("..")


def _governed(scene: Scene, k: int) -> Attribution | None:
    """Find the reporting verb in whose complement the quotation stands, by the parse."""
    heads = _heads(scene, k)
    before = [t for t in reversed(list(scene.before(k))) if is_cue(t)]
    for cue in sorted(before, key=_doubt):
        if not any(h == cue or cue.is_ancestor(h) for h in heads):
            continue
        attribution = _by_verb(scene, cue, f"governed-by-{cue_class(cue)}")
        if attribution is not None:
            return attribution
    for cue in (t for t in scene.after(k) if is_cue(t, "speech")):
        if any(h != cue and cue.is_ancestor(h) for h in heads) and cue.tag_ != "VBG":
            return _by_verb(scene, cue, "governed-by-later")
    return None


def _doubt(cue: Token) -> tuple[bool, bool]:
    """Rank reporting words: what is thought, was said by others or is to be said come last."""
    infinitive = cue.tag_ == "VB" and any(c.lower_ == "to" for c in cue.children)
    return cue_class(cue) == "thought", infinitive or is_passive(cue)


def _parenthetical(scene: Scene, k: int) -> Attribution | None:
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


def _in_words_of(scene: Scene, k: int) -> Attribution | None:
    """Find X in X's words "…", and in "in her own words"."""
    words = words_of(scene.before(k))
    if words and words[-1].lower_ == "words":
        owners = (t for t in reversed(words[-_NEAR_WORDS:-1]) if t.tag_ == "PRP$" or _owns(t))
        owner = next(owners, None)
        if owner is not None:
            return Attribution("in-words-of", noun_phrase(owner, scene.outside), words[-1])
    return None


def _owns(token: Token) -> bool:
    return token.pos_ == "PROPN" and any(c.tag_ == "POS" for c in token.children)


def _heads(scene: Scene, k: int) -> list[Token]:
    """Return the tokens outside piece `k` on which it hangs, or its own root."""
    piece = scene.pieces[k]
    inside = range(piece.start, piece.end)
    out = [t.head for t in scene.doc[piece.start : piece.end] if t.head.i not in inside]
    return out or [t for t in scene.doc[piece.start : piece.end] if t.head == t]


def _near_cue(scene: Scene, k: int) -> Attribution | None:
    """Take the one speech verb before, in the same sentence, where the parse was lost."""
    words = words_of(scene.before(k))
    cues = [t for t in words if is_cue(t, "speech", "label", "manner") and t.tag_ != "VB"]
    if len(cues) != 1 or cues[0].dep_ in {"relcl", "acl", "amod"} or is_passive(cues[0]):
        return None
    return _by_verb(scene, cues[0], f"near-{cue_class(cues[0])}")


def _according(scene: Scene, k: int) -> Attribution | None:
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


def _name_and_colon(scene: Scene, k: int) -> Attribution | None:
    """Find "X: …", a name and nothing else before a colon, as in lists and headlines."""
    gap = scene.before(k)
    words = words_of(gap)
    if _closing(gap, words) != ":":
        return None
    dashes = [t.i for t in gap if t.text in {"-", "–", "—", "|"}]
    words = [t for t in words if not dashes or t.i > dashes[-1]]
    if not words or any(t.pos_ in {"VERB", "AUX"} for t in words) or words[-1].pos_ != "PROPN":
        return None
    start = words[-1].i
    while start > gap.start and scene.doc[start - 1].pos_ == "PROPN":
        start -= 1
    return Attribution("name-and-colon", scene.doc[start : words[-1].i + 1], None)


RULES: tuple[Callable[[Scene, int], Attribution | None], ...] = (
    _introduced,
    _name_and_colon,
    _followed,
    _introduced_late,
    _introduced_above,
    _parenthetical,
    _in_words_of,
    _governed,
    _according,
    _followed_in_clause,
    _followed_later,
    _near_cue,
)
"""In the order in which they are asked; the first that fires wins."""
