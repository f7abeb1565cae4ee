"""The words that exercise rules rely on, by class; names of series stand in the lexicon."""

from typing import Final

TRIGGERS: Final = frozenset(
    "exercise exercises drill drills wargame wargames manoeuvre manoeuvres maneuver maneuvers"
    " wargaming".split()
)
"""Nouns that mean an exercise where the context is military."""

STANDBYS: Final = frozenset({"event", "edition", "editions", "iteration", "iterations"})
"""Nouns that may point back to an exercise and never bring one up."""

MILITARY: Final = frozenset(
    "military naval navy army war wargame maritime air aerial airborne amphibious anti-submarine"
    " antisubmarine submarine combat live snap artillery missile tank paratroop paratrooper"
    " marine marines defence defense nato combined counter-terrorism counterterrorism"
    " special-forces nuclear fleet warfare bomber troop troops armoured armored interoperability"
    " tri-service tactical readiness land sea".split()
)
"""Modifiers of exercises held by armed forces."""

CIVILIAN: Final = frozenset(
    "earthquake evacuation tsunami shooter school physical aerobic breathing fitness vocal academic"
    " accounting branding relations democratic intellectual balancing budget mental thought"
    " rehabilitation yoga aerobics strengthening stretching cardio cardiovascular team-building"
    " box-ticking writing classroom training-room oil gas power electric pelvic daily regular"
    " vigorous moderate strenuous accident disaster emergency".split()
)
"""Modifiers of other exercises and drills."""

PLAIN: Final = MILITARY | frozenset(
    "the a an this that these those its their our his such same current present whole entire ongoing"
    " upcoming coming planned forthcoming latest new annual biennial yearly biannual regular routine"
    " large large-scale scale massive huge big bigger major vast giant sprawling huge-scale wide"
    " largest biggest joint combined multinational multilateral bilateral trilateral international"
    " allied regional strategic defensive training field significant wide-ranging springtime computer simulated computer-simulated wintertime summertime winter summer spring autumn day week month"
    " year long two-week weeklong monthlong week-long month-long ever first second third two three"
    " snap surprise key complex high-profile massive-scale mock games 's year's world world's actual main"
    " overall second-largest most more once".split()
)
"""Modifiers that fit any exercise: a phrase with others may mean a part of it, or another."""

CALENDAR: Final = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June"
    " July August September October November December Jan Jan. Feb Feb. Mar Mar. Apr Apr. Jun Jun."
    " Jul Jul. Aug Aug. Sep Sep. Sept Sept. Oct Oct. Nov Nov. Dec Dec.".split()
)
"""Capitalised words that end a name or stand before it."""

NO_NAME_ENDS: Final = frozenset(
    # places
    "sea ocean gulf strait straits peninsula island islands river lake mountains bay coast desert"
    " province county state states region base range area airport harbor harbour port waters"
    # bodies
    " army navy force forces corps command brigade regiment fleet guard group council ministry"
    " marines marine police department pentagon kremlin agency association university school"
    " college center centre committee company battalion division squadron government military"
    " congress parliament senate house administration alliance union institute"
    # people
    " soldiers troops members president minister leader chief general admiral secretary officials"
    " sergeant instructor captain major colonel lieutenant"
    # what else is named with a year
    " act olympics games cup report plan strategy vision agenda summit conference championship"
    " championships forum expo week festival election elections budget program programme initiative"
    " index review awards law bill declaration agreement".split()
)
"""Last words that show a run of capitals near an exercise to be something else."""

FORCES: Final = frozenset(
    "troop troops soldier soldiers serviceman servicemen servicemember personnel force forces army"
    " officer officers inspector inspectors engineer engineers helicopters navy air_force marine marines paratrooper paratroopers sailor sailors airman airmen crew unit"
    " units contingent battalion brigade regiment division squadron company platoon team fleet"
    " flotilla ship ships warship warships vessel vessels frigate destroyer corvette carrier"
    " submarine aircraft plane jet fighter helicopter bomber warplane tank element guard"
    " coastguard military militaries commando commandos reservist infantry artillery member members"
    " nation nations country countries ally allies state states partner partners participant"
    " participants delegation side sides neighbour neighbor".split()
)
"""Nouns for those who take part in exercises, as lemmas and plurals."""

OFFICIALS: Final = frozenset(
    "official minister president premier chancellor spokesman spokeswoman spokesperson chief"
    " commander general admiral secretary ambassador diplomat lawmaker senator king queen prince"
    " princess leader analyst expert journalist reporter media agency source critic activist"
    " protester mayor governor director envoy".split()
)
"""Nouns for persons whose presence makes no country a participant, as lemmas."""

ARMED: Final = frozenset(
    "military militaries troops soldiers army armies navy navies naval marines airmen sailors warship"
    " warships frigate frigates destroyer destroyers submarine submarines paratroopers battalion"
    " brigade regiment squadron fleet nato defence defense combat warfare live-fire airborne"
    " amphibious fighter fighters bombers artillery missile missiles infantry commandos".split()
)
"""Words that show armed forces to be spoken of, in lower case."""

HOSTILE: Final = frozenset(
    "accuse annex annexation attack battle bomb border clash condemn conflict fight invade invasion"
    " kill occupy strike threaten war".split()
)
"""Lemmas of sentences in which forces named together are not at an exercise."""
