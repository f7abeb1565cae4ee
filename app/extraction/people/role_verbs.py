"""Finds the roles that a verb tells: who is, serves as, leads or was named something."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from app.extraction.lexicon.titles import load_titles
from app.extraction.people.role_places import Role
from app.extraction.people.role_words import is_role_word, phrase_end, role_phrase

_TITLES = load_titles()
_BEING = frozenset({"be", "become", "remain"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# "as" and a role after these tells what the subject is, or was.
_SERVING = frozenset("act begin continue double return run serve start stay train work".split())
_LEAVING = frozenset("quit resign retire step".split())
_MADE = frozenset(
    "appoint confirm elect hire inaugurate install name promote reappoint reelect swear".split()
)
_UNMADE = frozenset("dismiss fire oust remove replace sack".split())
_MAX_OBJECT = 12
_RANKS = frozenset(rank.lower() for rank in _TITLES.ranks)


def roles_by_verb(doc: Doc, start: int, end: int) -> Iterator[Role]:
    """Yield the roles that a verb with the name at `start` as subject, object or agent tells."""
    last = doc[end - 1]
    head = last if last.dep_ in {*_SUBJECTS, "pobj", "dobj"} else doc[start:end].root
    for verb in _verbs_of(head):
        if not any(c.dep_ == "neg" for c in verb.children):
            yield from _by_being(verb, start)
            yield from _by_serving(verb, start)
            yield from _by_doing(verb, start)
            if any(c.dep_ == "auxpass" for c in verb.children):
                yield from _by_making(verb, start)
    if head.dep_ == "dobj":
        yield from _by_making(head.head, start)
    yield from _by_agent(doc, head, end)


def _verbs_of(head: Token) -> Iterator[Token]:
    """Yield the verbs that the name is the subject of, those of "who …" after it among them."""
    if head.dep_ in _SUBJECTS:
        yield head.head
        yield from (c for c in head.head.children if c.dep_ == "conj" and not _has_subject(c))
    for child in head.children:
        if child.dep_ == "relcl" and any(
            c.dep_ in _SUBJECTS and c.lower_ == "who" for c in child.children
        ):
            yield child
            yield from (c for c in child.children if c.dep_ == "conj" and not _has_subject(c))


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def _is_past(verb: Token) -> bool:
    """Whether the verb tells what was, with nothing that carries it on to now."""
    helpers = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return "had" in helpers or (verb.tag_ == "VBD" and not helpers)


def _by_being(verb: Token, start: int) -> Iterator[Role]:
    """Yield the role in "Kishida became the first Japanese leader", "Lee is now head of staff"."""
    if verb.lemma_.lower() not in _BEING:
        return
    for child in verb.children:
        if child.dep_ == "attr" and child.i > verb.i and is_role_word(child):
            role = _phrase_with(verb.doc, child)
            if role is not None:
                past = verb.lemma_ == "be" and _is_past(verb)
                yield Role(*role, start, role[1], "role-by-being", is_past=past)


def _phrase_with(doc: Doc, noun: Token) -> tuple[int, int] | None:
    """Return the phrase of the role that `noun` is the head of, or None for a rank alone."""
    phrase = role_phrase(doc, noun.left_edge.i)
    if phrase is None or not phrase[0] <= noun.i < phrase[1]:
        return None
    start, end = phrase[0], min(phrase[1], noun.right_edge.i + 1)
    return None if doc[start:end].text.lower() in _RANKS else (start, end)


def _by_serving(verb: Token, start: int) -> Iterator[Role]:
    """Yield the role in "Lee serves as vice commander" and "who ran it as chief of staff"."""
    lemma = verb.lemma_.lower()
    if lemma in _SERVING | _LEAVING:
        past = lemma in _LEAVING or _is_past(verb)
        for role in _after_as(verb):
            yield Role(*role, start, role[1], "role-after-as", is_past=past)


def _after_as(verb: Token) -> Iterator[tuple[int, int]]:
    """Yield the phrases of the roles that "as" joins to the verb."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ == "as" and prep.i > verb.i:
            for noun in prep.children:
                if noun.dep_ == "pobj" and is_role_word(noun):
                    role = _phrase_with(verb.doc, noun)
                    if role is not None:
                        yield role


def _by_doing(verb: Token, start: int) -> Iterator[Role]:
    """Yield the role in "Lee, who commands the fleet", in words: "commander of the fleet"."""
    if verb.tag_ not in {"VBZ", "VBP"}:
        return
    for noun, led in _led_by(verb):
        if led.i > verb.i and _can_be_led(led):
            first = led.left_edge.i
            stop = phrase_end(verb.doc, led.i, first)
            yield Role(first, stop, start, stop, "role-by-doing", noun=noun)


def _led_by(verb: Token) -> Iterator[tuple[str, Token]]:
    """Yield what is led with the noun for who leads it: "sit on a board" makes a member."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ == "dobj" and lemma in _TITLES.role_verbs:
            yield _TITLES.role_verbs[lemma], child
        elif child.dep_ == "prep" and (key := f"{lemma} {child.lower_}") in _TITLES.role_verbs:
            yield from ((_TITLES.role_verbs[key], c) for c in child.children if c.dep_ == "pobj")


def _can_be_led(noun: Token) -> bool:
    """Whether people lead what the noun stands for: no race, and nobody whom they only outrun."""
    if noun.lower_ in _TITLES.led_nouns:
        return True
    return noun.pos_ == "PROPN" and noun.ent_type_ in {"ORG", "GPE", "NORP"}


def _by_making(verb: Token, start: int) -> Iterator[Role]:
    """Yield the role in "Lee was appointed head of staff" and "they named Lee as their head"."""
    lemma = verb.lemma_.lower()
    if lemma not in _MADE | _UNMADE:
        return
    named = (_phrase_with(verb.doc, c) for c in verb.children if _tells_role(c))
    for role in (*_after_as(verb), *(r for r in named if r is not None)):
        if role[0] > start:
            yield Role(*role, start, role[1], "role-by-appointment", is_past=lemma in _UNMADE)


def _tells_role(token: Token) -> bool:
    return token.dep_ in {"oprd", "attr"} and token.i > token.head.i and is_role_word(token)


def _by_agent(doc: Doc, head: Token, end: int) -> Iterator[Role]:
    """Yield the role in "The ship is commanded by Captain Lee": "commander of the ship"."""
    by = head.head
    if head.dep_ != "pobj" or by.lower_ != "by" or by.head.tag_ != "VBN":
        return
    verb = by.head
    noun = _TITLES.role_verbs.get(verb.lemma_.lower())
    led = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if led is None and verb.dep_ == "acl":
        led = verb.head
    if noun is None or led is None or not _is_led(led) or by.i - verb.i > 2:
        return
    first = led.left_edge.i
    stop = min(phrase_end(doc, led.i, first), verb.i)
    if first < stop and stop - first <= _MAX_OBJECT:
        yield Role(first, stop, first, end, "role-by-agent", noun=noun)


def _is_led(noun: Token) -> bool:
    """Whether a passive's subject is a body, or goes by a name of its own, as ships do."""
    before = noun.doc[noun.i - 1].text if noun.i else ""
    of_ship = before in _TITLES.vessel_prefixes or noun.ent_type_ != "PERSON"
    return _can_be_led(noun) or (noun.pos_ == "PROPN" and of_ship)
