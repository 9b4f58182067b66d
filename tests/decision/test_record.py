"""The decision record: in the form of MADR 4, and true to the verdict."""

import random
import re

import pytest

from new_project.decision import Verdict, recommend
from new_project.weights import Answer, load_weights
from tests.matrix import TRACES

from .conftest import Combination, needs
from .records import (
    ENVIRONMENT,
    MADR,
    NAMES,
    OPTIONS,
    QUESTIONNAIRE,
    TEXTS,
    TITLES,
    capital,
    check_form,
    headings,
    items,
    meaning,
    named,
    prose,
    read_flips,
    render,
    section,
    table,
)
from .test_personas import PERSONAS

Case = tuple[dict[str, Answer], Verdict, str]


@pytest.fixture(scope="module")
def cases(names: list[str], verdicts: dict[Combination, Verdict]) -> list[Case]:
    """Every persona and 200 other combinations of answers: the needs, their verdict, and the record."""
    sample = random.Random(4).sample(list(verdicts), 200)  # noqa: S311 - the same at every run
    given = [needs(**answers) for answers, *_ in PERSONAS.values()]
    given += [dict(zip(names, answers, strict=True)) for answers in sample]
    return [(each, recommend(each), render(each)) for each in given]


def test_sections_are_those_of_madr(cases: list[Case]) -> None:
    for _, verdict, record in cases:
        assert headings(record) == MADR.format(OPTIONS[verdict.architecture]["title"]).splitlines()
        assert record.startswith("---\nstatus: accepted\n---\n\n# ")
        assert items(section(record, "Considered Options")) == list(TITLES)


def test_it_is_well_formed(cases: list[Case]) -> None:
    for _, _, record in cases:
        check_form(record)
        assert max(len(line) for line in record.splitlines()) <= 120


def test_titles_are_the_labels_of_the_question() -> None:
    assert {name: QUESTIONNAIRE["architecture"].label(name) for name in OPTIONS} == {
        name: option["title"] for name, option in OPTIONS.items()
    }


def test_nothing_in_it_depends_on_an_option(cases: list[Case]) -> None:
    words = {word for (key, *_), found in TRACES.items() if key != "architecture" for word in found}
    words -= {"websockets"}  # a reason for FastAPI, whether they are used or not
    for _, _, record in cases:
        assert [word for word in words if word in record.lower()] == []


def test_what_an_answer_means_completes_a_sentence_and_a_list() -> None:
    for need, answers in load_weights().points.items():
        for answer in answers:
            text = meaning(need, answer)
            assert text[0].islower()
            assert not re.search(r"[.;:]", text), "it is one clause of several"


def test_context_tells_every_answer(cases: list[Case]) -> None:
    for given, _, record in cases:
        context = prose(section(record, "Context and Problem Statement"))
        assert context.startswith("Keeps track of phone calls. ")
        for need, answer in given.items():
            assert meaning(need, answer) in context.replace(capital(meaning(need, answer)), meaning(need, answer))


def test_drivers_are_the_answers_that_count_with_their_points(cases: list[Case]) -> None:
    for given, verdict, record in cases:
        text = section(record, "Decision Drivers")
        written = [read_driver(item) for item in items(text)]
        spreads = {need: max(p.values()) - min(p.values()) for need, p in verdict.contributions.items()}
        counting = [need for need in sorted(spreads, key=lambda need: -spreads[need]) if spreads[need]]
        assert written == [
            (capital(meaning(need, given[need])), named(need, given[need]), dict(verdict.contributions[need]))
            for need in counting
        ]
        silent = re.findall(r"`\w+=\w+`", text[text.find("The other answers") :]) if "The other answers" in text else []
        assert silent == [named(need, answer) for need, answer in given.items() if need not in counting]


def read_driver(item: str) -> tuple[str, str, dict[str, int]]:
    """What an item says: the answer's meaning, its name, and whom it gives how much."""
    found = re.fullmatch(r"\*\*(.+)\*\* \((`\w+=\w+`)\): .+\. It speaks (.+)\.", item)
    assert found, item
    return found[1], found[2], read_points(found[3])


def read_points(clauses: str) -> dict[str, int]:
    points = dict.fromkeys(NAMES.values(), 0)
    for clause in clauses.split("; it speaks "):
        sign = {"for": 1, "against": -1}[clause.split()[0]]
        each = re.search(r"\((\d+) points? each\)", clause)
        amounts = re.findall(r"(FastAPI|Django|the hybrid)(?: \((\d+)(?: points?)?\))?", clause)
        points |= {NAMES[name]: sign * int(each[1] if each else amount) for name, amount in amounts}
    return points


def test_one_answer_can_speak_for_one_and_against_another() -> None:
    text = "{% from 'generator/decision/record.jinja' import speaks %}{{ speaks(facts, points) }}"
    said = ENVIRONMENT.from_string(text).render(
        facts={"texts": TEXTS[0]}, points={"fastapi": 1, "hybrid": -2, "django": 0}
    )
    assert said == "It speaks for FastAPI (1 point); it speaks against the hybrid (2 points)."


def test_good_neutral_and_bad_follow_from_the_points() -> None:
    """The rule is in docs/decision-model.md; each sentence begins with the word that the numbers give."""
    words = {
        (need, answer, name): text.split(",")[0]
        for need, answers in TEXTS[0]["needs"].items()
        for answer, texts in answers.items()
        for name, text in texts.items()
    }
    assert words == {
        (need, answer, name): word
        for need, answers in load_weights().points.items()
        for answer, points in answers.items()
        for name in points
        if (word := judged(points[name], list(points.values())))
    }


def judged(points: int, all_points: list[int]) -> str:
    most = max(all_points)
    if points < 0 or (most > 0 and points < most / 4):
        return "Bad"
    if most <= 0:
        return ""
    return "Good" if points > most * 3 / 4 else "Neutral"


def test_each_option_has_its_good_and_bad_points_of_which_answer(cases: list[Case]) -> None:
    for given, _, record in cases:
        for title, name in TITLES.items():
            found = items(section(record, title))
            words = [item.split(",")[0] for item in found]
            assert words == sorted(words, key=["Good", "Neutral", "Bad"].index)
            assert found, "every option has something to be said of it"
            texts = {need: TEXTS[0]["needs"].get(need, {}).get(answer, {}).get(name) for need, answer in given.items()}
            spoken = {f"{text} ({named(need, given[need])})." for need, text in texts.items() if text}
            assert set(found) == spoken
        price = "Bad, because it is two programs to build, run and keep in step"
        assert (price in prose(section(record, "Django with a FastAPI sidecar"))) is not given["existing_django"]


def test_outcome_is_the_verdict_with_its_lead(cases: list[Case]) -> None:
    for _, verdict, record in cases:
        outcome = prose(section(record, "Decision Outcome"))
        score = verdict.scores[verdict.architecture]
        assert outcome.startswith(f'Chosen option: "{OPTIONS[verdict.architecture]["title"]}", because ')
        second = [NAMES[name] for name in re.findall(r"FastAPI|Django|the hybrid", next_to(outcome))]
        others = {name: points for name, points in verdict.scores.items() if name != verdict.architecture}
        assert sorted(second) == sorted(name for name, points in others.items() if points == score - verdict.margin)
        plural = "" if verdict.margin == 1 else "s"
        if verdict.strength == "tie":
            assert f"({score} point{'' if score == 1 else 's'} each), broken by a rule: " in outcome
        else:
            assert f"It is a {verdict.strength} verdict: {verdict.margin} point{plural} ahead of " in outcome
            assert f"({score} to {score - verdict.margin})." in outcome
        assert ("No single other answer" in outcome) is (len(verdict.flips) == 0)


def next_to(outcome: str) -> str:
    found = re.search(r"(?:It is a tie with|points? ahead of) ([^(]+) \(", outcome)
    assert found, outcome
    return found[1]


def test_the_answers_that_the_outcome_names_speak_for_it(cases: list[Case]) -> None:
    for given, verdict, record in cases:
        because = prose(section(record, "Decision Outcome").split("\n\n")[0])
        points = {need: row[verdict.architecture] for need, row in verdict.contributions.items()}
        told = [points[need] for need, answer in given.items() if meaning(need, answer) in because]
        assert 1 <= len(told) <= 3
        assert min(told) > 0
        assert max(told) == max(points.values())


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"team_familiarity": "django", "performance": "important"}, "what the team knows well comes first"),
        (
            {"existing_django": True, "team_familiarity": "fastapi"},
            "what contains the framework that the team knows comes first",
        ),
        ({"data_model": "relational"}, "what Django has built in is the harder to add later"),
        ({"services": "microservice", "admin_needs": "heavy"}, "one program comes before two"),
    ],
)
def test_a_tie_says_what_broke_it(answers: dict[str, Answer], reason: str) -> None:
    given = needs(**answers)
    assert recommend(given).strength == "tie"
    assert f"broken by a rule: {reason}." in prose(section(render(given), "Decision Outcome"))


def test_reconsider_when_holds_every_flip_and_no_other(cases: list[Case]) -> None:
    for _, verdict, record in cases:
        text = section(record, "Reconsider when")
        assert sorted(read_flips(text)) == sorted(
            (meaning(flip.need, flip.answer), flip.need, str(flip.answer).lower(), flip.architecture)
            for flip in verdict.flips
        )
        assert text.startswith("No single answer") is (len(verdict.flips) == 0)


def test_the_table_of_points_sums_to_the_scores(cases: list[Case]) -> None:
    for given, verdict, record in cases:
        heading, *rows, total = table(section(record, "How the answers were weighed"))
        assert [name.lower() for name in heading] == ["answer", *(short.lower() for short in NAMES)]
        counting = {named(need, given[need]): [p[n] for n in OPTIONS] for need, p in verdict.contributions.items()}
        for answer, *points in rows:
            assert [int(number) for number in points] == counting[answer]
        assert [int(cell.strip("*")) for cell in total[1:]] == [verdict.scores[n] for n in OPTIONS]
        sums = [sum(int(row[column]) for row in rows) for column in (1, 2, 3)]
        assert sums == [verdict.scores[n] for n in OPTIONS]
