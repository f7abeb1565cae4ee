"""Whose words an article quotes: each rule on a parse written by hand, and whole passages."""

import pytest
from spacy.tokens import Doc

from app.extraction.quotes import find_quotes
from app.records import Extraction, QuoteKind
from tests.extraction.conftest import Reader
from tests.extraction.handmade import build_doc

Summary = tuple[str, str, str, str | None]


def summarize(doc: Doc) -> list[Summary]:
    """Return (words, kind, rule, speaker as written) of each quotation of `doc`."""
    text = doc._.raw
    return [
        (
            text[q.start : q.end],
            q.kind.value,
            q.rule,
            text[q.speaker.start : q.speaker.end] if q.speaker is not None else None,
        )
        for q in find_quotes(doc)
    ]


def words_and_speakers(text: str, extraction: Extraction) -> list[tuple[str, str | None]]:
    marked = (q for q in extraction.quotes if q.kind is not QuoteKind.INDIRECT)
    return [(text[q.start : q.end], q.speaker.entity if q.speaker else None) for q in marked]


@pytest.mark.parametrize(
    ("text", "parse", "expected"),
    [
        (
            "“The bridge is safe,” Holm said.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD .
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
            ],
        ),
        (
            "“The bridge is safe,” said Iris Holm.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " said=say/VBD
            Iris/NNP/compound>Holm Holm/NNP/nsubj>said .
            """,
            [
                ("The bridge is safe,", "direct", "followed-inverted", "Iris Holm"),
            ],
        ),
        (
            "“Stop!” shouted Iris Holm.",
            """
            " Stop/VB/nsubj>shouted ! " shouted=shout/VBD Iris/NNP/compound>Holm
            Holm/NNP/nsubj>shouted .
            """,
            [
                ("Stop!", "direct", "followed-inverted", "Iris Holm"),
            ],
        ),
        (
            "“The bridge is safe,” Holm, who built it, told reporters.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>told safe/JJ/acomp>is , " Holm/NNP/nsubj>told
            , who/WP/nsubj>built built=build/VBD/relcl>Holm it/PRP/dobj>built , told=tell/VBD
            reporters=reporter/NNS/dobj>told .
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
            ],
        ),
        (
            "“The bridge is safe,” the Daily Pier quoted Holm as saying.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>quoted safe/JJ/acomp>is , " the
            Daily/NNP/compound>Pier Pier/NNP/nsubj>quoted quoted=quote/VBD Holm/NNP/dobj>quoted
            as/IN/prep>quoted saying=say/VBG/pcomp>as .
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
            ],
        ),
        (
            "“The bridge is safe” in 1983, Holm said.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is " in/IN/prep>is
            1983/CD/pobj>in , Holm/NNP/nsubj>said said=say/VBD .
            """,
            [
                ("The bridge is safe", "mixed", "followed", "Holm"),
            ],
        ),
        (
            "Holm said: “The bridge is safe.”",
            """
            Holm/NNP/nsubj>said said=say/VBD : " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said
            safe/JJ/acomp>is . "
            """,
            [
                ("The bridge is safe.", "direct", "introduced-by-speech", "Holm"),
            ],
        ),
        (
            "Holm said that “the bridge is safe.”",
            """
            Holm/NNP/nsubj>said said=say/VBD that/IN/mark>is " the bridge/NN/nsubj>is
            is=be/VBZ/ccomp>said safe/JJ/acomp>is . "
            """,
            [
                ("the bridge is safe.", "direct", "introduced-by-speech", "Holm"),
            ],
        ),
        (
            "Holm resigned, adding that “the bridge is safe.”",
            """
            Holm/NNP/nsubj>resigned resigned=resign/VBD , adding=add/VBG/advcl>resigned
            that/IN/mark>is " the bridge/NN/nsubj>is is=be/VBZ/ccomp>adding safe/JJ/acomp>is . "
            """,
            [
                ("the bridge is safe.", "direct", "introduced-by-speech", "Holm"),
            ],
        ),
        (
            "It was a plan Holm rejected as “too slow”.",
            """
            It/PRP/nsubj>was was=be/VBD a plan/NN/attr>was Holm/NNP/nsubj>rejected
            rejected=reject/VBD/relcl>plan as/IN/prep>rejected " too/RB/advmod>slow
            slow/JJ/amod>as " .
            """,
            [
                ("too slow", "mixed", "introduced-by-stance", "Holm"),
            ],
        ),
        (
            "Holm told the town two things: “The bridge is safe.”",
            """
            Holm/NNP/nsubj>told told=tell/VBD the town/NN/dative>told two/CD/nummod>things
            things=thing/NNS/dobj>told : " The bridge/NN/nsubj>is is=be/VBZ/ccomp>told
            safe/JJ/acomp>is . "
            """,
            [
                ("The bridge is safe.", "direct", "introduced-by-colon", "Holm"),
            ],
        ),
        (
            "Holm told reporters in Oslo, “The bridge is safe.”",
            """
            Holm/NNP/nsubj>told told=tell/VBD reporters=reporter/NNS/dobj>told in/IN/prep>told
            Oslo/NNP/pobj>in , " The bridge/NN/nsubj>is is=be/VBZ/ccomp>told safe/JJ/acomp>is . "
            """,
            [
                ("The bridge is safe.", "direct", "introduced-late", "Holm"),
            ],
        ),
        (
            "Holm said the bridge was “old but sound” in parts.",
            """
            Holm/NNP/nsubj>said said=say/VBD the bridge/NN/nsubj>was was=be/VBD/ccomp>said "
            old/JJ/acomp>was but/CC/cc>old sound/JJ/conj>old " in/IN/prep>sound
            parts=part/NNS/pobj>in .
            """,
            [
                ("old but sound", "mixed", "governed-by-speech", "Holm"),
            ],
        ),
        (
            "Holm called the bridge “a sound old thing” on Monday.",
            """
            Holm/NNP/nsubj>called called=call/VBD the bridge/NN/dobj>called " a
            sound/JJ/amod>thing old/JJ/amod>thing thing/NN/oprd>called " on/IN/prep>called
            Monday/NNP/pobj>on .
            """,
            [
                ("a sound old thing", "mixed", "governed-by-label", "Holm"),
            ],
        ),
        (
            "It was “a sound old thing” and would stay so, Holm said.",
            """
            It/PRP/nsubj>was was=be/VBD/ccomp>said " a sound/JJ/amod>thing old/JJ/amod>thing
            thing/NN/attr>was " and/CC/cc>was would/MD/aux>stay stay/VB/conj>was so/RB/advmod>stay
            , Holm/NNP/nsubj>said said=say/VBD .
            """,
            [
                ("a sound old thing", "mixed", "followed-later", "Holm"),
            ],
        ),
        (
            "A bridge of “iron and rope” would last, said Holm.",
            """
            A bridge/NN/nsubj>last of/IN/prep>bridge " iron/NN/pobj>of and/CC/cc>iron
            rope/NN/conj>iron " would/MD/aux>last last/VB/ccomp>said , said=say/VBD
            Holm/NNP/nsubj>said .
            """,
            [
                ("iron and rope", "mixed", "followed-later", "Holm"),
            ],
        ),
        (
            "That “sound old thing” Holm said was sold.",
            """
            That/DT/det>thing " sound/JJ/amod>thing old/JJ/amod>thing thing/NN/nsubjpass>sold "
            Holm/NNP/nsubj>said said=say/VBD was/VBD/auxpass>sold sold=sell/VBN/ccomp>said .
            """,
            [
                ("sound old thing", "mixed", "governed-by-later", None),
            ],
        ),
        (
            "Holm kept her promise to build “the last bridge” there.",
            """
            Holm/NNP/nsubj>kept kept=keep/VBD her/PRP$/poss>promise
            promise/NN/dobj>kept to/TO/aux>build build/VB/acl>promise " the last/JJ/amod>bridge
            bridge/NN/dobj>build " there/RB/advmod>build .
            """,
            [
                ("the last bridge", "mixed", "governed-by-noun", "her"),
            ],
        ),
        (
            "Marsh, who called it “a sound old thing”, left.",
            """
            Marsh/NNP/nsubj>left , who/WP/nsubj>called called=call/VBD/relcl>Marsh
            it/PRP/dobj>called " a sound/JJ/amod>thing old/JJ/amod>thing thing/NN/oprd>called " ,
            left=leave/VBD .
            """,
            [
                ("a sound old thing", "mixed", "governed-by-label", "who"),
            ],
        ),
        (
            "The firm sent a statement saying it was “quite old”.",
            """
            The firm/NN/nsubj>sent sent=send/VBD a statement/NN/dobj>sent
            saying=say/VBG/acl>statement it/PRP/nsubj>was was=be/VBD/ccomp>saying
            " quite/RB/advmod>old old/JJ/acomp>was " .
            """,
            [
                ("quite old", "mixed", "governed-by-speech", "The firm"),
            ],
        ),
        (
            "While Holm said it was “quite old,” Marsh came by.",
            """
            While/IN/mark>said Holm/NNP/nsubj>said said=say/VBD/advcl>came it/PRP/nsubj>was
            was=be/VBD/ccomp>said " quite/RB/advmod>old old/JJ/acomp>was , " Marsh/NNP/nsubj>came
            came=come/VBD by/RP/prt>came .
            """,
            [
                ("quite old,", "mixed", "governed-by-speech", "Holm"),
            ],
        ),
        (
            "Holm — who built it — declared: “We go.”",
            """
            Holm/NNP — who/WP/nsubj>built built=build/VBD/relcl>Holm it/PRP/dobj>built —
            declared=declare/VBD : " We/PRP/nsubj>go go/VBP/ccomp>declared . "
            """,
            [
                ("We go.", "direct", "introduced-by-speech", "Holm"),
            ],
        ),
        (
            "Holm left, calling the bridge a “sound old thing”.",
            """
            Holm/NNP/nsubj>left left=leave/VBD , calling=call/VBG/advcl>left the
            bridge/NN/nsubj>calling a " sound/JJ/amod>thing old/JJ/amod>thing
            thing/NN/oprd>calling " .
            """,
            [
                ("sound old thing", "mixed", "governed-by-label", "Holm"),
            ],
        ),
        (
            "Holm said she declared it was “quite old”.",
            """
            Holm/NNP/nsubj>said said=say/VBD she/PRP/nsubj>declared declared=declare/VBD/ccomp>said
            it/PRP/nsubj>was was=be/VBD/ccomp>declared " quite/RB/advmod>old old/JJ/acomp>was " .
            """,
            [
                ("quite old", "mixed", "governed-by-speech", "Holm"),
            ],
        ),
        (
            "Holm said it was late but added: “We go.”",
            """
            Holm/NNP/nsubj>said said=say/VBD it/PRP/nsubj>was was=be/VBD/ccomp>said
            late/JJ/acomp>was but/CC/cc>was added=add/VBD/conj>was :
            " We/PRP/nsubj>go go/VBP/ccomp>added . "
            """,
            [
                ("it was late", "indirect", "reported-after-cue", "Holm"),
                ("We go.", "direct", "introduced-by-speech", "Holm"),
            ],
        ),
        (
            "OSLO (Pier News) — Holm called it “quite old”.",
            """
            OSLO/NNP/nsubj>called ( Pier/NNP/compound>News News/NNP/appos>OSLO ) —
            Holm/NNP/appos>OSLO called=call/VBD it/PRP/dobj>called " quite/RB/advmod>old
            old/JJ/oprd>called " .
            """,
            [
                ("quite old", "mixed", "governed-by-label", "Holm"),
            ],
        ),
        (
            "From the report: “The bridge is sound.”",
            """
            From/IN the report/NN/pobj>From : " The bridge/NN/nsubj>is is=be/VBZ
            sound/JJ/acomp>is . "
            """,
            [
                ("The bridge is sound.", "direct", "name-and-colon", "the report"),
            ],
        ),
        (
            "Holm turned to her theme: “The bridge is sound.”",
            """
            Holm/NNP/nsubj>turned turned=turn/VBD to/IN/prep>turned her/PRP$/poss>theme
            theme/NN/pobj>to : " The bridge/NN/nsubj>is is=be/VBZ sound/JJ/acomp>is . "
            """,
            [
                ("The bridge is sound.", "direct", "subject-and-colon", "Holm"),
            ],
        ),
        (
            "“The bridge is sound.”\n— Iris Holm",
            """
            " The bridge/NN/nsubj>is is=be/VBZ sound/JJ/acomp>is . " ⏎ — Iris/NNP/compound>Holm
            Holm/NNP
            """,
            [
                ("The bridge is sound.", "direct", "signed", "Iris Holm"),
            ],
        ),
        (
            "“The bridge is sound.” — Iris Holm",
            """
            " The bridge/NN/nsubj>is is=be/VBZ sound/JJ/acomp>is . " — Iris/NNP/compound>Holm
            Holm/NNP
            """,
            [
                ("The bridge is sound.", "direct", "signed", "Iris Holm"),
            ],
        ),
        (
            "“The bridge is sound.” — Iris Holm came.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ sound/JJ/acomp>is . " — Iris/NNP/compound>Holm
            Holm/NNP/nsubj>came came=come/VBD .
            """,
            [
                ("The bridge is sound.", "direct", "unattributed", None),
            ],
        ),
        (
            "Ann Lee (R-Ohio): “The bridge is sound.”",
            """
            Ann/NNP/compound>Lee Lee/NNP ( R/NNP/compound>Ohio - Ohio/NNP/appos>Lee ) : "
            The bridge/NN/nsubj>is is=be/VBZ/acl>Lee sound/JJ/acomp>is . "
            """,
            [
                ("The bridge is sound.", "direct", "name-and-colon", "Ann Lee"),
            ],
        ),
        (
            "Holm said the crews want “a bridge that is safe.”",
            """
            Holm/NNP/nsubj>said said=say/VBD the crews=crew/NNS/nsubj>want want/VBP/ccomp>said "
            a bridge/NN/dobj>want that/WDT/nsubj>is is=be/VBZ/relcl>bridge safe/JJ/acomp>is . "
            """,
            [
                ("a bridge that is safe.", "mixed", "governed-above", "Holm"),
            ],
        ),
        (
            "Holm says it underlines a “dangerous need” for bridges.",
            """
            Holm/NNP/nsubj>says says=say/VBZ it/PRP/nsubj>underlines
            underlines=underline/VBZ/ccomp>says a/DT/det>need " dangerous/JJ/amod>need
            need/NN/dobj>underlines " for/IN/prep>need bridges=bridge/NNS/pobj>for .
            """,
            [
                ("dangerous need", "mixed", "governed-above", "Holm"),
            ],
        ),
        (
            "Holm condemned what she called a “brazen breach” of rules.",
            """
            Holm/NNP/nsubj>condemned condemned=condemn/VBD what/WP/dobj>called she/PRP/nsubj>called
            called=call/VBD/ccomp>condemned a/DT/det>breach " brazen/JJ/amod>breach
            breach/NN/oprd>called " of/IN/prep>breach rules=rule/NNS/pobj>of .
            """,
            [
                ("brazen breach", "mixed", "governed-by-label", "Holm"),
            ],
        ),
        (
            "Holm warned of what she called “a clear threat.”",
            """
            Holm/NNP/nsubj>warned warned=warn/VBD of/IN/prep>warned what/WP/dobj>called
            she/PRP/nsubj>called called=call/VBD/pcomp>of " a clear/JJ/amod>threat
            threat/NN/oprd>called . "
            """,
            [
                ("a clear threat.", "mixed", "introduced-by-label", "Holm"),
            ],
        ),
        (
            "Holm crossed the so-called “safe bridge.”",
            """
            Holm/NNP/nsubj>crossed crossed=cross/VBD the so/RB/advmod>called -
            called=call/VBN/amod>bridge " safe/JJ/amod>bridge bridge/NN/dobj>crossed . "
            """,
            [
                ("safe bridge.", "scare", "scare", None),
            ],
        ),
        (
            "Holm called Lee “The Lord of the Bridge.”",
            """
            Holm/NNP/nsubj>called called=call/VBD Lee/NNP/dobj>called " The Lord/NNP/oprd>called
            of/IN/prep>Lord the Bridge/NNP/pobj>of . "
            """,
            [
                ("The Lord of the Bridge.", "mixed", "governed-by-label", "Holm"),
            ],
        ),
        (
            "Holm played down the cracks as “just dust.”",
            """
            Holm/NNP/nsubj>played played=play/VBD down/RP/prt>played the
            cracks=crack/NNS/dobj>played as/IN/prep>played " just/RB/advmod>dust dust/NN/pobj>as . "
            """,
            [
                ("just dust.", "mixed", "judged-as", "Holm"),
            ],
        ),
        (
            "Holm works as a “guide.”",
            """
            Holm/NNP/nsubj>works works=work/VBZ as/IN/prep>works a/DT/det>guide " guide/NN/pobj>as
            . "
            """,
            [
                ("guide.", "scare", "scare", None),
            ],
        ),
        (
            "Holm made the following comment:\n“The bridge is sound.”",
            """
            Holm/NNP/nsubj>made made=make/VBD the following/VBG/amod>comment comment/NN/dobj>made :
            ⏎ " The bridge/NN/nsubj>is is=be/VBZ sound/JJ/acomp>is . "
            """,
            [
                ("The bridge is sound.", "direct", "introduced-above", "Holm"),
            ],
        ),
        (
            "Holm kept a letter:\n“The bridge is sound.”",
            """
            Holm/NNP/nsubj>kept kept=keep/VBD a letter/NN/dobj>kept :
            ⏎ " The bridge/NN/nsubj>is is=be/VBZ sound/JJ/acomp>is . "
            """,
            [
                ("The bridge is sound.", "direct", "unattributed", None),
            ],
        ),
        (
            "“The bridge is sound.” Holm said.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ sound/JJ/acomp>is . " Holm/NNP/nsubj>said
            said=say/VBD .
            """,
            [
                ("The bridge is sound.", "direct", "followed", "Holm"),
            ],
        ),
        (
            "The bridge is “old but sound,” according to Holm.",
            """
            The bridge/NN/nsubj>is is=be/VBZ " old/JJ/acomp>is but/CC/cc>old sound/JJ/conj>old , "
            according=accord/VBG/prep>is to/IN/prep>according Holm/NNP/pobj>to .
            """,
            [
                ("old but sound,", "mixed", "according-to", "Holm"),
            ],
        ),
        (
            "“The bridge is safe,” according to a man who crossed it.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is , " according=accord/VBG/prep>is
            to/IN/prep>according a man/NN/pobj>to who/WP/nsubj>crossed
            crossed=cross/VBD/relcl>man it/PRP/dobj>crossed .
            """,
            [
                ("The bridge is safe,", "direct", "according-to", "a man"),
            ],
        ),
        (
            "According to Holm, “the bridge is safe.”",
            """
            According=accord/VBG/prep>is to/IN/prep>According Holm/NNP/pobj>to , " the
            bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is . "
            """,
            [
                ("the bridge is safe.", "direct", "according-to", "Holm"),
            ],
        ),
        (
            "Lena Marsh: “The bridge is sound.”",
            """
            Lena/NNP/compound>Marsh Marsh/NNP : " The bridge/NN/nsubj>is is=be/VBZ/acl>Marsh
            sound/JJ/acomp>is . "
            """,
            [
                ("The bridge is sound.", "direct", "name-and-colon", "Lena Marsh"),
            ],
        ),
        (
            "“The bridge is safe,” Holm said. “Nobody should worry.”",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD . " Nobody/NN/nsubj>worry should/MD/aux>worry worry/VB . "
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
                ("Nobody should worry.", "direct", "split", "Holm"),
            ],
        ),
        (
            "“The bridge is safe,” Holm said, “and it will stay.”",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD , " and/CC/cc>said it/PRP/nsubj>stay will/MD/aux>stay stay/VB/conj>said .
            "
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
                ("and it will stay.", "direct", "split", "Holm"),
            ],
        ),
        (
            "“The bridge is safe,” Holm said. “Nobody worries.” “We cross it daily.”",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD . " Nobody/NN/nsubj>worries worries=worry/VBZ . " " We/PRP/nsubj>cross
            cross/VBP it/PRP/dobj>cross daily/RB/advmod>cross . "
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
                ("Nobody worries.", "direct", "split", "Holm"),
                ("We cross it daily.", "direct", "adjoining", "Holm"),
            ],
        ),
        (
            "“The bridge is safe,” Holm said. The town agreed. “Nobody worries.”",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD . The town/NN/nsubj>agreed agreed=agree/VBD . " Nobody/NN/nsubj>worries
            worries=worry/VBZ . "
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
                ("Nobody worries.", "direct", "told-before", "The town"),
            ],
        ),
        (
            "“The bridge is safe,” Holm said. The town slept. “Nobody worries.”",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD . The town/NN/nsubj>slept slept=sleep/VBD . " Nobody/NN/nsubj>worries
            worries=worry/VBZ . "
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
                ("Nobody worries.", "direct", "same-paragraph", None),
            ],
        ),
        (
            "“The bridge is safe,” Holm said.\n“Nobody should worry.”",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD . ⏎ " Nobody/NN/nsubj>worry should/MD/aux>worry worry/VB . "
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
                ("Nobody should worry.", "direct", "paragraph-after", "Holm"),
            ],
        ),
        (
            "“The bridge is safe,” Holm said.\nThe town slept. “Nobody should worry.”",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD . ⏎ The town/NN/nsubj>slept slept=sleep/VBD . " Nobody/NN/nsubj>worry
            should/MD/aux>worry worry/VB . "
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
                ("Nobody should worry.", "direct", "unattributed", None),
            ],
        ),
        (
            "“The bridge is safe,” Holm said.\nThe town slept.\n“Nobody here should ever worry.”",
            """
            " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said safe/JJ/acomp>is , " Holm/NNP/nsubj>said
            said=say/VBD . ⏎ The town/NN/nsubj>slept slept=sleep/VBD . ⏎ " Nobody/NN/nsubj>worry
            here/RB/advmod>Nobody should/MD/aux>worry ever/RB/advmod>worry worry/VB . "
            """,
            [
                ("The bridge is safe,", "direct", "followed", "Holm"),
                ("Nobody here should ever worry.", "direct", "only-speaker", "Holm"),
            ],
        ),
        (
            "Holm said: “The bridge is safe.\n“Nobody should worry.”",
            """
            Holm/NNP/nsubj>said said=say/VBD : " The bridge/NN/nsubj>is is=be/VBZ/ccomp>said
            safe/JJ/acomp>is . ⏎ " Nobody/NN/nsubj>worry should/MD/aux>worry worry/VB . "
            """,
            [
                ("The bridge is safe.", "direct", "introduced-by-speech", "Holm"),
                ("Nobody should worry.", "direct", "continued", "Holm"),
            ],
        ),
        (
            "“The bridge is safe.\n“Nobody should worry,” Holm said.",
            """
            " The bridge/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is . ⏎ " Nobody/NN/nsubj>worry
            should/MD/aux>worry worry/VB/ccomp>said , " Holm/NNP/nsubj>said said=say/VBD .
            """,
            [
                ("The bridge is safe.", "direct", "continued", "Holm"),
                ("Nobody should worry,", "direct", "followed", "Holm"),
            ],
        ),
        (
            "Holm said it was “quite old” and “quite slow”.",
            """
            Holm/NNP/nsubj>said said=say/VBD it/PRP/nsubj>was was=be/VBD/ccomp>said "
            quite/RB/advmod>old old/JJ/acomp>was " and/CC/cc>old " quite/RB/advmod>slow
            slow/JJ/conj>old " .
            """,
            [
                ("quite old", "mixed", "governed-by-speech", "Holm"),
                ("quite slow", "mixed", "same-sentence", "Holm"),
            ],
        ),
        (
            "“Slow” and “sound,” Holm said of it.",
            """
            " Slow/JJ/advcl>said " and/CC/cc>Slow " sound/JJ/conj>Slow , " Holm/NNP/nsubj>said
            said=say/VBD of/IN/prep>said it/PRP/pobj>of .
            """,
            [
                ("Slow", "mixed", "same-sentence", "Holm"),
                ("sound,", "mixed", "followed", "Holm"),
            ],
        ),
        (
            "“They shall not pass!”",
            """
            " They/PRP/nsubj>pass shall/MD/aux>pass not/RB/neg>pass pass/VB ! "
            """,
            [
                ("They shall not pass!", "direct", "unattributed", None),
            ],
        ),
        (
            "The town slept. “They shall not pass!” The town woke.",
            """
            The town/NN/nsubj>slept slept=sleep/VBD . " They/PRP/nsubj>pass shall/MD/aux>pass
            not/RB/neg>pass pass/VB ! " The town/NN/nsubj>woke woke=wake/VBD .
            """,
            [
                ("They shall not pass!", "direct", "unattributed", None),
            ],
        ),
    ],
)
def test_each_rule_says_whose_words_and_what_kind(
    text: str, parse: str, expected: list[Summary]
) -> None:
    assert summarize(build_doc(text, parse)) == expected


@pytest.mark.parametrize(
    ("text", "parse", "expected"),
    [
        (
            "The bridge, dubbed “Old Iron”, stayed.",
            """
            The bridge/NN/nsubj>stayed , dubbed=dub/VBN/acl>bridge " Old/NNP/compound>Iron
            Iron/NNP/oprd>dubbed " , stayed=stay/VBD .
            """,
            [
                ("Old Iron", "scare", "scare", None),
            ],
        ),
        (
            "The so-called “iron road” stayed.",
            """
            The so/RB/advmod>called - called=call/VBN/amod>road " iron/NN/compound>road
            road/NN/nsubj>stayed " stayed=stay/VBD .
            """,
            [
                ("iron road", "scare", "scare", None),
            ],
        ),
        (
            "Crossing it was “a long and very old dream”.",
            """
            Crossing=cross/VBG/csubj>was it/PRP/nsubj>was was=be/VBD " a long/JJ/amod>dream
            and/CC/cc>long very/RB/advmod>old old/JJ/conj>long dream/NN/attr>was " .
            """,
            [
                ("a long and very old dream", "scare", "scare", None),
            ],
        ),
        (
            "On the show “Morning Tide,” Holm said it was late.",
            """
            On/IN/prep>said the show/NN/pobj>On " Morning/NNP/compound>Tide Tide/NNP/appos>show
            , " Holm/NNP/nsubj>said said=say/VBD it/PRP/nsubj>was
            was=be/VBD/ccomp>said late/JJ/acomp>was .
            """,
            [
                ("Morning Tide,", "scare", "scare", None),
                ("it was late", "indirect", "reported-after-cue", "Holm"),
            ],
        ),
        (
            "The bridge is a “road of iron” now.",
            """
            The bridge/NN/nsubj>is is=be/VBZ a " road/NN/attr>is of/IN/prep>road iron/NN/pobj>of "
            now/RB/advmod>is .
            """,
            [
                ("road of iron", "scare", "scare", None),
            ],
        ),
    ],
)
def test_labels_and_names_in_marks_have_no_speaker(
    text: str, parse: str, expected: list[Summary]
) -> None:
    assert summarize(build_doc(text, parse)) == expected


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("“The bridge is safe,” Iris Holm said. “Nobody should worry.”", [1, 1]),
        ("“The bridge is safe,” Iris Holm said, “and it will stay.”", [1, 1]),
        ("Iris Holm said: “The bridge is safe.\n“Nobody worries.\n“All is well.”", [1, 1, 1]),
        ("“The bridge is safe.\n“Nobody worries,” Iris Holm said. “All is well.”", [1, 1, 1]),
        ("“The bridge is safe,” Iris Holm said.\n“It is old,” Otto Quill said.", [1, 2]),
        ("“It is safe,” said Iris Holm, while Otto Quill said “it is not safe.”", [1, 2]),
    ],
)
def test_pieces_of_one_utterance_share_a_group(read: Reader, text: str, groups: list[int]) -> None:
    marked = [q for q in read(text).quotes if q.kind is not QuoteKind.INDIRECT]
    assert [q.group for q in marked] == groups


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Gen. Mara Lindqvist spoke in Oslo on Monday.\n\n“The ships are ready,” she said. "
                "“We sail at dawn.”"
            ),
            [
                ("The ships are ready,", "people/mara-lindqvist"),
                ("We sail at dawn.", "people/mara-lindqvist"),
            ],
        ),
        (
            (
                "Norwegian Defense Minister Mara Lindqvist met envoy Tomas Bergmann.\n“We agree,” "
                "the minister said.\n“So do we,” Bergmann said."
            ),
            [("We agree,", "people/mara-lindqvist"), ("So do we,", "people/tomas-bergmann")],
        ),
        (
            "Adam Burr and Eve Stone left the talks early. “We did our best,” they said.",
            [("We did our best,", "people/adam-burr")],
        ),
        ("“We are ready,” Norway said in a statement.", [("We are ready,", "countries/NO")]),
        ("“We are ready,” the Norwegian government said.", [("We are ready,", "countries/NO")]),
        ("“We are ready,” Moscow said.", [("We are ready,", "countries/RU")]),
        ("NATO met. “We are ready,” the alliance said.", [("We are ready,", "organizations/nato")]),
        ("“We are ready,” an alliance spokesperson said.", [("We are ready,", None)]),
        (
            "'We sail at dawn,' Mara Lindqvist said. 'The crew's boats are ready,' she said.",
            [
                ("We sail at dawn,", "people/mara-lindqvist"),
                ("The crew's boats are ready,", "people/mara-lindqvist"),
            ],
        ),
        (
            "The ship, dubbed “Sea Fox”, sank. Mara Lindqvist called it “a sad day”.",
            [("Sea Fox", None), ("a sad day", "people/mara-lindqvist")],
        ),
        (
            "Mayor Mara Lindqvist wrote on Monday:\n\n“The pier is closed until we mend it.”",
            [("The pier is closed until we mend it.", "people/mara-lindqvist")],
        ),
        (
            "“The pier is closed for now,” Mara Lindqvist said.\n\n“Not for long”\n\nIt rained.",
            [("The pier is closed for now,", "people/mara-lindqvist"), ("Not for long", None)],
        ),
        (
            "Mara Lindqvist met Col. Ada Berg. It was late, the colonel said, and “we waited”.",
            [("we waited", "people/ada-berg")],
        ),
        (
            "“The pier is closed,” said its keeper, Tomas Bergmann.",
            [("The pier is closed,", "people/tomas-bergmann")],
        ),
        (
            "Mara Lindqvist hosted the talks, in her words “a long night” for all.",
            [("a long night", "people/mara-lindqvist")],
        ),
    ],
)
def test_passages_are_read_as_a_whole(
    read: Reader, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert words_and_speakers(text, read(text)) == expected
