"""Sentences that go on about an exercise, read with the model: what each adds to it."""

import datetime as dt

import pytest

from app.extraction.extract import ExtractionError, Pipeline, extract
from app.records import Article, Modality

PUBLISHED = dt.date(2024, 5, 22)
OPENING = "Exercise Copper Tern, a naval drill off Iquique, opened on Monday. "
Facts = set[str | int | float | None]


def added(pipeline: Pipeline, sentence: str, *predicates: str) -> Facts:
    """Return what a sentence behind the opening adds, countries as their codes."""
    (found,) = extract(pipeline, [Article(text=OPENING + sentence, published=PUBLISHED)])
    assert not isinstance(found, ExtractionError), found
    return {
        (c.object or "").removeprefix("countries/") or c.value
        for c in found.claims
        if c.predicate in predicates and c.start >= len(OPENING)
    }


MODALITIES: list[tuple[str, Modality]] = [
    ("Brazil, Kenya and Peru are to join.", Modality.PLANNED),
    ("Ships from Kenya and Ghana are due to take part.", Modality.PLANNED),
    ("Ships from Kenya and Ghana are set to take part.", Modality.PLANNED),
    ("Kenya plans to send two ships.", Modality.PLANNED),
    ("Kenya is going to take part.", Modality.PLANNED),
    ("The drills are to end on Friday.", Modality.PLANNED),
    ("Kenya went to Callao to take part.", Modality.STATED),
    ("Kenya is one of three nations to take part.", Modality.STATED),
    ("Its aim is to train 900 sailors at Callao.", Modality.STATED),
]
PARTICIPANTS: list[tuple[str, Facts]] = [
    ("The host is joined by Brazil, Canada and Peru.", {"BR", "CA", "PE"}),
    ("Asia is represented by India, Japan and South Korea.", {"IN", "JP", "KR"}),
    ("Other countries involved are Brazil, Canada and Peru.", {"BR", "CA", "PE"}),
    ("Three of the guests come from Asia: India, Japan and Thailand.", {"IN", "JP", "TH"}),
    ("Four nations signed up. They are India, Japan, Kenya and Peru.", {"IN", "JP", "KE", "PE"}),
    ("Israel takes part as well, and so do Brazil and Peru.", {"IL", "BR", "PE"}),
    ("Brazil and Peru have said that they will join.", {"BR", "PE"}),
    ("Troops from Brazil and Peru are training alongside their Chilean hosts.", {"BR", "PE"}),
    ("Poland has sent a frigate, and Italy is flying helicopters.", {"PL", "IT"}),
    ("HMAS Arrow and INS Tabar will take part.", {"AU", "IN"}),
    ("It involves sailors from Kenya and, for the first time, Ghana.", {"KE", "GH"}),
    ("Ships from Kenya and Ghana are due to arrive tomorrow.", {"KE", "GH"}),
    (
        "Besides the organizers, Brazil, Kenya and Great Britain sent forces.",
        {"BR", "KE", "GB"},
    ),
    ("A Kenyan Navy contingent of 90 sailors left for Callao today to participate.", {"KE"}),
    ("The drills off Callao with ships from Kenya and Ghana last a week.", {"KE", "GH"}),
    ("Officers of the Kenyan and Ghanaian armies looked on.", set()),
    ("It is hosted by Chile and co-organized by the Peruvian Navy.", {"PE"}),
    ("It is jointly led by Kenya and Ghana.", {"KE", "GH"}),
    ("It is led by Kenya.", set()),
    ("Kenya, which took part last year, stayed away.", set()),
    ("Kenya, which took part in the previous edition, stayed away this year.", set()),
    ("The alliance is larger, with Kenya set to join as its tenth member.", set()),
    ("The drills, involving 900 sailors, reach across parts of Brazil, Canada and Peru.", set()),
    ("Ministers of Brazil, Canada and Peru met on Tuesday.", set()),
    ("The war of Brazil, Canada and Peru was joined by others.", set()),
    ("Peru announced the launch of two destroyers.", set()),
    ("In 2015, soldiers from Kenya and Ghana trained there.", set()),
]
HOSTS: list[tuple[str, Facts]] = [
    ("It is co-hosted by Chile and Peru.", {"CL", "PE"}),
    ("Chile is hosting 900 sailors from Kenya for Copper Tern.", {"CL"}),
    ("Sailors from Kenya joined their Chilean hosts.", {"CL"}),
    ("It is hosted by Chile and co-organized by the Peruvian Navy.", {"CL"}),
    ("It is hosted by Chile and Peru, and led by Kenya.", {"CL", "PE"}),
    ("It is co-hosted by Chile and the Peruvian Navy.", {"CL", "PE"}),
    ("Besides the host nations, Kenya and Ghana sent ships.", set()),
    ("Chile said on Tuesday that it would host the exercise.", {"CL"}),
    ("Chile is hosting the command post of the exercise.", set()),
]
OBSERVERS: list[tuple[str, Facts]] = [
    ("Doctors from Kenya and Ghana attended as observers.", {"KE", "GH"}),
    ("The observing countries are Kenya, Ghana and Peru.", {"KE", "GH", "PE"}),
    ("It is big.\n\nIt is loud.\n\nKenya has been invited to observe.", {"KE"}),
    ("Kenya and Ghana are among the countries that sent observers.", {"KE", "GH"}),
]
TIMES: list[tuple[str, Facts]] = [
    ("The drills, which last until 3 June, involve eight ships.", {"2024-06-03"}),
    ("The closing ceremony of the exercise will be on 3 June.", {"2024-06-03"}),
    ("Over the next two weeks, 900 sailors will practise off Iquique.", {"P14D"}),
    ("Some 900 sailors are training for ten days.", {"P10D"}),
    ("The drills began on 13 May and finish on 3 June.", {"2024-05-13", "2024-06-03"}),
    ("Chile will conduct the joint drills off Peru's coast starting Friday.", {"2024-05-24"}),
    ("The closing ceremony of the Chilean navy's annual exercise Copper Tern was held on 20 May.",
     {"2024-05-20"}),
    ("The drills will go ahead on 3 June.", {"2024-06-03"}),
    ("The exercise goes on until Friday.", {"2024-05-24"}),
    ("The drills got under way on Tuesday.", {"2024-05-21"}),
    ("It began with 900 sailors, 40 fewer than in 2023.", set()),
    ("Copper Tern began in 1992.", set()),
    ("They went to Callao on Tuesday.", set()),
]  # fmt: skip
PLACES: list[tuple[str, Facts]] = [
    ("The drills, in the Atacama Desert, involve eight ships.", {"Atacama Desert"}),
    ("Off the coast of Peru, the exercise includes eight ships.", {"coast of Peru"}),
    ("The drills occupy Chilean airspace.", {"Chilean airspace"}),
    ("The 900 sailors will train across Chile and Peru.", {"Chile", "Peru"}),
    ("The week of drills is spread over nine ranges in Chile and five in Peru.", {"Chile", "Peru"}),
    ("The ships are at Callao this month for Copper Tern.", {"Callao"}),
    ("It welcomed ships from Kenya at Callao on Tuesday for Copper Tern.", {"Callao"}),
    ("Crews gathered in Peru and Ivory Coast last week for Copper Tern.", {"Peru", "Ivory Coast"}),
    ("The drills, 20 to 24 May off the coast of Peru, involve eight ships.", {"coast of Peru"}),
    ("The exercise takes place across Peru today.", {"Peru"}),
    ("It will go ahead from 23 May to 3 June near Callao.", {"Callao"}),
    ("The 900 sailors will train in the fjords of Norway.", {"fjords of Norway"}),
    ("The navy went to Callao.", set()),
    ("It is being held in three other countries - Ghana, Kenya and Peru.",
     {"Ghana", "Kenya", "Peru"}),
    ("The drills are held across parts of Peru and Kenya.", {"parts of Peru", "Kenya"}),
    ("It will be held off the coast of northern Peru.", {"coast of northern Peru"}),
    ("The navy left for Callao on Tuesday to take part in the second phase of Copper Tern.",
     {"Callao"}),
    ("The sailors will train in Counter Piracy operations.", set()),
    ("The exercise has been held in Peru before.", set()),
    ("Copper Tern was first held in Peru in 2011.", set()),
    ("It is hosted by the Chilean Navy's fleet, based at Talcahuano.", set()),
]  # fmt: skip
SIZES: list[tuple[str, Facts]] = [
    ("It involves 900 sailors, two tugs, 40 aircraft and helicopters, and a dozen ships.",
     {900, 40, 12}),
    ("They expect 900 sailors for the drills, which run in May, as well as eight ships.", {900, 8}),
    ("It was cut to three ships and 900 sailors.", {3, 900}),
    ("The navy put the number at 1,900.", {1_900}),
    ("Participating personnel total some 900, the largest number so far.", {900}),
    ("Some 9,000 will take part.", {9_000}),
    ("It involves 1,700 special operations forces.", {1_700}),
    ("Some 3,000 security forces are taking part.", {3_000}),
    ("About 700 guardsmen joined the drill.", {700}),
    ("It involves three special forces.", set()),
    ("Around 900 local sailors will take part.", set()),
    ("Under the Callao Document, drills with more than 9,000 troops are open to observers.", set()),
    ("Copper Tern was first held in 2011 with about 900 sailors.", set()),
    ("The exercise began in 2011 with 900 sailors.", set()),
    ("It drew 900 sailors from Peru and 80 from Kenya; Ghana takes part as well.", set()),
]  # fmt: skip
NATIONS: list[tuple[str, Facts]] = [
    ("The drills bring together sailors from nine nations.", {9}),
    ("The drills are hosted in four American countries, Chile among them.", set()),
]
COUNTED: list[tuple[str, Facts]] = [
    ("It involves 900 sailors from Brazil, Canada and Peru.", {"BR", "CA", "PE"}),
    ("It involves sailors from ten countries including Canada and Peru.", {"CA", "PE"}),
]


@pytest.mark.parametrize(("sentence", "codes"), [*PARTICIPANTS, *COUNTED])
def test_who_takes_part_is_told_in_many_words(
    pipeline: Pipeline, sentence: str, codes: Facts
) -> None:
    assert added(pipeline, sentence, "participant") == codes


@pytest.mark.parametrize(("sentence", "modality"), MODALITIES)
def test_what_is_to_come_is_planned_in_whatever_words(
    pipeline: Pipeline, sentence: str, modality: Modality
) -> None:
    (found,) = extract(pipeline, [Article(text=OPENING + sentence, published=PUBLISHED)])
    assert not isinstance(found, ExtractionError), found
    own = (c for c in found.claims if c.subject.startswith("exercises/"))
    assert {c.modality for c in own if c.start >= len(OPENING)} == {modality}


@pytest.mark.parametrize(("sentence", "codes"), HOSTS)
def test_who_hosts_is_told_of_the_exercise_and_not_of_a_part(
    pipeline: Pipeline, sentence: str, codes: Facts
) -> None:
    assert added(pipeline, sentence, "host") == codes


@pytest.mark.parametrize(("sentence", "codes"), OBSERVERS)
def test_who_observes_takes_no_part(pipeline: Pipeline, sentence: str, codes: Facts) -> None:
    assert added(pipeline, sentence, "observer") == codes
    assert added(pipeline, sentence, "participant") == set()


@pytest.mark.parametrize(("sentence", "places"), PLACES)
def test_where_it_is_held_is_told_by_many_words(
    pipeline: Pipeline, sentence: str, places: Facts
) -> None:
    assert added(pipeline, sentence, "place") == places


@pytest.mark.parametrize(("sentence", "values"), SIZES)
def test_how_big_it_is_is_told_of_the_whole(
    pipeline: Pipeline, sentence: str, values: Facts
) -> None:
    assert added(pipeline, sentence, "personnel", "ships", "aircraft") == values


@pytest.mark.parametrize(("sentence", "values"), NATIONS)
def test_how_many_take_part_is_not_in_how_many_countries_it_is(
    pipeline: Pipeline, sentence: str, values: Facts
) -> None:
    assert added(pipeline, sentence, "participant_count") == values


@pytest.mark.parametrize(("sentence", "values"), TIMES)
def test_when_and_how_long_is_told_by_many_verbs(
    pipeline: Pipeline, sentence: str, values: Facts
) -> None:
    assert added(pipeline, sentence, "start", "end", "duration") == values
