"""What is reported without marks, and who says it: each construct on a parse written by hand."""

import pytest
from spacy.tokens import Doc

from app.extraction.quotes import find_quotes
from app.records import QuoteKind
from tests.extraction.handmade import build_doc

Report = tuple[str, str, str]


def reports(doc: Doc) -> list[Report]:
    """Return (words, rule, speaker as written) of what `doc` reports without marks."""
    text = doc._.raw
    return [
        (text[q.start : q.end], q.rule, text[q.speaker.start : q.speaker.end])
        for q in find_quotes(doc)
        if q.kind is QuoteKind.INDIRECT and q.speaker is not None
    ]


THE_BRIDGE_WAS_SAFE = (
    "the old/JJ/amod>bridge bridge/NN/nsubj>was was=be/VBD/ccomp>{} safe/JJ/acomp>was"
)


def safe(cue: str) -> str:
    """Return the parse of "the old bridge was safe" as the clause that `cue` governs."""
    return THE_BRIDGE_WAS_SAFE.format(cue)


@pytest.mark.parametrize(
    ("text", "parse", "expected"),
    [
        (
            "Holm said the old bridge was safe.",
            f"Holm/NNP/nsubj>said said=say/VBD {safe('said')} .",
            [("the old bridge was safe", "reported-after-cue", "Holm")],
        ),
        (
            "Holm and Quill said the old bridge was safe.",
            f"""
            Holm/NNP/nsubj>said and/CC/cc>Holm Quill/NNP/conj>Holm said=say/VBD {safe("said")} .
            """,
            [("the old bridge was safe", "reported-after-cue", "Holm and Quill")],
        ),
        (
            "Holm said the bridge was safe, but that it was old.",
            """
            Holm/NNP/nsubj>said said=say/VBD the bridge/NN/nsubj>was was=be/VBD/ccomp>said
            safe/JJ/acomp>was , but/CC/cc>said that/IN/mark>was it/PRP/nsubj>was
            was=be/VBD/conj>said old/JJ/acomp>was .
            """,
            [("the bridge was safe, but that it was old", "reported-after-cue", "Holm")],
        ),
        (
            "Holm said the old bridge was safe, adding that nobody slept.",
            f"""
            Holm/NNP/nsubj>said said=say/VBD {safe("said")} , adding=add/VBG/advcl>was
            that/IN/mark>slept nobody/NN/nsubj>slept slept=sleep/VBD/ccomp>adding .
            """,
            [("the old bridge was safe", "reported-after-cue", "Holm")],
        ),
        (
            "Holm said the old bridge was safe and warned of ice.",
            f"""
            Holm/NNP/nsubj>said said=say/VBD {safe("said")} and/CC/cc>was warned=warn/VBD/conj>was
            of/IN/prep>warned ice/NN/pobj>of .
            """,
            [("the old bridge was safe", "reported-after-cue", "Holm")],
        ),
        (
            "But Holm claims that the old bridge was safe.",
            f"""
            But/CC/cc>claims Holm/NNP/nsubj>claims claims=claim/NNS that/IN/mark>was
            {safe("claims")} .
            """,
            [("the old bridge was safe", "reported-after-cue", "Holm")],
        ),
        (
            "Quill asked Holm if the old bridge was safe.",
            f"""
            Quill/NNP/nsubj>asked asked=ask/VBD Holm/NNP/dobj>asked if/IN/mark>was
            {safe("asked").replace("ccomp", "advcl")} .
            """,
            [("if the old bridge was safe", "reported-after-cue", "Quill")],
        ),
        (
            "Holm went on to say the old bridge was safe.",
            f"""
            Holm/NNP/nsubj>went went=go/VBD on/RP/prt>went to/TO/aux>say say/VB/xcomp>went
            {safe("say")} .
            """,
            [("the old bridge was safe", "reported-after-cue", "Holm")],
        ),
        (
            "Holm wants to say the old bridge was safe.",
            f"""
            Holm/NNP/nsubj>wants wants=want/VBZ to/TO/aux>say say/VB/xcomp>wants {safe("say")} .
            """,
            [],  # nobody has said it yet
        ),
        (
            "Holm did not say the old bridge was safe.",
            f"""
            Holm/NNP/nsubj>say did=do/VBD/aux>say not/RB/neg>say say/VB {safe("say")} .
            """,
            [],  # what is denied to have been said is not served as said
        ),
        (
            "Holm did not say whether the old bridge was safe.",
            f"""
            Holm/NNP/nsubj>say did=do/VBD/aux>say not/RB/neg>say say/VB whether/IN/mark>was
            {safe("say")} .
            """,
            [],  # what is left open is not said
        ),
        (
            "Holm said the old bridge was “safe”.",
            """
            Holm/NNP/nsubj>said said=say/VBD the old/JJ/amod>bridge bridge/NN/nsubj>was
            was=be/VBD/ccomp>said " safe/JJ/acomp>was " .
            """,
            [],  # what is quoted is a part of it
        ),
        (
            "Holm said the old bridge was safe, “quite safe”.",
            f"""
            Holm/NNP/nsubj>said said=say/VBD {safe("said")} , " quite/RB/advmod>safe
            safe/JJ/dep>said " .
            """,
            [],  # what is quoted is the end of it
        ),
        (
            "“We go,” Holm said Monday as it was late.",
            """
            " We/PRP/nsubj>go go/VBP/ccomp>said , " Holm/NNP/nsubj>said said=say/VBD
            Monday/NNP/npadvmod>said as/IN/mark>was it/PRP/nsubj>was was=be/VBD/advcl>said
            late/JJ/acomp>was .
            """,
            [],  # what was said is in the marks
        ),
        (
            "It was said that the old bridge was safe.",
            f"""
            It/PRP/nsubjpass>said was=be/VBD/auxpass>said said=say/VBN that/IN/mark>was
            {safe("said")} .
            """,
            [],
        ),
        ("Holm said so.", "Holm/NNP/nsubj>said said=say/VBD so/RB/advmod>said .", []),
        (
            "Holm opened the old bridge on Monday.",
            """
            Holm/NNP/nsubj>opened opened=open/VBD the old/JJ/amod>bridge bridge/NN/dobj>opened
            on/IN/prep>opened Monday/NNP/pobj>on .
            """,
            [],
        ),
    ],
)
def test_a_clause_after_a_verb_of_speech_is_reported(
    text: str, parse: str, expected: list[Report]
) -> None:
    assert reports(build_doc(text, parse)) == expected


@pytest.mark.parametrize(
    ("text", "parse", "expected"),
    [
        (
            "Holm believes the old bridge was safe.",
            f"Holm/NNP/nsubj>believes believes=believe/VBZ {safe('believes')} .",
            [("the old bridge was safe", "reported-thought", "Holm")],
        ),
        (
            "Holm hoped the old bridge was safe.",
            f"Holm/NNP/nsubj>hoped hoped=hop/VBD {safe('hoped')} .",
            [("the old bridge was safe", "reported-thought", "Holm")],
        ),
        (
            "I believe the old bridge was safe.",
            f"I/PRP/nsubj>believe believe/VBP {safe('believe')} .",
            [],  # the writer reports nobody
        ),
        (
            "Holm never believed the old bridge was safe.",
            f"""
            Holm/NNP/nsubj>believed never/RB/neg>believed believed=believe/VBD {safe("believed")} .
            """,
            [],
        ),
        (
            "Holm imagined the old bridge was safe.",
            f"Holm/NNP/nsubj>imagined imagined=imagine/VBD {safe('imagined')} .",
            [],  # not every thought is told
        ),
        (
            "Holm expects the old bridge to fall.",
            """
            Holm/NNP/nsubj>expects expects=expect/VBZ the old/JJ/amod>bridge
            bridge/NN/nsubj>fall to/TO/aux>fall fall/VB/ccomp>expects .
            """,
            [],
        ),
        (
            "The survey found the old bridge was safe.",
            f"The survey/NN/nsubj>found found=find/VBD {safe('found')} .",
            [("the old bridge was safe", "reported-evidence", "The survey")],
        ),
        (
            "It showed that the old bridge was safe.",
            f"It/PRP/nsubj>showed showed=show/VBD that/IN/mark>was {safe('showed')} .",
            [],
        ),
    ],
)
def test_what_somebody_thinks_or_finds_is_reported_if_the_article_says_so(
    text: str, parse: str, expected: list[Report]
) -> None:
    assert reports(build_doc(text, parse)) == expected


@pytest.mark.parametrize(
    ("text", "parse", "expected"),
    [
        (
            "The old bridge was safe, Holm said.",
            f"{safe('said')} , Holm/NNP/nsubj>said said=say/VBD .".replace("the", "The", 1),
            [("The old bridge was safe", "reported-before-cue", "Holm")],
        ),
        (
            "The old bridge was safe, said Holm.",
            f"{safe('said')} , said=say/VBD Holm/NNP/nsubj>said .".replace("the", "The", 1),
            [("The old bridge was safe", "reported-before-cue", "Holm")],
        ),
        (
            "When it was late, Holm said goodbye.",
            """
            When/WRB/advmod>was it/PRP/nsubj>was was=be/VBD/advcl>said late/JJ/acomp>was ,
            Holm/NNP/nsubj>said said=say/VBD goodbye/NN/dobj>said .
            """,
            [],  # what was said comes behind
        ),
        (
            "When it was late, Holm agreed.",
            """
            When/WRB/advmod>was it/PRP/nsubj>was was=be/VBD/advcl>agreed late/JJ/acomp>was ,
            Holm/NNP/nsubj>agreed agreed=agree/VBD .
            """,
            [],
        ),
        (
            "It was late, Holm proclaimed to us.",
            """
            It/PRP/nsubj>was was=be/VBD/ccomp>proclaimed late/JJ/acomp>was ,
            Holm/NNP/nsubj>proclaimed proclaimed=proclaim/VBD to/IN/prep>proclaimed
            us/PRP/pobj>to .
            """,
            [],
        ),
        (
            "The bridge, Holm said, was safe.",
            """
            The bridge/NN/nsubj>was , Holm/NNP/nsubj>said said=say/VBD/parataxis>was , was=be/VBD
            safe/JJ/acomp>was .
            """,
            [("The bridge, Holm said, was safe", "reported-around-cue", "Holm")],
        ),
        (
            "For this the bridge, toll declared, was closed.",
            """
            For/IN/prep>was this/DT/pobj>For the bridge/NN/nsubj>was , toll/NN/nsubj>declared
            declared=declare/VBD/parataxis>was , was=be/VBD closed=close/VBN/acomp>was .
            """,
            [],  # a thing declares nothing
        ),
        (
            "The bridge was safe, Holm said, wiping his pen.",
            """
            The bridge/NN/nsubj>was was=be/VBD/ccomp>said safe/JJ/acomp>was , Holm/NNP/nsubj>said
            said=say/VBD , wiping=wipe/VBG/advcl>said his/PRP$/poss>pen pen/NN/dobj>wiping .
            """,
            [("The bridge was safe", "reported-before-cue", "Holm")],
        ),
    ],
)
def test_a_sentence_before_or_around_its_attribution_is_reported(
    text: str, parse: str, expected: list[Report]
) -> None:
    assert reports(build_doc(text, parse)) == expected


@pytest.mark.parametrize(
    ("text", "parse", "expected"),
    [
        (
            "Holm vowed to mend the bridge.",
            """
            Holm/NNP/nsubj>vowed vowed=vow/VBD to/TO/aux>mend mend/VB/xcomp>vowed the
            bridge/NN/dobj>mend .
            """,
            [("to mend the bridge", "reported-infinitive", "Holm")],
        ),
        (
            "Holm pressed to mend the bridge.",
            """
            Holm/NNP/nsubj>pressed pressed=press/VBD to/TO/aux>mend mend/VB/xcomp>pressed the
            bridge/NN/dobj>mend .
            """,
            [],  # nobody is told to
        ),
        (
            "Holm urged Quill to mend the bridge.",
            """
            Holm/NNP/nsubj>urged urged=urge/VBD Quill/NNP/dobj>urged to/TO/aux>mend
            mend/VB/xcomp>urged the bridge/NN/dobj>mend .
            """,
            [("to mend the bridge", "reported-urging", "Holm")],
        ),
        (
            "Holm did not urge Quill to mend the bridge.",
            """
            Holm/NNP/nsubj>urge did=do/VBD/aux>urge not/RB/neg>urge urge/VB Quill/NNP/dobj>urge
            to/TO/aux>mend mend/VB/xcomp>urge the bridge/NN/dobj>mend .
            """,
            [],
        ),
        (
            "Quill was sworn to mend the bridge.",
            """
            Quill/NNP/nsubjpass>sworn was=be/VBD/auxpass>sworn sworn=swear/VBN to/TO/aux>mend
            mend/VB/xcomp>sworn the bridge/NN/dobj>mend .
            """,
            [],  # he has not said so
        ),
        (
            "Holm called for a new bridge, which Quill rejected.",
            """
            Holm/NNP/nsubj>called called=call/VBD for/IN/prep>called a/DT/det>bridge
            new/JJ/amod>bridge bridge/NN/pobj>for , which/WDT/dobj>rejected Quill/NNP/nsubj>rejected
            rejected=reject/VBD/relcl>bridge .
            """,
            [("a new bridge", "reported-topic", "Holm")],
        ),
        (
            "Holm called on Quill to mend it.",
            """
            Holm/NNP/nsubj>called called=call/VBD on/IN/prep>called Quill/NNP/pobj>on
            to/TO/aux>mend mend/VB/xcomp>called it/PRP/dobj>mend .
            """,
            [("Quill to mend it", "reported-topic", "Holm")],
        ),
        (
            "Holm called on his old friend Quill.",
            """
            Holm/NNP/nsubj>called called=call/VBD on/IN/prep>called his/PRP$/poss>Quill
            old/JJ/amod>Quill friend/NN/compound>Quill Quill/NNP/pobj>on .
            """,
            [],  # a visit
        ),
        (
            "Holm accused Quill of closing the bridge.",
            """
            Holm/NNP/nsubj>accused accused=accuse/VBD Quill/NNP/dobj>accused of/IN/prep>accused
            closing=close/VBG/pcomp>of the bridge/NN/dobj>closing .
            """,
            [("closing the bridge", "reported-charge", "Holm")],
        ),
        (
            "Holm blamed Quill for the old bridge.",
            """
            Holm/NNP/nsubj>blamed blamed=blame/VBD Quill/NNP/dobj>blamed for/IN/prep>blamed the
            old/JJ/amod>bridge bridge/NN/pobj>for .
            """,
            [],  # what he did is not told
        ),
        (
            "Holm announced the closing of the bridge, which is old.",
            """
            Holm/NNP/nsubj>announced announced=announce/VBD the closing/NN/dobj>announced
            of/IN/prep>closing the bridge/NN/pobj>of , which/WDT/nsubj>is is=be/VBZ/relcl>bridge
            old/JJ/acomp>is .
            """,
            [("the closing of the bridge", "reported-object", "Holm")],
        ),
        (
            "Holm announced an old plan.",
            """
            Holm/NNP/nsubj>announced announced=announce/VBD an/DT/det>plan old/JJ/amod>plan
            plan/NN/dobj>announced .
            """,
            [],  # too little of what was said
        ),
        (
            "The wind announced the closing of the bridge.",
            """
            The wind/NN/nsubj>announced announced=announce/VBD the closing/NN/dobj>announced
            of/IN/prep>closing the bridge/NN/pobj>of .
            """,
            [],  # no wind speaks
        ),
        (
            "Holm's claim that the old bridge was safe surprised Quill.",
            f"""
            Holm/NNP/poss>claim 's/POS/case>Holm claim/NN/nsubj>surprised that/IN/mark>was
            {safe("claim").replace("ccomp", "acl")} surprised=surprise/VBD
            Quill/NNP/dobj>surprised .
            """,
            [("the old bridge was safe", "reported-noun", "Holm")],
        ),
        (
            "Holm's argument is that the old bridge was safe.",
            f"""
            Holm/NNP/poss>argument 's/POS/case>Holm argument/NN/nsubj>is is=be/VBZ that/IN/mark>was
            {safe("is")} .
            """,
            [("the old bridge was safe", "reported-noun", "Holm")],
        ),
        (
            "The claim that the old bridge was safe surprised Quill.",
            f"""
            The claim/NN/nsubj>surprised that/IN/mark>was {safe("claim").replace("ccomp", "acl")}
            surprised=surprise/VBD Quill/NNP/dobj>surprised .
            """,
            [],  # nobody's claim
        ),
    ],
)
def test_other_complements_of_verbs_and_nouns_of_speech_are_reported(
    text: str, parse: str, expected: list[Report]
) -> None:
    assert reports(build_doc(text, parse)) == expected


@pytest.mark.parametrize(
    ("text", "parse", "expected"),
    [
        (
            "According to Holm, the bridge is safe.",
            """
            According=accord/VBG/prep>is to/IN/prep>According Holm/NNP/pobj>to , the
            bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is .
            """,
            [("the bridge is safe", "reported-according-to", "Holm")],
        ),
        (
            "The bridge is safe, according to Holm.",
            """
            The bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is , according=accord/VBG/prep>is
            to/IN/prep>according Holm/NNP/pobj>to .
            """,
            [("The bridge is safe", "reported-according-to", "Holm")],
        ),
        (
            "The bridge, according to Holm, is safe.",
            """
            The bridge/NN/nsubj>is , according=accord/VBG/prep>is to/IN/prep>according
            Holm/NNP/pobj>to , is=be/VBZ safe/JJ/acomp>is .
            """,
            [("The bridge, according to Holm, is safe", "reported-according-to", "Holm")],
        ),
        (
            "The bridge is safe, per Holm.",
            """
            The bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is , per/IN/prep>is Holm/NNP/pobj>per .
            """,
            [("The bridge is safe", "reported-according-to", "Holm")],
        ),
        (
            "The bridge costs ten crowns per head.",
            """
            The bridge/NN/nsubj>costs costs=cost/VBZ ten/CD/nummod>crowns
            crowns=crown/NNS/dobj>costs per/IN/prep>crowns head/NN/pobj>per .
            """,
            [],
        ),
        (
            "In Holm's view, the bridge is safe.",
            """
            In/IN/prep>is Holm/NNP/poss>view 's/POS/case>Holm view/NN/pobj>In , the
            bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is .
            """,
            [("the bridge is safe", "reported-in-view", "Holm")],
        ),
        (
            "In Holm's view the bridge is safe, but old.",
            """
            In/IN/prep>is Holm/NNP/poss>view 's/POS/case>Holm view/NN/pobj>In the
            bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is , but/CC/cc>safe old/JJ/conj>safe .
            """,
            [("the bridge is safe, but old", "reported-in-view", "Holm")],
        ),
        (
            "It is a bridge which in Holm's view is quite safe.",
            """
            It/PRP/nsubj>is is=be/VBZ a bridge/NN/attr>is which/WDT/nsubj>is in/IN/prep>is
            Holm/NNP/poss>view 's/POS/case>Holm view/NN/pobj>in is=be/VBZ/relcl>bridge
            quite/RB/advmod>safe safe/JJ/acomp>is .
            """,
            [("is quite safe", "reported-in-view", "Holm")],
        ),
        (
            "In Holm's garden, the bridge is safe.",
            """
            In/IN/prep>is Holm/NNP/poss>garden 's/POS/case>Holm garden/NN/pobj>In , the
            bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is .
            """,
            [],
        ),
        (
            "Police: Bridge is safe\nIt rained.",
            """
            Police/NNS/dep>is : Bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is ⏎ It/PRP/nsubj>rained
            rained=rain/VBD .
            """,
            [("Bridge is safe", "reported-heading", "Police")],
        ),
        (
            "Weather: Bridge is safe\nIt rained.",
            """
            Weather/NN/dep>is : Bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is ⏎ It/PRP/nsubj>rained
            rained=rain/VBD .
            """,
            [],
        ),
    ],
)
def test_what_stands_beside_a_phrase_for_its_source_is_reported(
    text: str, parse: str, expected: list[Report]
) -> None:
    assert reports(build_doc(text, parse)) == expected


def test_what_is_reported_within_a_report_belongs_to_it() -> None:
    doc = build_doc(
        "Holm said the old bridge was safe, according to Quill.",
        f"""
        Holm/NNP/nsubj>said said=say/VBD {safe("said")} , according=accord/VBG/prep>said
        to/IN/prep>according Quill/NNP/pobj>to .
        """,
    )
    assert reports(doc) == [("Holm said the old bridge was safe", "reported-according-to", "Quill")]
