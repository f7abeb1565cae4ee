"""Who says what in the articles that come with newskb, as their readers would tell."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.running import ARTICLES, run

Quotes = dict[str, dict[str, Any]]

NAMED = {
    "air-defender-2023": {
        "Air Defender is necessary,": "people/oana-lungescu",
        "We stand united.": "people/oana-lungescu",
        "the exercise should help air forces": "organizations/nato",
        "because of the close relationship": "people/ingo-gerhartz",
        "inseparable,": "people/ingo-gerhartz",
        "request": "people/jens-stoltenberg",
        "looking into the possibility.": "people/jens-stoltenberg",
        "what happens in Asia matters for Europe": "people/jens-stoltenberg",
        "to new heights": "people/jens-stoltenberg",
    },
    "amber-vine-2022": {
        "I say Georgia,": "people/delia-marchbanks",
        "Then I say, the other one.": "people/delia-marchbanks",
        "On paper there is a difference,": "people/nodar-kvrivishvili",
        "They should say": "people/delia-marchbanks",
        "and see what happens.": "people/delia-marchbanks",
    },
    "baltic-interview": {
        "People call it a NATO lake,": "people/lukasz-grodzieniec",
        "I have sailed on it": "people/lukasz-grodzieniec",
        "She counted my sailors": "people/lukasz-grodzieniec",
        "and she was wrong by two.": "people/lukasz-grodzieniec",
    },
    "chile-kenya-trade": {
        "Our growers were afraid": "people/wambui-gathigira",
        "They harvest in different months.": "people/wambui-gathigira",
        "a joint committee would meet": "people/wambui-gathigira",
        "the WTO had been informed": "people/ignacio-larraguibel",
        "I have said all I know": "people/wambui-gathigira",
        "The rest is guacamole.": "people/wambui-gathigira",
    },
    "coral-shield-22": {
        "A submarine does not ask": "people/kim-seol-woon",
        "We begin with simple things,": "people/shirakawa-noritaka",
        "Then we hunt.": "people/shirakawa-noritaka",
        "too far from home.": "people/kim-bo-gyeom",
        "Home is where the cargo": "people/kim-seol-woon",
        "weather, not climate.": "people/ouyang-jinghe",
    },
    "desert-compass-2024": {
        "The decision was taken": "people/haytham-al-zubaydat",
        "A compass points north": "people/haytham-al-zubaydat",
        "the planners hoped": "people/haytham-al-zubaydat",
        "candour and patience.": "people/saqr-bin-rashid-al-mirfawi",
        "I was named after an uncle,": "people/jordan-pelletier",
        "but by now I feel": "people/jordan-pelletier",
        "Soldiers are good guests,": "people/hadeel-abu-qamra",
        "They get up early,": "people/hadeel-abu-qamra",
        "The army has offered": "people/hadeel-abu-qamra",
    },
    "hornad-flood-2023": {
        "The water came at four,": "people/bozena-krajnakova",
        "We had two boats": "people/bozena-krajnakova",
        "So we took the children first": "people/bozena-krajnakova",
        "I have done this work": "people/bozena-krajnakova",
        "it needed 1.2 million euros": "people/bozena-krajnakova",
        "They didn’t wait for a form,": "people/stefan-vrabciak",
        "and we didn’t ask for one.": "people/stefan-vrabciak",
        "the real thing had been easier": "people/stefan-vrabciak",
        "This time,": "people/stefan-vrabciak",
        "people believed me.": "people/stefan-vrabciak",
    },
    "kittiwake-satellite": {
        "First it blinked,": "people/thordis-hallbjarnardottir",
        "One second is nothing,": "people/yoo-gyu-bin",
        "unless you travel": "people/yoo-gyu-bin",
        "A country of 370,000 people": "people/thordis-hallbjarnardottir",
        "It can buy a small one": "people/thordis-hallbjarnardottir",
    },
    "northern-lantern-2021": {
        "Nobody learns to fight in snow": "people/ragnhild-stavdahl",
        "You have to be cold,": "people/ragnhild-stavdahl",
        "Our officers are used": "people/pekka-rautalampi",
        "and now they are learning": "people/pekka-rautalampi",
        "My crew has seen winter,": "people/jordan-pelletier",
        "In Alberta": "people/jordan-pelletier",
        "It is a school,": "people/ragnhild-stavdahl",
        "The door is open,": "people/ragnhild-stavdahl",
    },
    "northern-lantern-2023": {
        "We planned for 11,000,": "people/ragnhild-stavdahl",
        "I am glad of every battalion,": "people/ragnhild-stavdahl",
        "The next edition,": "people/ragnhild-stavdahl",
        "Ask me when the phone": "people/ragnhild-stavdahl",
    },
    "northern-lantern-review": {
        "The ministry counted everyone": "people/rasa-zemgulyte",
        "That is not a scandal.": "people/rasa-zemgulyte",
        "A Finnish colonel came": "people/ragnhild-stavdahl",
        "He was right on both counts.": "people/ragnhild-stavdahl",
        "I will try,": "people/rasa-zemgulyte",
        "and then you may come": "people/rasa-zemgulyte",
    },
    "tidal-gate-2024": {
        "The French captain said": "people/isla-trevanion",
        "We count porpoises;": "people/priyanka-bolitho-nair",
        "I would like us to compare": "people/priyanka-bolitho-nair",
        "If the mussels sulk,": "people/denzil-trevanion",
        "I have the number.": "people/denzil-trevanion",
    },
    "zapad-2021": {"the present exercise is aimed": "organizations/kremlin"},
}

UNNAMED = {
    "air-defender-2023": {
        "a clear message": "An alliance spokesperson",
        "ready to defend every inch": "An alliance spokesperson",
        "Ukraine today could be": "Government officials in Tokyo",
    },
    "amber-vine-2022": {
        "the other count included": "A spokesman for U.S. Army Europe and Africa",
    },
    "baltic-interview": {"about 3,500": "A spokeswoman for the ministry"},
    "chile-kenya-trade": {
        "a forecast for a speech.": "an economist at a bank in Santiago",
        "imports of pine were": "a customs official in Mombasa",
        "one workshop in five.": "their federation",
    },
    "coral-shield-22": {
        "they hoped to repeat": "Philippine officials",
    },
    "desert-compass-2024": {
        "Turkey, which would have": "a Turkish diplomat",
        "smaller, quieter things.": "a Pentagon official",
    },
    "hornad-flood-2023": {
        "3,400 people had left": "The regional government",
        "six hours too late.": "An official at the water authority",
    },
    "kittiwake-satellite": {"the maps would be of use": "An official in Ottawa"},
    "northern-lantern-2021": {
        "low-flying helicopters": "Sámi herders",
        "it had been told": "a spokesman for one herding district",
        "The ministry spent": "the official",
    },
    "northern-lantern-2023": {"can cross the Atlantic": "the official"},
    "northern-lantern-review": {
        "Some units trained": "the spokesman",
        "owes the taxpayers a number.": "one member of the defence committee",
    },
}

LABELS = {
    "air-defender-2023": ["the largest deployment exercise"],
    "desert-compass-2024": ["Little Babel."],
    "kittiwake-satellite": ["Puffin."],
    "tidal-gate-2024": ["quiet hours"],
}


def _rows(table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(name, start, who) for name, rows in table.items() for start, who in rows.items()]


@pytest.fixture(scope="module")
def quotes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Quotes]:
    """The quotes that newskb finds, by article and by the words quoted."""
    done = run("extract", ARTICLES, database=tmp_path_factory.mktemp("none") / "kb.db")
    assert done.returncode == 0, done.stderr
    facts = map(json.loads, done.stdout.splitlines())
    return {
        Path(one["path"]).stem: {
            one["text"][quote["start"] : quote["end"]]: quote for quote in one["quotes"]
        }
        for one in facts
    }


def _beginning_with(start: str, quotes: Quotes) -> dict[str, Any]:
    (found,) = (quote for words, quote in quotes.items() if words.startswith(start))
    return found


@pytest.mark.parametrize(("article", "start", "speaker"), _rows(NAMED))
def test_a_named_speaker_is_known(
    quotes: dict[str, Quotes], article: str, start: str, speaker: str
) -> None:
    assert _beginning_with(start, quotes[article])["speaker"]["entity"] == speaker


@pytest.mark.parametrize(("article", "start", "phrase"), _rows(UNNAMED))
def test_an_unnamed_speaker_is_taken_for_nobody(
    quotes: dict[str, Quotes], article: str, start: str, phrase: str
) -> None:
    speaker = _beginning_with(start, quotes[article])["speaker"]
    assert (speaker["entity"], speaker["name"]) == (None, phrase)


@pytest.mark.parametrize(
    ("article", "start"), [(name, start) for name, starts in LABELS.items() for start in starts]
)
def test_a_label_is_said_by_nobody(quotes: dict[str, Quotes], article: str, start: str) -> None:
    label = _beginning_with(start, quotes[article])
    assert (label["kind"], label["speaker"]) == ("scare", None)
