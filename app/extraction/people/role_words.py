"""Reads the words of a role: which noun tells it, where its phrase starts and where it ends."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from app.extraction.lexicon.titles import load_titles

_TITLES = load_titles()
_MAX_BEFORE = 10
_MAX_AFTER = 16
_HEAD_WITHIN = 7
ARTICLES = frozenset({"the", "a", "an"})
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
_OWN = _OWNERS | {"'s", "'"}
CLOSING = frozenset({",", ";", ":", ".", "(", ")", "|", "—", "–", "--", '"', "?", "!"})
_RELATIVES = frozenset({"who", "which", "whose", "whom", "that", "where", "when", "while"})
# Words that lead on from a role to when and how it was given.
_CIRCUMSTANCES = frozenset(
    "after amid before by despite during following since though under until upon".split()
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL = _FINITE | {"VBG"}
ROLE_LINKS = frozenset({"of", "for", "at", "to", "in", "with", "on", "and", "from", "&", "the"})


def is_role_word(token: Token) -> bool:
    """Whether the token is a noun for a role, or ends one: "spokesmen", "co-ordinator"."""
    if token.lower_ in _TITLES.roles or token.lemma_.lower() in _TITLES.roles:
        return True
    i = token.i
    return (
        i > 1
        and token.doc[i - 1].text == "-"
        and token.doc[i - 2 : i + 1].text.lower() in _TITLES.roles
    )


def is_plural(token: Token) -> bool:
    """Whether the token stands for the role of several: "Senators"."""
    word = token.lower_
    return word.endswith("s") and not word.endswith("ss") and word[:-1] in _TITLES.roles


def role_before(doc: Doc, end: int) -> tuple[int, int] | None:
    """Return the whole phrase of the role that ends at `end`, its article left out, or None."""
    first = _back(doc, end)
    while first < end and doc[first].pos_ in {"PART", "ADV"} and not _is_modifier(doc[first]):
        first += 1
    while first < end and (doc[first].lower_ in _OWN or doc[first].text == "-"):
        first += 1
    return (first, end) if first < end else None


def definite_role_before(doc: Doc, end: int) -> tuple[int, int] | None:
    """Return the phrase of a role that ends at `end` and says whose or which it is, or None.

    "The NATO chief" and "Peru's head of planning", but no "fellow teacher".
    """
    head = _head_before(doc, end - 1)
    if head is None:
        return None
    first = _back(doc, head + 1)
    definite = first > 0 and doc[first - 1].lower_ in ARTICLES | _OWNERS
    possessed = any(t.tag_ == "POS" for t in doc[first:head])
    return (first, end) if (definite or possessed) and first < end else None


def _back(doc: Doc, end: int) -> int:
    first = end
    while first > 0 and end - first < _MAX_BEFORE and _may_lead(doc[first - 1], doc[first]):
        first -= 1
    return first


def _is_modifier(token: Token) -> bool:
    return token.lower_ in _TITLES.modifiers


def _may_lead(token: Token, following: Token) -> bool:
    """Whether `token` can belong to the words before a role: "then-Republican presidential"."""
    if token.is_space or following.is_sent_start or _is_day(token):
        return False
    if token.text in {"-", "'s", "&", "'"}:
        return True
    if token.text in CLOSING or token.lower_ in ARTICLES or token.pos_ in {"VERB", "AUX", "ADP"}:
        return token.text in {"U.S.", "U.K."} or (token.lower_ == "of" and following.is_title)
    if token.lower_ == "and" and token.i > 0:
        before = token.doc[token.i - 1]  # in "the mayor and Avon Police Chief" two are meant
        return is_role_word(before) and (before.is_title or not following.is_title)
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or _is_modifier(token)


def _is_day(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ == "DATE"


def _head_before(doc: Doc, i: int) -> int | None:
    """Return the role word that ends at `i`, or that "of …" up to `i` belongs to."""
    if is_role_word(doc[i]):
        return i
    for k in range(i, max(i - _HEAD_WITHIN, 0), -1):
        if doc[k].lower_ in {"of", "for"} and is_role_word(doc[k - 1]):
            return k - 1
        if ends_phrase(doc[k]) or doc[k].pos_ in {"VERB", "AUX"}:
            return None
    return None


def role_phrase(doc: Doc, i: int) -> tuple[int, int] | None:
    """Return the words of the role that starts at `i`, its article left out, or None."""
    start = i
    while start < len(doc) and doc[start].lower_ in ARTICLES | _OWN:
        start += 1
    head = _role_head(doc, start)
    return None if head is None else (start, phrase_end(doc, head, start))


def phrase_end(doc: Doc, head: int, start: int) -> int:
    """Return where the phrase of the noun at `head` ends: at a verb, a mark, a date or "who"."""
    clauses = [c.left_edge.i for c in doc[head].children if c.dep_ in {"relcl", "acl"}]
    last = min([i for i in clauses if i > head] + [len(doc), start + _MAX_AFTER])
    end = head + 1
    while end < last and not _leads_on(doc, end):
        end += 1
    while end > head + 1 and not _closes_role(doc[end - 1]):
        end -= 1
    return end


def _leads_on(doc: Doc, i: int) -> bool:
    """Whether the token at `i` is none of the role's words any more."""
    token = doc[i]
    if ends_phrase(token) or token.lower_ in _CIRCUMSTANCES:
        return True
    if (token.tag_ in _FINITE and not token.text.istitle()) or token.ent_type_ == "DATE":
        return True
    # "the first leader to attend a NATO summit" leads no NATO
    return token.lower_ == "to" and i + 1 < len(doc) and doc[i + 1].tag_ == "VB"


def apposed_human(doc: Doc, comma: int) -> int | None:
    """Return the noun for a person behind the mark at `comma`, past an age or orders, or None."""
    i = past_asides(doc, comma + 1)
    while i < len(doc) and doc[i].lower_ in ARTICLES | _OWN:
        i += 1
    return _role_head(doc, i, is_human)


def past_asides(doc: Doc, i: int) -> int:
    """Return where the words go on behind "43," or "PVSM, VSM,"."""
    while i + 1 < len(doc) and doc[i + 1].text == "," and (doc[i].like_num or doc[i].is_upper):
        i += 2
    return i


def is_human(token: Token) -> bool:
    """Whether the token is a noun for people alone: "woman", "teacher", no "broadcaster"."""
    word = token.lower_
    return word in _TITLES.gendered_words or (
        is_role_word(token) and word not in _TITLES.shared_roles
    )


def _role_head(doc: Doc, start: int, is_role: Callable[[Token], bool] = is_role_word) -> int | None:
    """Return the first noun from `start` on that is a role, if only its own words stand before."""
    for token in doc[start : start + _HEAD_WITHIN]:
        if is_role(token) and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            return token.i
        if ends_phrase(token) or token.pos_ in {"ADP", "SCONJ"} or token.tag_ in _VERBAL:
            return None
    return None


def ends_phrase(token: Token) -> bool:
    """Whether no role's words go on past the token."""
    return token.is_space or token.text in CLOSING or token.lower_ in _RELATIVES


def _closes_role(token: Token) -> bool:
    return token.lower_ not in ROLE_LINKS and token.pos_ not in {"ADP", "CCONJ", "DET", "ADV"}
