"""Tells from its words whether a stretch of tokens may be a person's name, and where it ends."""

from spacy.tokens import Doc, Token

from app.extraction.lexicon.countries import blocked_phrases, part_forms
from app.extraction.lexicon.exercises import load_exercise_lexicon
from app.extraction.lexicon.titles import load_titles
from app.extraction.people.full_names import is_east_asian
from app.names import slugify

_TITLES = load_titles()
MAX_NAME = 6
_OTHER_NAMES = blocked_phrases() | frozenset(part_forms())
_OTHER_ENDS = _TITLES.other_heads | _TITLES.roles
_OTHER_LEADS = _TITLES.other_leads | _TITLES.vessel_prefixes
_LINKS = frozenset({"-", "'", "."})
# Second halves of words made of a name: "Warhol-like", "pro-Trump".
_COMPOUNDS = frozenset("era esque led like made run style type".split())
_PREFIXES = frozenset("anti ex neo non pan post pre pro".split())
_PLACING = frozenset("around inside near outside".split())
_CAPTIONS = frozenset("audio image photo picture video".split())
_FUNCTION_WORDS = frozenset({"ADP", "DET", "PRON", "CCONJ", "SCONJ", "PART"})
_ARTICLES = frozenset({"the", "this", "that", "a", "an"})
# What is called by a name in lower case after it: "the Al Bu Nimr tribe".
_PLACES_AND_GROUPS = frozenset(
    "area bay bridge building center centre church city clan county district hills hospital island"
    " lake militia mosque mountain mountains neighborhood neighbourhood peninsula province region"
    " river school street suburb town township tribe university valley village".split()
)


def is_name_word(token: Token) -> bool:
    """Whether the token is a capitalised word of letters, dots and apostrophes alone."""
    text = token.text
    if not text[0].isupper() or any(ch.isdigit() for ch in text):
        return False
    return text.replace(".", "").replace("'", "").isalpha()


def belongs_to_name(doc: Doc, i: int, start: int) -> bool:
    """Whether the token at `i` can be part of a name that starts at `start`."""
    token = doc[i]
    if is_name_word(token) or _is_suffix(token) or is_particle(doc, i):
        return True
    if i > start + 1 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
        return _is_second_half(doc, i)
    inside = i > start and i + 1 < len(doc)
    if token.text in _LINKS and inside:
        return not token.whitespace_ and not doc[i - 1].whitespace_
    return inside and token.text == "," and _is_suffix(doc[i + 1])


def _is_second_half(doc: Doc, i: int) -> bool:
    """Whether a name goes on in lower case past a hyphen: "Ban Ki-moon", no "Warhol-like"."""
    first, second = doc[i - 2], doc[i]
    if second.lower_ in _COMPOUNDS or not second.is_alpha:
        return False
    romanised = is_east_asian(first.text) and is_east_asian(second.text)
    return first.lower_ in _TITLES.particles or romanised


def may_end_name(doc: Doc, i: int) -> bool:
    """Whether a name can have its last token at `i`."""
    hyphenated = i > 1 and doc[i - 1].text == "-" and _is_second_half(doc, i)
    return hyphenated or is_name_word(doc[i]) or _is_suffix(doc[i])


def is_particle(doc: Doc, i: int) -> bool:
    """Whether the token is a word such as "van" with the name that it belongs to after it."""
    if doc[i].lower_ not in _TITLES.particles or i + 1 >= len(doc):
        return False
    return doc[i + 1].text[:1].isupper() or doc[i + 1].lower_ in {*_TITLES.particles, "-"}


def _is_suffix(token: Token) -> bool:
    return token.text in _TITLES.suffixes


def is_acronym(token: Token) -> bool:
    """Whether the token is in capitals and no initial: "Ann Lee DAB" is no name."""
    text = token.text
    return len(text) > 1 and text.isupper() and "." not in text and not _is_suffix(token)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return what may be a name of the tokens from `start` to `end`; nothing if the two meet.

    A second half that a hyphen joins is added: "Kwok Ka" goes on to "Kwok Ka-ki".
    """
    while start < end and not _may_start_name(doc, start):
        start += 1
    for i in range(start, end):
        shouted = i > start and is_acronym(doc[i]) and doc[start].text.istitle()
        captioned = i > start and doc[i].lower_ in _CAPTIONS
        if shouted or captioned or not belongs_to_name(doc, i, start):
            end = i
            break
    while end > start and not may_end_name(doc, end - 1):
        end -= 1
    return start, _past_hyphen(doc, end) if start < end else end


def _may_start_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    if is_particle(doc, i):
        return True
    function_word = token.pos_ in _FUNCTION_WORDS and token.text not in _TITLES.given
    return is_name_word(token) and not function_word and token.lower_ not in _PLACING


def _past_hyphen(doc: Doc, end: int) -> int:
    if end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        second = doc[end + 1]
        if not doc[end].whitespace_ and second.is_lower and _is_second_half(doc, end + 1):
            return end + 2
    return end


def run_of_name(doc: Doc, start: int, *, by_capitals: bool = False) -> int:
    """Return the end of the words that may be one name from `start` on.

    A place or day ends it after two words, unless capitals alone are to tell.
    """
    end = start
    while end < len(doc) and end - start < MAX_NAME and belongs_to_name(doc, end, start):
        if end > start and doc[end].is_sent_start:
            break
        place = doc[end].ent_type_ in {"GPE", "DATE", "NORP"} and end > start + 1
        shouted = len(doc[end]) > 3 and doc[end].text.isupper() and end > start
        if (place and not by_capitals) or shouted:
            break
        end += 1
    while end > start and not may_end_name(doc, end - 1):
        end -= 1
    return end


def looks_like_name(doc: Doc, start: int, end: int) -> bool:
    """Whether nothing in the words says that they name no person."""
    words = [t for t in doc[start:end] if is_name_word(t)]
    if not words or end - start > MAX_NAME:
        return False
    last, text = words[-1], doc[start:end].text
    if text in _OTHER_NAMES or slugify(text) in load_exercise_lexicon().by_slug:
        return False
    if doc[start].text in _OTHER_LEADS or (start and doc[start - 1].text in _OTHER_LEADS):
        return False
    if any(t.lower_ in _ARTICLES for t in words) or doc[start].lower_ in _PREFIXES:
        return False
    # Headlines and organizations in capitals are taken for people by the model.
    shouted = all(t.text.isupper() and len(t.text) > 2 for t in words)
    if shouted and not any(t.text.title() in _TITLES.given for t in words):
        return False
    if last.lower_ not in _OTHER_ENDS:
        return True
    return last.text in _TITLES.surnames and _is_surname(words)


def _is_surname(words: list[Token]) -> bool:
    """Whether the last of the words, which places and titles end in too, is a surname."""
    if len(words) == 1:
        before = words[0].doc[words[0].i - 1].text if words[0].i else ""
        return before in _TITLES.honorifics or before.title() in _TITLES.offices
    return words[0].text in _TITLES.given and all(t.ent_type_ == "PERSON" for t in words)


def is_called_otherwise(doc: Doc, start: int, end: int) -> bool:
    """Whether the words beside a name say that no person has it: "the frigate Ann Lee".

    Of a common given name they say so only where a ship or a title in marks is meant.
    """
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if before is None:
        return False
    in_marks = before.text == '"' and after is not None and after.text == '"'
    owned = doc[start:end].root.dep_ in {"compound", "nmod", "poss", "appos"}
    if in_marks or before.lower_ in _TITLES.vessels or (before.lower_ == "the" and not owned):
        return True
    if doc[start].text in _TITLES.given:
        return False
    of = start > 1 and before.lower_ == "of" and doc[start - 2].lower_ in _TITLES.place_owners
    called = before.lower_ in _TITLES.called_nouns and before.i + 1 == start
    return of or called or (after is not None and after.lower_ in _PLACES_AND_GROUPS)
