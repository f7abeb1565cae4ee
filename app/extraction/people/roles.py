"""Finds the roles that an article gives its people, and what they belong to.

Four patterns: the words before a name ("NATO spokesperson Oana Lungescu"), an apposition after it
(", chief of the German Air Force,") or before it ("The NATO chief, Jens Stoltenberg,"), and a verb
of being between ("Kishida became the first Japanese leader").
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from app.extraction.annotations import Named, as_written, chars
from app.extraction.confidence import confidence_of
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.titles import find_titles
from app.records import Claim, EntityType, Modality, Predicate

_TITLES = load_titles()
_MAX_BEFORE = 10
_MAX_AFTER = 16
_HEAD_WITHIN = 7
_MAX_OF = 6
_ARTICLES = frozenset({"the", "a", "an"})
_OWN = frozenset({"his", "her", "its", "their", "our", "my", "'s", "'"})
_END = frozenset({",", ";", ":", ".", "(", ")", "|", "—", "–", "--", '"', "?", "!"})
_BEING = frozenset({"be", "become", "remain"})
_BREAKS_AFTER = frozenset({"who", "which", "whose", "whom", "that", "where", "when", "while"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ROLE_LINKS = frozenset({"of", "for", "at", "to", "in", "with", "on", "and", "from", "&", "the"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role found beside a person's name, in tokens: its words and the evidence around both."""

    start: int
    end: int
    evidence_start: int
    evidence_end: int
    rule: str
    is_affiliation: bool = False
    is_plural: bool = False
    """Whether the words stand for each of several: "Senators" for two names."""


def find_roles(doc: Doc, people: list[Named], owners: dict[int, Named]) -> list[Claim]:
    """Return the role and affiliation claims about `people`, in order, each once.

    `owners` gives the country or organization named at each token. A role's object is the
    organization in its words, else the country.
    """
    titles = find_titles(doc)
    names = {f.start: (p, f.end) for p in people for f in p.found}
    claims: dict[tuple[str, str, str], Claim] = {}
    for start, (person, end) in sorted(names.items()):
        for role in _roles_beside(doc, start, end, titles):
            if _runs_into_name(doc, role, names):
                continue
            bearers = [person, *(_joined(doc, end, names) if role.is_plural else [])]
            for bearer in bearers:
                claim = _to_claim(doc, bearer, role, owners)
                claims.setdefault((bearer.id, claim.predicate, str(claim.value)), claim)
                _note_gender(doc, bearer, role)
    return sorted(claims.values(), key=lambda c: (c.start, c.end))


def _runs_into_name(doc: Doc, role: Role, names: dict[int, tuple[Named, int]]) -> bool:
    """Whether the words go on with the next one in a list: "Ann Lee, teacher Bo Day"."""
    inside = [i for i in range(role.start, role.end) if i in names]
    if role.rule != "role-in-apposition" or not inside:
        return False
    return doc[inside[0] - 1].lower_ not in _ROLE_LINKS


def _joined(doc: Doc, end: int, names: dict[int, tuple[Named, int]]) -> Iterator[Named]:
    """Yield the people named next in a list, joined by commas and "and"."""
    while end < len(doc) and doc[end].text in {",", "and", "&"}:
        end += 1
        if end in names and end - 1 >= 0:
            person, end = names[end]
            yield person


def _roles_beside(
    doc: Doc, start: int, end: int, titles: dict[int, tuple[int, str]]
) -> Iterator[Role]:
    before = _before(doc, start, titles)
    if before is not None:
        plural = _is_plural(doc[before[1] - 1])
        yield Role(before[0], before[1], before[0], end, "role-before-name", is_plural=plural)
    after = _after(doc, end)
    if after is not None:
        first = titles[start][0] if start in titles else start
        yield Role(after[0], after[1], first, after[1], "role-in-apposition")
    yield from _apposed_before(doc, start, end)
    yield from _by_being(doc, start, end)
    yield from _affiliation(doc, start, end)


def _is_plural(token: Token) -> bool:
    word = token.lower_
    return word.endswith("s") and not word.endswith("ss") and word[:-1] in _TITLES.roles


def _is_role_word(token: Token) -> bool:
    word = token.lower_
    return word in _TITLES.roles or token.lemma_.lower() in _TITLES.roles


def _before(doc: Doc, start: int, titles: dict[int, tuple[int, str]]) -> tuple[int, int] | None:
    """Return the role that ends where the name starts, ranks and forms of address left out."""
    end = start
    while end in titles and titles[end][1] != "office":
        end = titles[end][0]
        if end and doc[end - 1].text == ",":
            end -= 1
    if end not in titles and (not end or not _is_role_word(doc[end - 1])):
        return None
    first = end
    while first > 0 and end - first < _MAX_BEFORE and _may_lead(doc[first - 1], doc[first]):
        first -= 1
    while first < end and doc[first].pos_ in {"PART", "ADV"} and not _is_modifier(doc[first]):
        first += 1
    while first < end and (doc[first].lower_ in _OWN or doc[first].text == "-"):
        first += 1
    return (first, end) if first < end else None


def _is_modifier(token: Token) -> bool:
    return token.lower_ in _TITLES.modifiers


def _may_lead(token: Token, following: Token) -> bool:
    """Whether `token` can belong to the words before a role: "then-Republican presidential"."""
    if token.is_space or following.is_sent_start or _is_day(token):
        return False
    if token.text in {"-", "'s", "&", "'"}:
        return True
    if token.text in _END or token.lower_ in _ARTICLES or token.pos_ in {"VERB", "AUX", "ADP"}:
        return token.text in {"U.S.", "U.K."} or (token.lower_ == "of" and following.is_title)
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or _is_modifier(token) or (
        token.lower_ == "and" and token.i > 0 and _is_role_word(token.doc[token.i - 1])
    )  # fmt: skip


def _is_day(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ == "DATE"


def _after(doc: Doc, end: int) -> tuple[int, int] | None:
    """Return the apposition after the name: ", chief of the German Air Force,"."""
    i = end
    if i < len(doc) and doc[i].text == "(":
        return None
    if i >= len(doc) or doc[i].text not in {",", "-", "–", "—"}:
        return None
    i += 1
    # An age or orders stand between: "Ann Lee, 43, a teacher", "A. Rao, PVSM, VSM, head of staff".
    while i + 1 < len(doc) and doc[i + 1].text == "," and (doc[i].like_num or doc[i].is_upper):
        i += 2
    return _role_phrase(doc, i)


def _role_phrase(doc: Doc, i: int) -> tuple[int, int] | None:
    """Return the role's words that start at `i`, its article left out, or None."""
    start = i
    while start < len(doc) and doc[start].lower_ in _ARTICLES | _OWN:
        start += 1
    head = _role_head(doc, start)
    if head is None:
        return None
    end = head + 1
    while end < len(doc) and end - start < _MAX_AFTER and not _ends_phrase(doc[end]):
        if doc[end].tag_ in _FINITE and not doc[end].text.istitle():
            break
        if doc[end].lower_ == "to" and doc[end + 1 : end + 2].text and doc[end + 1].tag_ == "VB":
            break  # "the first leader to attend a NATO summit" leads no NATO
        end += 1
    while end > head + 1 and not _closes_role(doc[end - 1]):
        end -= 1
    return start, end


def _role_head(doc: Doc, start: int) -> int | None:
    """Return the first noun from `start` on that is a role, if only its own words stand before."""
    for token in doc[start : start + _HEAD_WITHIN]:
        if _is_role_word(token) and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            return token.i
        if _ends_phrase(token) or token.pos_ == "ADP" or token.tag_ in _FINITE:
            return None
    return None


def _ends_phrase(token: Token) -> bool:
    return token.is_space or token.text in _END or token.lower_ in _BREAKS_AFTER


def _closes_role(token: Token) -> bool:
    return token.lower_ not in _ROLE_LINKS and token.pos_ not in {"ADP", "CCONJ", "DET", "ADV"}


def _apposed_before(doc: Doc, start: int, end: int) -> Iterator[Role]:
    """Yield the role in "The alliance's head of planning, Jens Stoltenberg,"."""
    if start < 2 or doc[start - 1].text != ",":
        return
    if end < len(doc) and doc[end].text not in _END and not doc[end].is_space:
        return
    head = _head_before(doc, start - 2)
    if head is None:
        return
    first = head + 1
    while first > 0 and head - first < _MAX_BEFORE and _may_lead(doc[first - 1], doc[first]):
        first -= 1
    definite = first > 0 and doc[first - 1].lower_ in _ARTICLES | {"his", "her", "its", "their"}
    possessed = any(t.tag_ == "POS" for t in doc[first:head])
    if (definite or possessed) and first < start - 1:
        yield Role(first, start - 1, first, end, "role-apposed-before")


def _head_before(doc: Doc, i: int) -> int | None:
    """Return the role word that ends at `i`, or that "of …" up to `i` belongs to."""
    if _is_role_word(doc[i]):
        return i
    for k in range(i, max(i - _MAX_OF, 0), -1):
        if doc[k].lower_ in {"of", "for"} and _is_role_word(doc[k - 1]):
            return k - 1
        if _ends_phrase(doc[k]) or doc[k].pos_ in {"VERB", "AUX"}:
            return None
    return None


def _by_being(doc: Doc, start: int, end: int) -> Iterator[Role]:
    """Yield the role in "Kishida became the first Japanese leader"."""
    token = doc[end - 1] if doc[end - 1].dep_.startswith("nsubj") else doc[start:end].root
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_.lower() not in _BEING:
        return
    if any(c.dep_ == "neg" for c in verb.children) or not end <= verb.i < end + 5:
        return
    for child in verb.children:
        if child.dep_ == "attr" and child.i > verb.i and _is_role_word(child):
            phrase = _role_phrase(doc, child.left_edge.i)
            if phrase is not None and phrase[0] <= child.i < phrase[1]:
                yield Role(phrase[0], phrase[1], start, phrase[1], "role-by-being")


def _affiliation(doc: Doc, start: int, end: int) -> Iterator[Role]:
    """Yield the words in "Capt. Harjot Gill, of 16 Air Assault Brigade," and "X of Y"."""
    i = end + 1 if end < len(doc) and doc[end].text == "," else end
    if i + 1 >= len(doc) or doc[i].lower_ not in {"of", "from", "with", "at"}:
        return
    if doc[i].lower_ != "of" and i == end:
        return
    stop = i + 1
    while stop < len(doc) and stop - i < 9 and _goes_on_name(doc[stop]):
        stop += 1
    while stop > i + 1 and doc[stop - 1].lower_ in _ROLE_LINKS:
        stop -= 1
    first = i + 2 if i + 1 < len(doc) and doc[i + 1].lower_ in _ARTICLES else i + 1
    if first < stop:
        yield Role(first, stop, start, stop, "affiliation-of", is_affiliation=True)


def _goes_on_name(token: Token) -> bool:
    if token.is_space or token.text in _END:
        return False
    return token.text[:1].isupper() or token.is_digit or token.lower_ in _ROLE_LINKS | {"-", "'s"}


def _to_claim(doc: Doc, person: Named, role: Role, owners: dict[int, Named]) -> Claim:
    words = doc[role.start : role.end]
    start, end = chars(doc[role.evidence_start : role.evidence_end])
    past = any(t.lower_ in _TITLES.past_modifiers for t in words)
    target = _object(words, owners)
    return Claim(
        subject=person.id,
        predicate=Predicate.AFFILIATION if role.is_affiliation else Predicate.ROLE,
        start=start,
        end=end,
        rule=role.rule,
        confidence=confidence_of(role.rule),
        object=target.id if target is not None else None,
        value=_value(words, role),
        modality=Modality.PAST if past else Modality.STATED,
    )


def _value(words: Span, role: Role) -> str:
    text = as_written(words)
    return text.removesuffix("s") if role.is_plural else text


def _object(words: Span, owners: dict[int, Named]) -> Named | None:
    inside = [owners[t.i] for t in words if t.i in owners]
    for kind in (EntityType.ORGANIZATION, EntityType.COUNTRY):
        match = next((e for e in inside if e.type is kind), None)
        if match is not None:
            return match
    return None


def _note_gender(doc: Doc, person: Named, role: Role) -> None:
    if person.gender is None:
        words = (t.lower_ for t in doc[role.start : role.end])
        person.gender = next((g for w in words if (g := _TITLES.gendered_words.get(w))), None)
