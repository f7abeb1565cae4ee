"""What articles claim about exercises, on sentences parsed by hand."""

import datetime as dt

import pytest

from app.records import Claim, Modality
from tests.extraction.exercise_docs import read_exercises

PUBLISHED = dt.date(2022, 5, 4)
Said = tuple[str, str | int | float | None, str]


def said(parse: str) -> list[Said]:
    """Return predicate, object or value, and evidence of each claim in a sentence."""
    doc, _, claims = read_exercises(parse, PUBLISHED)
    return [(c.predicate, c.object or c.value, doc.text[c.start : c.end]) for c in claims]


def only_claim(parse: str) -> Claim:
    _, _, (claim,) = read_exercises(parse, PUBLISHED)
    return claim


HOSTED_AND_LED = (
    "Hosted=host/VBN/nsubj/+11 and/CC/cc/-1 led=lead/VBN/conj/-2 by/IN/agent/-1 "
    "Norway/NNP/pobj/-1 ~,/,/punct/-1 the/DT/det/+2 naval/JJ/amod/+1 exercise/NN/appos/-4 "
    "Amber/NNP/compound/+1 Gull/NNP/appos/-2 opened=open/VBD/ROOT on/IN/prep/-1 "
    "Monday/NNP/pobj/-1 ~././punct/-3"
)
HOSTS = (
    "Spain/NNP/nsubj/+1 hosts=host/VBZ/ROOT the/DT/det/+4 Amber/NNP/compound/+1 "
    "Gull/NNP/compound/+2 naval/JJ/amod/+1 drills=drill/NNS/dobj/-5 ~././punct/-6"
)
TAKE_PART = (
    "Troops=troop/NNS/nsubj/+7 from/IN/prep/-1 Chile/NNP/pobj/-1 ~,/,/punct/-1 "
    "Peru/NNP/conj/-2 and/CC/cc/-1 Kenya/NNP/conj/-2 take/VBP/ROOT part/NN/dobj/-1 "
    "in/IN/prep/-2 Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/pobj/-3 "
    "~././punct/-6"
)
INVOLVES = (
    "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubj/+1 "
    "involves=involve/VBZ/ROOT around/IN/quantmod/+1 900/CD/nummod/+1 soldiers=soldier/NNS/dobj/-3 "
    "from/IN/prep/-4 12/CD/nummod/+2 NATO/NNP/compound/+1 members=member/NNS/pobj/-3 "
    "~,/,/punct/-8 as/RB/advmod/+2 well/RB/advmod/+1 as/IN/cc/-11 Sweden/NNP/pobj/-1 "
    "and/CC/cc/-1 Japan/NNP/conj/-2 ~././punct/-15"
)
ATTENDS = (
    "Ghana/NNP/nsubj/+1 attends=attend/VBZ/ROOT Exercise/NNP/compound/+2 "
    "Amber/NNP/compound/+1 Gull/NNP/dobj/-3 as/IN/prep/-4 an/DT/det/+1 observer/NN/pobj/-2 "
    "~././punct/-7"
)
WILL_BE_HELD = (
    "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubjpass/+3 will/MD/aux/+2 "
    "be/VB/auxpass/+1 held=hold/VBN/ROOT near/IN/prep/-1 Bergen/NNP/pobj/-1 from/IN/prep/-3 "
    "3/CD/pobj/-1 to/IN/prep/-2 9/CD/nummod/+1 May/NNP/pobj/-2 2022/CD/nummod/-1 "
    "~././punct/-9"
)
BEGAN = (
    "The/DT/det/+6 two/CD/nummod/+2 ~-/HYPH/punct/+1 ~week/NN/compound/+3 "
    "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubj/+1 began=begin/VBD/ROOT "
    "on/IN/prep/-1 Monday/NNP/pobj/-1 in/IN/prep/-3 Norway/NNP/pobj/-1 ~././punct/-5"
)
OWNED = (
    "NATO/NNP/poss/+4 ~'s/POS/case/-1 Exercise/NNP/compound/+2 Amber/NNP/compound/+1 "
    "Gull/NNP/nsubj/+1 delighted=delight/VBD/ROOT sailors=sailor/NNS/dobj/-1 ~././punct/-2"
)
LEFT_FOR = (
    "They/PRP/nsubj/+1 left=leave/VBD/ROOT Mombasa/NNP/dobj/-1 for/IN/prep/-2 "
    "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/pobj/-3 on/IN/prep/-1 "
    "Monday/NNP/pobj/-1 ~././punct/-8"
)
PLANNED_SINCE = (
    "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubjpass/+3 "
    "has=have/VBZ/aux/+2 been=be/VBN/auxpass/+1 planned=plan/VBN/ROOT since/IN/prep/-1 "
    "2018/CD/pobj/-1 ~././punct/-3"
)
JOINT_DRILLS = (
    "Chile/NNP/nsubj/+3 and/CC/cc/-1 Peru/NNP/conj/-2 began=begin/VBD/ROOT joint/JJ/amod/+2 "
    "naval/JJ/amod/+1 drills=drill/NNS/dobj/-3 off/IN/prep/-4 Callao/NNP/pobj/-1 "
    "~././punct/-6"
)
TAKEN_FOR_AN_INFINITIVE = (
    "Some/DT/quantmod/+1 900/CD/nummod/+1 sailors=sailor/NNS/nsubj/+4 from/IN/prep/-1 "
    "six/CD/nummod/+1 nations=nation/NNS/pobj/-2 began=begin/VBD/ROOT Exercise/NNP/xcomp/-1 "
    "Amber/NNP/compound/+1 Gull/NNP/appos/-2 on/IN/prep/-4 Monday/NNP/pobj/-1 ~././punct/-6"
)
SENTENCES: list[tuple[str, list[Said]]] = [
    (
        HOSTED_AND_LED,
        [
            ("host", "countries/NO", "Hosted and led by Norway"),
            ("organizer", "countries/NO", "led by Norway"),
            ("start", "2022-05-02", "Monday"),
        ],
    ),
    (HOSTS, [("host", "countries/ES", "Spain hosts")]),
    (
        TAKE_PART,
        [
            ("participant", "countries/CL", "Chile, Peru and Kenya take"),
            ("participant", "countries/PE", "Peru and Kenya take"),
            ("participant", "countries/KE", "Kenya take"),
        ],
    ),
    (
        INVOLVES,
        [
            ("participant", "countries/SE", "from 12 NATO members, as well as Sweden"),
            ("participant", "countries/JP", "from 12 NATO members, as well as Sweden and Japan"),
            ("personnel", 900, "around 900 soldiers"),
            ("participant_count", 14, "12 NATO members"),
        ],
    ),
    (ATTENDS, [("observer", "countries/GH", "Ghana attends Exercise Amber Gull as an observer")]),
    (
        WILL_BE_HELD,
        [
            ("place", "Bergen", "near Bergen"),
            ("start", "2022-05-03", "3 to 9 May 2022"),
            ("end", "2022-05-09", "9 May 2022"),
        ],
    ),
    (
        BEGAN,
        [
            ("place", "Norway", "in Norway"),
            ("start", "2022-05-02", "Monday"),
            ("duration", "P14D", "two-week"),
        ],
    ),
    (
        TAKEN_FOR_AN_INFINITIVE,
        [
            ("personnel", 900, "Some 900 sailors"),
            ("participant_count", 6, "six nations"),
            ("start", "2022-05-02", "Monday"),
        ],
    ),
    (OWNED, [("organizer", "organizations/nato", "NATO's Exercise Amber Gull")]),
    (LEFT_FOR, []),
    (PLANNED_SINCE, [("planned_since", "2018", "since 2018")]),
    (
        JOINT_DRILLS,
        [
            ("participant", "countries/CL", "Chile and Peru began"),
            ("participant", "countries/PE", "Peru began"),
            ("place", "Callao", "off Callao"),
        ],
    ),
]


@pytest.mark.parametrize(("parse", "claims"), SENTENCES)
def test_a_sentence_gives_its_claims_each_with_the_words_that_say_so(
    parse: str, claims: list[Said]
) -> None:
    assert sorted(said(parse), key=str) == sorted(claims, key=str)


CONDEMNED = (
    "Spain/NNP/nsubj/+1 condemned=condemn/VBD/ROOT Exercise/NNP/compound/+2 "
    "Amber/NNP/compound/+1 Gull/NNP/dobj/-3 ~././punct/-4"
)
CAUTION = (
    "They/PRP/nsubj/+1 exercise/VBP/ROOT caution/NN/dobj/-1 in/IN/prep/-1 "
    "Norway/NNP/pobj/-1 ~././punct/-4"
)
DECLINED = (
    "Spain/NNP/nsubj/+2 has=have/VBZ/aux/+1 declined=decline/VBN/ROOT to/TO/aux/+1 "
    "join/VB/xcomp/-2 Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/dobj/-3 "
    "~././punct/-6"
)


NEWSPAPER = (
    "Kenya/NNP/compound/+1 Observer/NNP/nsubj/+1 praised=praise/VBD/ROOT Exercise/NNP/compound/+2 "
    "Amber/NNP/compound/+1 Gull/NNP/dobj/-3 ~././punct/-4"
)


@pytest.mark.parametrize("parse", [CONDEMNED, CAUTION, DECLINED, NEWSPAPER])
def test_who_condemns_or_declines_an_exercise_takes_no_part_in_it(parse: str) -> None:
    assert said(parse) == []


def test_exercise_as_a_verb_is_no_exercise() -> None:
    _, exercises, _ = read_exercises(CAUTION)
    assert exercises == []


def test_without_a_publication_date_a_weekday_is_kept_as_evidence() -> None:
    doc, _, claims = read_exercises(BEGAN)
    (start,) = [c for c in claims if c.predicate == "start"]
    assert (start.value, start.grain, doc.text[start.start : start.end]) == (None, "day", "Monday")


def test_members_of_an_alliance_and_named_countries_are_added_up() -> None:
    doc, _, claims = read_exercises(INVOLVES)
    (count,) = [c for c in claims if c.predicate == "participant_count"]
    assert count.derived
    assert [doc.text[a:b] for a, b in count.more_evidence] == ["as well as Sweden and Japan"]


def test_what_single_countries_send_is_added_up_to_the_size() -> None:
    parse = (
        "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubj/+1 "
        "involves=involve/VBZ/ROOT 300/CD/nummod/+3 troops=troop/NNS/dobj/-2 from/IN/prep/-1 "
        "Kenya/NNP/pobj/-1 and/CC/cc/-1 200/CD/nummod/+1 troops=troop/NNS/conj/-5 "
        "from/IN/prep/-1 Spain/NNP/pobj/-1 ~././punct/-10"
    )
    sizes = [s for s in said(parse) if s[0] == "personnel"]
    assert sizes == [("personnel", 500, "300 troops")]


def test_what_one_country_sends_is_not_the_size() -> None:
    parse = (
        "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubj/+1 "
        "involves=involve/VBZ/ROOT 300/CD/nummod/+3 troops=troop/NNS/dobj/-2 from/IN/prep/-1 "
        "Kenya/NNP/pobj/-1 ~././punct/-5"
    )
    assert said(parse) == [("participant", "countries/KE", "involves 300 troops from Kenya")]


def test_what_is_called_off_is_said_to_be_cancelled() -> None:
    parse = (
        "Jordan/NNP/nsubj/+1 called=call/VBD/ROOT off/RP/prt/-1 Exercise/NNP/compound/+2 "
        "Amber/NNP/compound/+1 Gull/NNP/dobj/-4 ~,/,/punct/-1 which/WDT/nsubj/+1 "
        "was=be/VBD/relcl/-3 to/TO/aux/+1 start/VB/xcomp/-2 on/IN/prep/-1 3/CD/nummod/+1 "
        "May/NNP/pobj/-2 ~././punct/-13"
    )
    claim = only_claim(parse)
    assert (claim.value, claim.modality) == ("2022-05-03", Modality.CANCELLED)


def test_what_is_to_come_is_said_to_be_planned() -> None:
    _, _, claims = read_exercises(WILL_BE_HELD)
    assert {c.modality for c in claims} == {Modality.PLANNED}


PREVIOUS = (
    "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubj/+2 2022/CD/appos/-1 "
    "is=be/VBZ/ROOT small/JJ/acomp/-1 ~,/,/punct/-2 but/CC/cc/-3 the/DT/det/+2 "
    "previous/JJ/amod/+1 edition/NN/nsubj/+5 ~,/,/punct/-1 in/IN/prep/-2 2019/CD/pobj/-1 "
    "~,/,/punct/-4 had=have/VBD/conj/-11 40/CD/nummod/+1 ships=ship/NNS/dobj/-2 "
    "~././punct/-3"
)


def test_the_figures_of_an_earlier_edition_do_not_land_on_the_present_one() -> None:
    _, exercises, (claim,) = read_exercises(PREVIOUS)
    assert [e.id for e in exercises] == ["exercises/amber-gull-2022", "exercises/amber-gull-2019"]
    assert (claim.subject, claim.value) == ("exercises/amber-gull-2019", 40)
    assert claim.modality is Modality.PAST


def test_figures_of_an_edition_of_no_known_year_are_left_out() -> None:
    _, exercises, claims = read_exercises(PREVIOUS.replace("2019/CD", "winter/NN"))
    assert [e.id for e in exercises] == ["exercises/amber-gull-2022"]
    assert claims == []


def test_the_year_of_an_exercise_is_that_of_its_dates() -> None:
    _, (exercise,), _ = read_exercises(BEGAN, PUBLISHED)
    assert (exercise.id, exercise.name) == ("exercises/amber-gull-2022", "Amber Gull")
    assert (exercise.series, exercise.edition) == ("Amber Gull", "2022")


def test_an_exercise_without_a_name_is_called_by_its_kind() -> None:
    _, (exercise,), _ = read_exercises(JOINT_DRILLS)
    assert (exercise.name, exercise.series) == ("joint military drills", None)
    assert exercise.aliases == {"joint naval drills"}


def test_an_exercise_without_a_name_of_which_little_is_said_is_left_out() -> None:
    parse = (
        "They/PRP/nsubj/+1 saw=see/VBD/ROOT joint/JJ/amod/+2 naval/JJ/amod/+1 "
        "drills=drill/NNS/dobj/-3 in/IN/prep/-1 Norway/NNP/pobj/-1 ~././punct/-6"
    )
    _, exercises, claims = read_exercises(parse)
    assert (exercises, claims) == ([], [])
