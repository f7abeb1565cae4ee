"""Noun phrases and subjects: whose words a verb reports, as far as syntax tells."""

from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

from app.extraction.lexicon.cues import load_cues

Outside = Callable[[int], bool]
"""Whether the token of an index stands outside every quotation."""

_MEDIUM = load_cues().medium
_TELLING = load_cues().addressee
_SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj"})
_SHARES_SUBJECT = frozenset({"conj", "xcomp", "advcl", "dep", "pcomp"})
_RELATIVE = frozenset({"who", "which", "that"})
_PARENTHESES = {")": "(", "—": "—", "–": "–"}
_OBJECTS = frozenset({"him", "them", "me", "us"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_PHRASE_WORDS = _NOMINAL | {"DET", "ADJ", "PART", "X", "SYM"}
_LINKS = frozenset({"of", "for", "at", "from", "in", "with", "on", "to"})
_BEFORE_VERB = frozenset({"ADV", "AUX", "PART"})
_MAX_PHRASE = 14
_MAX_CHAIN = 5


def subject_of(verb: Token, outside: Outside) -> Span | None:
    """Return the phrase that is the subject of `verb`, or None.

    Participles and coordinated verbs inherit their head's subject; a relative pronoun stands for
    its antecedent; where the parse has lost the subject, the nearest phrase beside the verb is it.
    """
    token = verb
    for _ in range(_MAX_CHAIN):
        head = _own_subject(token, outside)
        if head is not None and not (token != verb and _is_lifeless(head)):
            return noun_phrase(head, outside)
        if token.dep_ == "acl" and token.head.pos_ in _NOMINAL and outside(token.head.i):
            maker = _maker(token.head)
            if maker is None:
                return noun_phrase(token.head, outside)
            token = maker
            continue
        inherits = token.dep_ in _SHARES_SUBJECT or (head is not None and token.dep_ == "ccomp")
        if not inherits or token.head == token:
            break
        above = token.head.head if token.head.pos_ == "ADP" else token.head
        if above.pos_ not in {"VERB", "AUX"}:
            break
        token = above
    return beside(verb, outside)


def _maker(noun: Token) -> Token | None:
    """Return the verb whose subject says what a "statement saying" says: "She made a …"."""
    verb = noun.head
    made = noun.dep_ == "dobj" and noun.lemma_.lower() in _MEDIUM and verb.pos_ == "VERB"
    return verb if made else None


def _own_subject(verb: Token, outside: Outside) -> Token | None:
    for child in verb.children:
        if child.dep_ in _SUBJECT_DEPS and outside(child.i) and not _is_object(child, verb):
            if child.lower_ in _RELATIVE and child.tag_ in {"WP", "WDT"}:
                return verb.head if verb.head.pos_ in _NOMINAL else None
            if child.ent_type_ in {"DATE", "TIME"}:
                continue
            return child if child.pos_ in _NOMINAL or child.tag_ in {"DT", "CD"} else None
    return None


def _is_lifeless(head: Token) -> bool:
    """Whether a subject that a verb would inherit says nothing: "said it was late but added"."""
    return head.lower_ in {"it", "this", "that", "there"} or head.ent_type_ in {"DATE", "TIME"}


def relative_pronoun(verb: Token, subject: Span) -> Token | None:
    """Return the "who" that stands for `subject` before `verb`, if the clause has one."""
    for token in (verb, verb.head):
        for child in token.children:
            stands_for = child.lower_ in _RELATIVE and child.tag_ in {"WP", "WDT"}
            if stands_for and child.dep_ in _SUBJECT_DEPS and subject.end <= child.i < verb.i:
                return child
        if token.dep_ != "conj":
            return None
    return None


def _is_object(child: Token, verb: Token) -> bool:
    """Whether a "subject" behind a participle is what it speaks of: "calling the plan …"."""
    return child.i > verb.i and verb.tag_ in {"VBG", "VB", "VBN"}


def beside(verb: Token, outside: Outside) -> Span | None:
    """Return the noun phrase that ends just before `verb`, or else starts just after it."""
    doc, i = verb.doc, verb.i - 1
    while i >= 0 and outside(i) and doc[i].pos_ in _BEFORE_VERB:
        i -= 1
    while i > 0 and outside(i) and doc[i].ent_type_ in {"DATE", "TIME"}:
        i -= 1
    i = before_parenthesis(doc, i)
    if i >= 0 and outside(i) and doc[i].pos_ in _NOMINAL and not doc[i].is_sent_end:
        return phrase_before(doc, i + 1, outside)
    if verb.tag_ == "VBG" or verb.lemma_.lower() in _TELLING:
        return None
    after = phrase_after(doc, verb.i + 1, outside)
    if after is None or after[0].lower_ in _OBJECTS:
        return None
    return after if after[0].ent_type_ not in {"DATE", "TIME"} else None


def before_parenthesis(doc: Doc, i: int) -> int:
    """Return the token before "(D-Mo.)" or "— aged 40 —" if one ends at `i`, else `i`."""
    opening = _PARENTHESES.get(doc[i].text)
    before = range(i - 1, max(0, i - _MAX_PHRASE), -1)
    return next((k for k in before if doc[k].text == opening), i + 1) - 1


def phrase_before(doc: Doc, end: int, outside: Outside) -> Span | None:
    """Return the noun phrase that ends at token `end`, in token order and without the parse."""
    start = end
    while start > 0 and outside(start - 1) and _in_phrase(doc[start - 1]) and end - start < 8:
        start -= 1
        if doc[start].tag_ in {"PRP", "DT", "PRP$"} and start + 1 < end:
            break
    return doc[start:end] if start < end else None


def phrase_after(doc: Doc, start: int, outside: Outside) -> Span | None:
    """Return the noun phrase that starts at token `start`, in token order."""
    end = start
    while end < len(doc) and outside(end) and end - start < _MAX_PHRASE:
        token = doc[end]
        linked = end > start and token.lower_ in _LINKS
        relative = end > start and token.tag_ in {"WP", "WDT"}
        if relative or not (linked or _in_phrase(token)):
            break
        end += 1
        if token.pos_ == "PRON" and token.tag_ != "PRP$":
            break
    while end > start and doc[end - 1].lower_ in _LINKS | {"'s"}:
        end -= 1
    span = doc[start:end]
    return span if any(t.pos_ in _NOMINAL for t in span) else None


def _in_phrase(token: Token) -> bool:
    if token.is_space or token.is_punct:
        return token.text in {"-", "&"}
    return token.pos_ in _PHRASE_WORDS or token.ent_iob_ == "I" or token.tag_ in {"VBN", "POS"}


def noun_phrase(head: Token, outside: Outside) -> Span:
    """Return the phrase around `head`: what stands before it, and "of …", "for …" after it.

    Appositions and relative clauses behind a comma stay out.
    """
    doc = head.doc
    start = head.i
    for i in range(head.i - 1, max(head.left_edge.i, head.i - _MAX_PHRASE) - 1, -1):
        token = doc[i]
        if not outside(i) or token.is_space or token.text in {",", ";", ":", "—", "(", ")", "|"}:
            break
        start = i
    while start < head.i and doc[start].pos_ in {"CCONJ", "SCONJ", "ADP", "PUNCT", "ADV"}:
        start += 1
    end = head.i + 1
    limit = min(head.right_edge.i + 1, head.i + _MAX_PHRASE)
    while end < limit and outside(end) and _goes_on(doc[end], head):
        end += 1
    while end > head.i + 1 and doc[end - 1].lower_ in _LINKS | {"and", "or", "&", "-"}:
        end -= 1
    return doc[start:end]


def _goes_on(token: Token, head: Token) -> bool:
    if token.is_space or token.is_punct:
        return token.text in {"-", "&"}
    if token.dep_ in {"relcl", "acl", "appos"} and token.pos_ in {"VERB", "AUX"}:
        return False
    return token.tag_ not in {"WP", "WDT", "WRB", "MD"} and not (
        token.pos_ in {"VERB", "AUX"} and token.head == head
    )
