"""Tells direct speech from fragments in the reporter's clause, and both from labels."""

from spacy.tokens import Span, Token

from app.extraction.quotes.cues import cue_class
from app.extraction.quotes.rules.common import Attribution
from app.extraction.quotes.scene import Scene
from app.records import QuoteKind

_MAX_SCARE_WORDS = 8
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_NAMING = frozenset(
    {"call", "dub", "name", "nickname", "title", "entitle", "term", "brand", "label", "codename"}
)
# Verbs that give a thing its name, whoever does so.
_CHRISTENING = frozenset({"dub", "name", "nickname", "title", "entitle", "codename"})
# What stands before the title of a work.
_TITLED = frozenset(
    {"album", "book", "comedy", "documentary", "drama", "essay", "film", "game", "memoir", "movie"}
    | {"musical", "novel", "opera", "painting", "play", "podcast", "poem", "program", "programme"}
    | {"series", "show", "single", "song", "on", "of", "titled", "entitled"}
)
_SO_CALLED = frozenset({"so", "so-called", "self-styled"})
_WORDS_FOR_WORDS = frozenset({"word", "term", "phrase", "slogan", "expression", "hashtag"})
# What "Holm called Lee" parses as before a mark; in "the Pier's", the name belongs to the words.
_OBJECTS = frozenset({"dobj", "nsubj", "dative"})
_SMALL = frozenset({"of", "the", "a", "an", "and", "in", "on", "for", "to", "at", "with"})
# Rules that leave no doubt that somebody said the words, however much they look like a name.
_SURE_RULES = frozenset(
    {"followed", "followed-inverted", "split", "introduced-by-colon", "introduced-above"}
    | {"in-words-of", "signed"}
)
# A verb of saying or naming whose subject is told: the words are that speaker's, label or not.
_SAID = ("governed-by-speech", "governed-by-label", "introduced-by-")
# Rules that say only that the quotation stands near attributed words.
_WEAK_RULES = frozenset({"same-paragraph"})
_CLOSING = frozenset(".,!?…;:—–-")


def kind_of(scene: Scene, k: int, attribution: Attribution | None) -> QuoteKind:
    """Return what kind of quotation piece `k` is, given who it is attributed to."""
    piece = scene.pieces[k]
    words = scene.doc[piece.start : piece.end]
    clause = is_clause(words)
    if (not clause or _is_work(scene, k, words)) and _is_scare(scene, k, words, attribution):
        return QuoteKind.SCARE
    if clause and _starts_clause(scene, k, attribution) and not _runs_on(scene, k):
        return QuoteKind.DIRECT
    whole = attribution is not None and (
        attribution.joins is not None or attribution.rule in {"name-and-colon", "signed"}
    )
    if whole and _ends_closed(words) and words[0].text[:1].isupper():
        return QuoteKind.DIRECT
    return QuoteKind.MIXED


def is_clause(words: Span) -> bool:
    """Tell whether the words have a finite main verb with its subject, or are several sentences."""
    for token in words:
        if token.tag_ in _FINITE or (token.tag_ == "VB" and token.i == words.start):
            head = token.head if token.dep_ in {"aux", "auxpass"} else token
            main = head.i < words.start or head.i >= words.end or _is_main(head, words)
            subject = any(c.dep_ in _SUBJECTS and c.i in range(words.start, words.end)
                          for c in head.children)  # fmt: skip
            if main and (subject or token.tag_ == "VB"):
                return True
    return _is_exclamation(words)


def _is_main(verb: Token, words: Span) -> bool:
    """Whether `verb` heads the words, not just a relative or adverbial clause of theirs."""
    token = verb
    while token.head.i in range(words.start, words.end) and token.head != token:
        if token.dep_ in {"relcl", "acl", "advcl", "pcomp"}:
            return False
        if token.dep_ == "ccomp" and token.head.pos_ not in {"VERB", "AUX"}:
            return False
        token = token.head
    return token.dep_ not in {"relcl", "acl"} or token.head.i >= words.end


def _is_exclamation(words: Span) -> bool:
    last = words[-1].text
    return last in {"!", "?"} and words[0].text[:1].isupper()


def _starts_clause(scene: Scene, k: int, attribution: Attribution | None) -> bool:
    """Whether a clause starts where the quotation does, so that none of it is the reporter's."""
    gap = [t for t in scene.before(k) if not t.is_space]
    if not gap or gap[-1].text in {",", ":", ";", "—", "–", "-", "(", "."}:
        return True
    last = gap[-1]
    return (
        last.lower_ in {"that", "because", "and", "but", "as", "if", "when", "whether"}
        or cue_class(last) is not None
        or (
            scene.doc[scene.pieces[k].start].text[:1].isupper()
            and attribution is not None
            and attribution.cue is not None
            and attribution.cue.i == last.i
        )
    )


def _runs_on(scene: Scene, k: int) -> bool:
    """Whether the reporter's clause goes on after the mark: "… than it was" in 1983, Obama said."""
    piece = scene.pieces[k]
    if scene.doc[piece.end - 1].text[-1:] in _CLOSING:
        after = [t for t in scene.after(k)[:3] if not t.is_space]
        return bool(after) and after[0].lower_ == "but"
    following = scene.doc[piece.outer_end : piece.outer_end + 1]
    return bool(following.text.strip()) and following.text[0].islower() and (
        cue_class(following[0]) is None
    )  # fmt: skip


def _ends_closed(words: Span) -> bool:
    return words[-1].text[-1:] in {".", "!", "?", "…", ","}


def _is_scare(scene: Scene, k: int, words: Span, attribution: Attribution | None) -> bool:
    count = sum(1 for t in words if not t.is_punct)
    if count > _MAX_SCARE_WORDS:
        return False
    if attribution is None or attribution.rule in _WEAK_RULES:
        return True
    if attribution.rule in _SURE_RULES:
        return _is_work(scene, k, words)
    return _is_label(scene, k, words, is_said=attribution.rule.startswith(_SAID))


def _is_work(scene: Scene, k: int, words: Span) -> bool:
    """Whether the words are the title of a show, a book or a song: on the Pier's "Morning Tide"."""
    if not _is_title(words):
        return False
    before, after = scene.before(k), scene.doc[scene.pieces[k].outer_end :][:1]
    owned = len(before) > 0 and (before[-1].tag_ == "POS" or before[-1].lower_ in _TITLED)
    closed = words[-1].is_punct
    return owned or (
        not closed and len(words) > 1 and after.text.islower() and after[0].pos_ == "NOUN"
    )


def _is_label(scene: Scene, k: int, words: Span, *, is_said: bool) -> bool:
    """Whether the words are a name or a title, or are spoken of as words.

    What a verb of saying governs may look like a title and be somebody's words all the same.
    """
    gap = [t for t in scene.before(k) if not t.is_space]
    last = gap[-1] if gap else None
    if last is not None and last.text == "," and len(gap) > 1:
        last = gap[-2]
    if last is not None:
        lemma = last.lemma_.lower()
        if lemma in _WORDS_FOR_WORDS or _is_so_called(last):
            return True
        if last.lower_ == "as" and _is_title(words) and not is_said:
            return True
        christened = lemma in _CHRISTENING and _is_title(words)
        if lemma in _NAMING and (last.tag_ == "VBN" or christened):
            return True
    called = is_said and last is not None and last.dep_ in _OBJECTS
    named = last is not None and last.tag_ in {"POS", "DT", "PRP$", "NNP"} and not called
    return _is_title(words) and (named or (len(words) > 1 and not is_said))


def _is_so_called(last: Token) -> bool:
    """Whether the words before the mark end in "so-called", which is three tokens or one."""
    parted = last.lower_ == "called" and last.i > 1 and last.nbor(-1).text == "-"
    return last.lower_ in _SO_CALLED or (parted and last.nbor(-2).lower_ == "so")


def _is_title(words: Span) -> bool:
    named = [t for t in words if t.is_alpha and t.lower_ not in _SMALL]
    return bool(named) and all(t.text[0].isupper() for t in named)
