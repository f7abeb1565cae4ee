"""Organizations found by the word that heads their name: "University", "Battalion"."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from app.extraction.lexicon.countries import country_forms
from app.extraction.lexicon.organizations import load_organizations
from app.extraction.lexicon.titles import load_titles
from app.extraction.organizations.named import Hit
from app.records import Form

_LEXICON = load_organizations()
_LINKS = frozenset({"of", "for", "and", "the", "&", "on", "to", "in", "de", "del", "la", "-", "'s"})
_MAX_NAME = 9
_ORDINALS = ("st", "nd", "rd", "th")
_MAX_HEAD = 3
_HEAD_STARTS = frozenset(re.split(r"[ '-]", head)[0] for head in _LEXICON.heads)
# "Soviet Union" and "Sweden's Armed Forces": states, and branches that need their country.
_NOT_BODIES = _LEXICON.branches | frozenset(country_forms())
# People of a kind rather than a body, where a demonym stands before them.
_PLURAL_HEADS = frozenset({"Paratroopers", "Troops", "Fighters", "Commandos", "Rebels"})


def find_by_head(doc: Doc, taken: set[int]) -> Iterator[Hit]:
    """Yield capitalised phrases that end in, or are led by, a word such as "University"."""
    for token in doc:
        if token.text not in _HEAD_STARTS or token.i in taken:
            continue
        tails = (doc[token.i : token.i + n].text for n in range(_MAX_HEAD, 0, -1))
        head = next((tail for tail in tails if tail in _LEXICON.heads), None)
        if head is None or (head in _PLURAL_HEADS and token.i > 0):
            continue
        end = token.i + len(head.split())
        start = _back_to_start(doc, token.i, taken)
        led = _led_by(doc, end) if start == token.i else end
        if start == token.i and led == end:
            continue
        if head in _LEXICON.weak_heads and not _model_agrees(doc, start, led):
            continue
        if doc[start:led].text in _NOT_BODIES or _leads_to_name(doc, led):
            continue
        if _LEXICON.heads[head] == "armed_force" and doc[start].text[0].isdigit():
            led = _joined_unit(doc, led)
        yield Hit(start, led, " ".join(doc[start:led].text.split()), Form.NAME, "organization-head",
                  _LEXICON.heads[head])  # fmt: skip


def _leads_to_name(doc: Doc, end: int) -> bool:
    """Whether an office follows, so that the words are part of a title: "Avon Police Chief"."""
    following = doc[end] if end < len(doc) else None
    if following is None or not following.text.istitle():
        return False
    return following.lower_ in load_titles().roles


def _is_name_part(token: Token) -> bool:
    text = token.text
    if token.is_space or token.is_punct:
        return text in {"-", "&"}
    if text[0].isdigit():
        return text.isdigit() or text.endswith(_ORDINALS)
    return text[0].isupper()


def _back_to_start(doc: Doc, i: int, taken: set[int]) -> int:
    start = i
    while start and i - start < _MAX_NAME and start - 1 not in taken:
        before = doc[start - 1]
        if before.text in {"of", "and", "&", "for", "-"} and start > 1:
            if not _is_name_part(doc[start - 2]) or _is_office_word(doc[start - 2]):
                break
            if before.text == "of" and _is_member(doc, start - 2):
                break
        elif not _is_name_part(before) or before.is_stop or _is_office_word(before):
            break
        if doc[start].is_sent_start:
            break
        start -= 1
    while start < i and (doc[start].text in _LINKS or _is_function_word(doc[start])):
        start += 1
    return start


def _is_member(doc: Doc, i: int) -> bool:
    """Whether a person's name ends at `i`, before "of" and where she is: "Ann Lee of Avon College".

    By the words alone, "Gold Fields of South Africa Ltd" might name a person too.
    """
    return doc[i].ent_type_ == "PERSON" and doc[i + 2].ent_type_ != "GPE"


def _is_office_word(token: Token) -> bool:
    return token.lower_ in load_titles().roles or token.lower_ in {"commanding", "officer"}


def _is_function_word(token: Token) -> bool:
    return token.is_stop or token.pos_ in {"DET", "ADP", "PRON", "SCONJ", "CCONJ", "ADV"}


def _led_by(doc: Doc, end: int) -> int:
    """Return the end of a name such as "University of Southern Denmark"."""
    if end + 1 >= len(doc) or doc[end].lower_ not in {"of", "for", "on"}:
        return end
    last = end + 1
    while last < len(doc) and last - end < _MAX_NAME and not doc[last].is_space:
        if not _is_name_part(doc[last]) and doc[last].lower_ not in {"of", "and", "the"}:
            break
        if last > end + 1 and _starts_person(doc[last]) and _is_name_part(doc[last - 1]):
            break
        last += 1
    while last > end and (doc[last - 1].text in _LINKS or not _is_name_part(doc[last - 1])):
        last -= 1
    return last


def _starts_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" and token.ent_iob_ == "B"


def _model_agrees(doc: Doc, start: int, end: int) -> bool:
    return any(t.ent_type_ == "ORG" for t in doc[start:end])


def _joined_unit(doc: Doc, end: int) -> int:
    """Return the end of the unit that this one is part of: "3rd Battalion, 321st Regiment"."""
    i = end + 1
    if i >= len(doc) or doc[end].text != ",":
        return end
    if doc[i].lower_ == "the":
        i += 1
    start = i
    while i < len(doc) and i - start < _MAX_NAME and _is_name_part(doc[i]):
        i += 1
        if _LEXICON.heads.get(doc[i - 1].text) == "armed_force" and i - start > 1:
            return i
    return end
