"""Where reported words start and end: at stops, at quotations, where the reporter goes on."""

from spacy.tokens import Span, Token

from app.extraction.quotes.cues import is_cue
from app.extraction.quotes.indirect.common import FINITE, has_subject, is_that
from app.extraction.quotes.scene import STOPS, Scene

_TRIM_START = frozenset({",", ":", "-", "—", "that"})
_TRIM_END = frozenset({",", ";", ":", "—", "–", "--", "-", "and", "but", "."})
_JOINS = frozenset({"and", "but", "while", "though", "although", "whereas", "yet", ";"})
_CONCESSIONS = frozenset({"although", "though"})
_LIGHT = frozenset({"ADV", "AUX", "PART"})
_MIN_WORDS = 3
_MAX_LIGHT = 3
_MAX_SUBJECT = 12
_MAX_SENTENCE = 200
"""In tokens to either side: what has no stop for longer is no sentence."""


def is_stop(token: Token) -> bool:
    """Tell whether `token` ends a sentence or a line."""
    return token.text in STOPS or (token.is_space and "\n" in token.text)


def sentence_start(scene: Scene, i: int) -> int:
    """Return where the sentence before token `i` starts, or the last quotation in it ends."""
    first = max(0, i - _MAX_SENTENCE)
    while i > first and scene.outside(i - 1) and not is_stop(scene.doc[i - 1]):
        i -= 1
    return i


def sentence_stop(scene: Scene, i: int) -> int:
    """Return the index of the stop that ends the sentence of token `i`."""
    last = min(len(scene.doc), i + _MAX_SENTENCE)
    while i < last and not is_stop(scene.doc[i]):
        i += 1
    return i


def clause_end(scene: Scene, clause: Token) -> int:
    """Return where a clause ends: at the stop, where the parse has cut it off in mid-phrase.

    So where another clause of the same cue follows: ", but that it was old".
    """
    end = clause.right_edge.i + 1
    rest = scene.doc[end : sentence_stop(scene, end)]
    broken = any(not t.is_punct and not t.is_space for t in rest[:1])
    following = next((t for t in rest[:3] if t.text != "," and t.lower_ not in _JOINS), None)
    resumed = following is not None and is_that(following)
    return rest.end if broken or resumed else end


def follows_quotation(scene: Scene, start: int) -> bool:
    """Tell whether a quotation ends right before `start`, and the sentence does not."""
    if not start or scene.outside(start - 1) or not scene.doc[start - 1].is_quote:
        return False
    return scene.doc[max(start - 2, 0)].text[-1] not in STOPS


def runs_into_quotation(scene: Scene, end: int) -> bool:
    """Tell whether a quotation follows at once, so that the words are not all that was said."""
    doc = scene.doc
    while end < len(doc) and doc[end].text in {",", ":"} and scene.outside(end):
        end += 1
    return end < len(doc) and not scene.outside(end)


def words_between(scene: Scene, start: int, end: int, cue: Token) -> Span | None:
    """Return what the cue reports of the tokens from `start` to `end`, within one sentence.

    None where a quotation is part of it, or too few words are left.
    """
    end = min(end, sentence_stop(scene, start))
    if start >= end:
        return None
    content = tidy(scene, start, _cut(scene.doc[start:end], cue))
    return None if content is None or runs_into_quotation(scene, content.end) else content


def tidy(scene: Scene, start: int, end: int) -> Span | None:
    """Return the tokens without marks and joins at their ends; None where quoted or too few."""
    doc = scene.doc
    while start < end and (doc[start].is_space or doc[start].text in _TRIM_START):
        start += 1
    for i in range(start, end):
        if not scene.outside(i):
            return None
        if doc[i].is_space and "\n" in doc[i].text:
            end = i
            break
    while end > start and (doc[end - 1].is_space or doc[end - 1].lower_ in _TRIM_END):
        end -= 1
    content = doc[start:end]
    return content if sum(t.is_alpha for t in content) >= _MIN_WORDS else None


def _cut(content: Span, cue: Token) -> int:
    """Return where the content ends: where the reporter goes on with something else."""
    for token in content[1:]:
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        if token.text == "," and _leaves(following):
            return token.i
        joins = token.lower_ in _JOINS and not is_that(following)
        if joins and (_joins_to_cue(token, cue) or _reports_next(token, cue)):
            return token.i
    return content.end


def _leaves(token: Token) -> bool:
    """Whether the reporter's "adding that …" or "though …" starts after a comma."""
    return (token.tag_ == "VBG" and is_cue(token, "speech")) or token.lower_ in _CONCESSIONS


def _joins_to_cue(join: Token, cue: Token) -> bool:
    """Whether what follows is coordinated with the cue, not with what it governs."""
    return join.head == cue and any(c.dep_ == "conj" and c.i > join.i for c in cue.children)


def _reports_next(join: Token, cue: Token) -> bool:
    """Whether another report follows: "… and warned that", "… and others say"."""
    doc = join.doc
    verb = next((t for t in doc[join.i + 1 : join.i + 1 + _MAX_LIGHT] if t.pos_ not in _LIGHT), cue)
    if verb.i > join.i and _is_report(verb) and verb.tag_ == cue.tag_:
        return not has_subject(verb)
    for token in doc[join.i + 1 : join.i + _MAX_SUBJECT]:
        if token.text in {",", ";"} or is_stop(token):
            return False
        if _is_report(token):
            subjects = [
                c.left_edge.i for c in token.children if c.dep_ == "nsubj" and c.i < token.i
            ]
            governs = any(c.dep_ == "ccomp" and c.i > token.i for c in token.children)
            return governs and subjects == [join.i + 1]
    return False


def _is_report(token: Token) -> bool:
    return token.tag_ in FINITE and is_cue(token, "speech")
