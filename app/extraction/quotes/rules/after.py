"""Rules that find who speaks in the gap after a quotation: "…," said X."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from app.extraction.quotes.cues import according_at, is_cue
from app.extraction.quotes.phrases import beside, noun_phrase, phrase_after, subject_of
from app.extraction.quotes.rules.common import Attribution, words_of
from app.extraction.quotes.scene import STOPS, Scene

_SKIP = frozenset(",-–—;…")
_TALK = ("speech", "manner", "thought", "evidence", "stance")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_READS = frozenset({"read", "reads"})
_MAX_LOOK = 40
_MAX_TIME = 6
_MAX_SIGNATURE = 16
_SIGNS = frozenset({"-", "–", "—", "--", "―"})
_CONTENT = frozenset({"VERB", "AUX", "SCONJ", "CCONJ", "PRON"})


def followed(scene: Scene, k: int) -> Attribution | None:
    """Find who follows a quotation that opens its sentence, or that a comma parts from it."""
    said_before = any(is_cue(t, "speech") and t.tag_ in _FINITE for t in scene.before(k))
    opens = _opens_sentence(scene, k) and not said_before
    return _followed_anyhow(scene, k) if opens else None


def followed_in_clause(scene: Scene, k: int) -> Attribution | None:
    """Find who follows a quotation that stands in the reporter's own clause, parse unheard."""
    gap = scene.after(k)
    parted = len(gap) > 0 and gap[0].is_punct
    return _followed_anyhow(scene, k) if parted and not _opens_sentence(scene, k) else None


def _followed_anyhow(scene: Scene, k: int) -> Attribution | None:
    """Find "…," X said, or "…," said X, or "…," X, who is Y, told Z."""
    words = [t for t in scene.after(k)[:_MAX_LOOK] if not t.is_space]
    while words and (words[0].text in _SKIP or words[0].pos_ == "ADV"):
        words.pop(0)
    if not words or according_at(words[0]) is not None or words[0].tag_ in {"WP", "WDT", "CC"}:
        return None
    first = words[0]
    if first.lower_ in _READS and (speaker := _inverted_subject(first, scene)) is not None:
        return Attribution("followed-inverted", speaker, first)
    if is_cue(first, *_TALK) and first.tag_ in {"VBD", "VBZ", "VBP", "VBN"}:
        speaker = _inverted_subject(first, scene)
        return Attribution("followed-inverted", speaker, first) if speaker is not None else None
    if _ends_sentence(scene, k):
        return _tagged(scene, words)
    return next(_subject_first(scene, first, words[1:]), None) or _apposed(scene, first, words)


def _opens_sentence(scene: Scene, k: int) -> bool:
    """Whether nothing of its sentence stands before the quotation, or a comma closes it."""
    last = scene.doc[scene.pieces[k].end - 1].text
    return not words_of(scene.before(k)) or last in {",", "?", "!"}


def _ends_sentence(scene: Scene, k: int) -> bool:
    """Whether the quotation closes with a full stop, so that what follows is a new sentence."""
    last = scene.doc[scene.pieces[k].end - 1].text
    return last.endswith(".") and not last.startswith("..")


def _tagged(scene: Scene, words: list[Token]) -> Attribution | None:
    """Find X in "… ." X said., where a full stop stands for the comma: nothing else may follow."""
    cue = next((t for t in words if is_cue(t, "speech") and t.tag_ in {"VBD", "VBZ"}), None)
    closed = scene.doc[words[-1].i + 1 : words[-1].i + 2].text in STOPS
    if cue is None or not closed or any(t.pos_ in _CONTENT for t in words if t.i > cue.i):
        return None
    speaker = subject_of(cue, scene.outside)
    told = speaker is not None and speaker.start == words[0].i
    return Attribution("followed", speaker, cue) if told else None


def _inverted_subject(verb: Token, scene: Scene) -> Span | None:
    for child in verb.children:
        if child.dep_ == "nsubj" and child.i > verb.i and scene.outside(child.i):
            return noun_phrase(child, scene.outside)
    return phrase_after(verb.doc, verb.i + 1, scene.outside)


def _subject_first(scene: Scene, first: Token, words: list[Token]) -> Iterator[Attribution]:
    for token in words:
        if not (token.lower_ in _READS or is_cue(token, *_TALK)) or token.tag_ == "VBG":
            continue
        modal = any(c.tag_ == "MD" for c in token.children)
        if token.tag_ == "VB" and not modal and token.lower_ not in _READS:
            continue
        for speaker in (subject_of(token, scene.outside), beside(token, scene.outside)):
            if speaker is not None and (_starts_at(speaker, first) or _after_time(speaker, first)):
                yield Attribution("followed", _quoted_person(token) or speaker, token)


def _starts_at(phrase: Span, first: Token) -> bool:
    return phrase.start <= first.i + 2 and phrase.end > first.i


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


def followed_later(scene: Scene, k: int) -> Attribution | None:
    """Find "…" and more of the sentence, X said, or said X."""
    gap = [t for t in scene.after(k) if not t.is_space]
    if _ends_sentence(scene, k):
        return None
    for token in reversed(gap):
        if not is_cue(token, "speech") or token.tag_ not in {"VBD", "VBZ", "VBP"}:
            continue
        inverted = scene.doc[token.i - 1].text == "," and token.i > gap[0].i
        speaker = phrase_after(scene.doc, token.i + 1, scene.outside) if inverted else None
        speaker = speaker or beside(token, scene.outside)
        if speaker is None or not gap[0].i + 1 < speaker.start:
            return None
        closed = inverted or (speaker.start < token.i and scene.doc[speaker.start - 1].text == ",")
        end = max(speaker.end, token.i)
        trailing = [t for t in gap if t.i > end and t.pos_ in {"VERB", "SCONJ"}]
        return Attribution("followed-later", speaker, token) if closed and not trailing else None
    return None


def signed(scene: Scene, k: int) -> Attribution | None:
    """Find the name behind or below a quotation that stands alone: "…" — Ann Lee."""
    if words_of(scene.before(k)):
        return None
    line = _rest_of_line(scene, k)
    if not words_of(line):
        line = _line_below(scene, k)
    signs = [t for t in line if not t.is_space][:1]
    if not signs or len(line) > _MAX_SIGNATURE or signs[0].text not in _SIGNS:
        return None
    name = words_of(line)
    if not all(t.text[0].isupper() for t in name[:2]) or any(t.pos_ == "VERB" for t in name):
        return None
    speaker = phrase_after(scene.doc, name[0].i, lambda _: True)
    return Attribution("signed", speaker, None) if speaker is not None else None


def _rest_of_line(scene: Scene, k: int) -> Span:
    piece = scene.pieces[k]
    return _opening(scene, piece.outer_end, scene.paragraph_end[piece.paragraph])


def _line_below(scene: Scene, k: int) -> Span:
    """Return the next line that has words, a blank one between at most; else an empty one."""
    here = scene.pieces[k].paragraph
    later = range(here + 1, min(here + 3, len(scene.paragraph_start)))
    lines = (_opening(scene, scene.paragraph_start[p], scene.paragraph_end[p]) for p in later)
    return next((line for line in lines if words_of(line)), scene.doc[0:0])


def _opening(scene: Scene, start: int, end: int) -> Span:
    """Return as much of a line as tells whether it is longer than a signature."""
    return scene.doc[start : max(start, min(end, start + _MAX_SIGNATURE + 1))]
