"""Rules that find who speaks in the gap before a quotation: X said, "…"."""

from spacy.tokens import Span, Token

from app.extraction.lexicon.cues import load_cues
from app.extraction.quotes.cues import cue_class, is_cue
from app.extraction.quotes.phrases import before_parenthesis, noun_phrase, phrase_before, subject_of
from app.extraction.quotes.rules.common import Attribution, by_verb, words_of
from app.extraction.quotes.scene import STOPS, Scene

_TOPICS = load_cues().prepositional
_UTTERANCES = load_cues().nouns | load_cues().medium
_MAKING = frozenset(
    {"deliver", "give", "issue", "make", "offer", "post", "publish", "put", "release", "send"}
    | {"share", "write"}
)
_NEAR_WORDS = 4
_DASHES = frozenset({"-", "–", "—", "|"})


def introduced(scene: Scene, k: int) -> Attribution | None:
    """Find X said "…", X said that "…": the reporting word right before the quotation."""
    words = words_of(scene.before(k))
    if not words:
        return None
    last = words[-1]
    if last.lower_ in {"that", "as", "how", "like"} and len(words) > 1:
        last = words[-2]
    if is_cue(last):
        return by_verb(scene, last, f"introduced-by-{cue_class(last)}")
    verb = _verb_of_topic(last)
    return by_verb(scene, verb, "introduced-by-topic") if verb is not None else None


def _verb_of_topic(preposition: Token) -> Token | None:
    """Return the verb of speech that takes its topic so: "spoke of", "warned against"."""
    verb = preposition.head
    topics = _TOPICS.get(verb.lemma_.lower(), frozenset())
    return verb if verb.pos_ == "VERB" and preposition.lower_ in topics else None


def introduced_late(scene: Scene, k: int) -> Attribution | None:
    """Find X told reporters in Y: "…", and the same with a comma."""
    gap = scene.before(k)
    words = words_of(gap)
    closing = _closing(gap, words)
    cue = _last_cue(words) if closing in {":", ","} else None
    if cue is None and closing == ":":
        cue = _maker_of_words(words)
    if cue is None or (closing == "," and not _may_pause(cue, scene)):
        return None
    return by_verb(scene, cue, "introduced-by-colon" if closing == ":" else "introduced-late")


def _may_pause(cue: Token, scene: Scene) -> bool:
    """Whether only an addressee, a time or a place can stand between `cue` and the comma."""
    last = cue.right_edge.i
    objects = [c for c in cue.children if c.i > cue.i and scene.outside(c.i)]
    return is_cue(cue, "speech") and all(
        c.dep_ in {"dobj", "dative", "prep", "npadvmod", "advmod", "punct", "prt", "ccomp", "dep"}
        for c in objects
    ) and last >= cue.i  # fmt: skip


def introduced_above(scene: Scene, k: int) -> Attribution | None:
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
    sentence = [t for t in tokens if not stops or t.i > stops[-1]]
    cue = _last_cue(sentence) or _maker_of_words(sentence)
    return by_verb(scene, cue, "introduced-above") if cue is not None else None


def _maker_of_words(words: list[Token]) -> Token | None:
    """Return the verb of X made the following comment, or X issued a statement."""
    for noun in reversed(words):
        if noun.dep_ == "dobj" and noun.lemma_.lower() in _UTTERANCES:
            return noun.head if noun.head.lemma_.lower() in _MAKING else None
    return None


def _last_cue(words: list[Token]) -> Token | None:
    cues = [t for t in words if is_cue(t)]
    finite = [t for t in cues if t.tag_ != "VB" or any(c.tag_ == "MD" for c in t.children)]
    preferred = [t for t in finite if is_cue(t, "speech", "manner", "label")]
    for group in (preferred, finite, cues):
        if group:
            return group[-1]
    return None


def told_before(scene: Scene, k: int) -> Attribution | None:
    """Find who speaks in the sentence before, where the quotation is a sentence of its own.

    X said that …. "…", in one paragraph and with no quotation between.
    """
    piece = scene.pieces[k]
    start = scene.paragraph_start[piece.paragraph]
    if words_of(scene.before(k)) or words_of(scene.after(k)) or not _is_sentence(scene, k):
        return None
    if k and scene.pieces[k - 1].paragraph == piece.paragraph:
        start = scene.pieces[k - 1].outer_end
    before = [t for t in scene.doc[start : piece.outer_start] if not t.is_space]
    if not before or before[-1].text not in STOPS | {":"}:
        return None
    stops = [t.i for t in before[:-1] if t.text in STOPS]
    sentence = scene.doc[stops[-1] + 1 if stops else start : before[-1].i]
    cue = _last_cue([t for t in sentence if t == t.sent.root or t.dep_ == "conj"])
    denied = cue is not None and any(c.dep_ == "neg" for c in cue.children)
    if cue is None or denied or not is_cue(cue, "speech"):
        return None
    return by_verb(scene, cue, "told-before")


def _is_sentence(scene: Scene, k: int) -> bool:
    words = scene.doc[scene.pieces[k].start : scene.pieces[k].end]
    return words[0].text[:1].isupper() and words[-1].text[-1:] in STOPS


def name_and_colon(scene: Scene, k: int) -> Attribution | None:
    """Find "X: …" and "From X: …", a name and no verb before a colon, as in lists and headlines."""
    gap = scene.before(k)
    words = words_of(gap)
    if _closing(gap, words) != ":":
        return None
    dashes = [t.i for t in gap if t.text in _DASHES]
    words = [t for t in words if not dashes or t.i > dashes[-1]]
    if not words or any(t.pos_ in {"VERB", "AUX"} for t in words):
        return None
    colon = next(t.i for t in reversed(gap) if t.text == ":")
    last = before_parenthesis(scene.doc, colon - 1)
    speaker = phrase_before(scene.doc, last + 1, scene.outside)
    if speaker is None:
        return None
    sourced = scene.doc[max(gap.start, speaker.start - 1)].lower_ == "from"
    named = scene.doc[last].pos_ == "PROPN"
    return Attribution("name-and-colon", speaker, None) if sourced or named else None


def subject_and_colon(scene: Scene, k: int) -> Attribution | None:
    """Find who does what the sentence before the colon tells: He went back to his theme: "…"."""
    gap = scene.before(k)
    words = words_of(gap)
    last = scene.doc[scene.pieces[k].end - 1].text
    if _closing(gap, words) != ":" or last[-1:] not in STOPS | {","}:
        return None
    root = next((t for t in words if t.dep_ == "ROOT" and t.pos_ == "VERB"), None)
    speaker = subject_of(root, scene.outside) if root is not None else None
    if root is None or speaker is None or not _may_speak(speaker.root):
        return None
    return Attribution("subject-and-colon", speaker, None)


def _may_speak(head: Token) -> bool:
    return head.pos_ == "PROPN" or head.lower_ in {"he", "she", "they"}


def _closing(gap: Span, words: list[Token]) -> str | None:
    """Return the mark that closes the gap before a quotation."""
    if not words:
        return None
    marks = [t.text for t in gap[words[-1].i + 1 - gap.start :] if t.is_punct]
    return marks[-1] if marks else None


def in_words_of(scene: Scene, k: int) -> Attribution | None:
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
