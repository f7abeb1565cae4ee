"""Whom a speaker's phrase stands for, on parses and entities written by hand."""

import pytest
from spacy.tokens import Doc

from app.extraction.annotations import Found, Named
from app.extraction.quotes import find_quotes
from app.records import Claim, EntityType, Form, Predicate, Quote
from tests.extraction.handmade import build_doc, name_entity

INTRODUCTION = "Otto Quill and Iris Holm met the Danish Pier Board."
INTRODUCTION_PARSE = (
    "Otto/NNP/compound>Quill Quill/NNP/nsubj>met and/CC/cc>Quill Iris/NNP/compound>Holm "
    "Holm/NNP/conj>Quill met=meet/VBD the Danish/JJ/amod>Board Pier/NNP/compound>Board "
    "Board/NNP/dobj>met ."
)
SAFE = "“The bridge is safe,”"
SAFE_PARSE = '" The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , "'

HOLM, QUILL, BOARD = "people/iris-holm", "people/otto-quill", "organizations/pier-board"


def speech(phrase_parse: str, introduction: tuple[str, str]) -> Doc:
    """Return a Doc in which the phrase speaks, after an introduction of those who may."""
    words = [part.split("/")[0].split("=")[0] for part in phrase_parse.split()]
    text = f"{introduction[0]} {SAFE} {' '.join(words)} said."
    doc = build_doc(text, f"{introduction[1]} {SAFE_PARSE} {phrase_parse} said=say/VBD .")
    name_entity(doc, EntityType.PERSON, "Otto Quill", "Quill", gender="m")
    name_entity(doc, EntityType.PERSON, "Iris Holm", "Holm", gender="f")
    name_entity(doc, EntityType.ORGANIZATION, "Pier Board")
    doc._.countries.append(Named("countries/DK", EntityType.COUNTRY, "Denmark"))
    doc._.countries[0].found.extend(
        Found(t.i, t.i + 1, Form.DEMONYM, "by-hand") for t in doc if t.text == "Danish"
    )
    return doc


def give_role(doc: Doc, person: str, role: str) -> None:
    doc._.claims.append(Claim(person, Predicate.ROLE, 0, 4, "by-hand", 1.0, value=role))


def only_quote(doc: Doc) -> Quote:
    (quote,) = find_quotes(doc)
    return quote


@pytest.mark.parametrize(
    ("phrase", "speakers"),
    [
        ("Iris/NNP/compound>Holm Holm/NNP/nsubj>said", [HOLM]),
        ("Holm/NNP/nsubj>said", [HOLM]),
        ("Minister/NNP/compound>Holm Holm/NNP/nsubj>said", [HOLM]),
        ("she/PRP/nsubj>said", [HOLM]),
        ("he/PRP/nsubj>said", [QUILL]),
        ("they/PRP/nsubj>said", [QUILL, HOLM]),
        ("both/DT/nsubj>said", [QUILL, HOLM]),
        ("Holm/NNP/nsubj>said and/CC/cc>Holm Quill/NNP/conj>Holm", [HOLM, QUILL]),
        ("the minister/NN/nsubj>said", [HOLM]),
        ("the Pier/NNP/compound>Board Board/NNP/nsubj>said", [BOARD]),
        ("the Danish/JJ/amod>government government/NN/nsubj>said", ["countries/DK"]),
    ],
)
def test_a_speaker_is_resolved(phrase: str, speakers: list[str]) -> None:
    doc = speech(phrase, (INTRODUCTION, INTRODUCTION_PARSE))
    give_role(doc, HOLM, "Danish minister")
    speaker = only_quote(doc).speaker
    assert speaker is not None
    assert [speaker.entity, *(other.entity for other in speaker.also)] == speakers


@pytest.mark.parametrize(
    ("phrase", "written"),
    [
        ("a minister/NN/nsubj>said", "a minister"),
        ("the governor/NN/nsubj>said", "the governor"),
        ("officials=official/NNS/nsubj>said", "officials"),
        (
            (
                "a spokesman/NN/nsubj>said for/IN/prep>spokesman the Pier/NNP/compound>Board "
                "Board/NNP/pobj>for"
            ),
            "a spokesman for the Pier Board",
        ),
    ],
)
def test_an_unnamed_speaker_stays_a_phrase(phrase: str, written: str) -> None:
    doc = speech(phrase, (INTRODUCTION, INTRODUCTION_PARSE))
    give_role(doc, HOLM, "Danish minister")
    speaker = only_quote(doc).speaker
    assert speaker is not None
    assert (speaker.entity, speaker.name, speaker.also) == (None, written, ())


def test_a_role_that_two_people_have_names_neither() -> None:
    doc = speech("the minister/NN/nsubj>said", (INTRODUCTION, INTRODUCTION_PARSE))
    give_role(doc, HOLM, "Danish minister")
    give_role(doc, QUILL, "Swedish minister")
    speaker = only_quote(doc).speaker
    assert speaker is not None
    assert speaker.entity is None


def test_it_means_the_body_that_was_last_a_subject() -> None:
    introduction = (
        "The Pier Board met Otto Quill.",
        (
            "The Pier/NNP/compound>Board Board/NNP/nsubj>met met=meet/VBD Otto/NNP/compound>Quill "
            "Quill/NNP/dobj>met ."
        ),
    )
    for phrase in ("it/PRP/nsubj>said", "its/PRP$/nsubj>said"):
        speaker = only_quote(speech(phrase, introduction)).speaker
        assert speaker is not None
        assert speaker.entity == BOARD


def test_a_pronoun_prefers_the_subject_to_who_stands_nearer() -> None:
    introduction = (
        "Otto Quill met Arne Lund.",
        (
            "Otto/NNP/compound>Quill Quill/NNP/nsubj>met met=meet/VBD Arne/NNP/compound>Lund "
            "Lund/NNP/dobj>met ."
        ),
    )
    doc = speech("he/PRP/nsubj>said", introduction)
    name_entity(doc, EntityType.PERSON, "Arne Lund", gender="m")
    speaker = only_quote(doc).speaker
    assert speaker is not None
    assert speaker.entity == QUILL


def test_she_is_nobody_where_only_a_man_was_named() -> None:
    introduction = (
        "Otto Quill left.",
        "Otto/NNP/compound>Quill Quill/NNP/nsubj>left left=leave/VBD .",
    )
    speaker = only_quote(speech("she/PRP/nsubj>said", introduction)).speaker
    assert speaker is not None
    assert speaker.entity is None


TOLD = SAFE_PARSE.replace("said", "told") + " Holm/NNP/nsubj>told told=tell/VBD"


def test_cue_and_addressee_are_told() -> None:
    text = f"{SAFE} Holm told reporters."
    quote = only_quote(build_doc(text, f"{TOLD} reporters=reporter/NNS/dobj>told ."))
    assert quote.cue is not None
    assert text[slice(*quote.cue)] == "told"
    assert quote.addressee == "reporters"


def test_a_pronoun_is_no_addressee() -> None:
    quote = only_quote(build_doc(f"{SAFE} Holm told them.", f"{TOLD} them/PRP/dobj>told ."))
    assert quote.addressee is None


def test_what_is_said_is_no_addressee() -> None:
    text = "Holm told “a tale of bridges.”"
    parse = (
        'Holm/NNP/nsubj>told told=tell/VBD " a tale/NN/dobj>told of/IN/prep>tale '
        'bridges=bridge/NNS/pobj>of . "'
    )
    assert only_quote(build_doc(text, parse)).addressee is None


def test_whom_a_rule_names_that_is_too_often_wrong_is_a_candidate() -> None:
    doc = build_doc(
        "“The bridge is safe,” Holm said. The town slept. “Nobody worries.”",
        f"{SAFE_PARSE} Holm/NNP/nsubj>said said=say/VBD . The town/NN/nsubj>slept slept=sleep/VBD "
        '. " Nobody/NN/nsubj>worries worries=worry/VBZ . "',
    )
    name_entity(doc, EntityType.PERSON, "Holm")
    stated, supposed = find_quotes(doc)
    assert (stated.speaker, stated.candidate) == (supposed.candidate, supposed.speaker)
    assert supposed.speaker is None
    assert supposed.candidate is not None
    assert supposed.candidate.entity == "people/holm"
