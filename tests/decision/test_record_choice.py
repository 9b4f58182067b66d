"""What was chosen: against the answers, or among options for which they say as much."""

import yaml

from new_project.decision import Verdict, recommend

from .conftest import Combination, needs
from .records import (
    DERIVED,
    MADR,
    OPTIONS,
    WEIGHTS,
    check_form,
    headings,
    items,
    meaning,
    prose,
    read_flips,
    render,
    section,
)
from .test_personas import PERSONAS

BOTH_HEAVY = needs(admin_needs="heavy", async_needs="heavy")


def test_an_overruled_verdict_is_told_with_the_reason() -> None:
    record = render(BOTH_HEAVY, architecture="fastapi", overrule_reason="We have nobody who runs two programs.")
    outcome = section(record, "Decision Outcome")
    said = prose(outcome)
    assert said.startswith(
        'Chosen option: "FastAPI", against the answers, which speak for "Django with a FastAPI sidecar".'
    )
    assert "gave this reason:\n\n> We have nobody who runs two programs.\n\n" in outcome
    assert "It is a clear verdict: 3 points ahead of FastAPI (11 to 8)." in said
    assert items(section(record, "Consequences"))[-1] == (
        "Bad, because what speaks for the hybrid has to be met without it: a team works in an admin interface all day."
    )
    assert headings(record) == MADR.format("FastAPI").splitlines()
    check_form(record)


def test_without_a_reason_it_says_that_none_was_recorded() -> None:
    for blank in ("", "  "):
        record = render(needs(data_model="relational"), architecture="hybrid", overrule_reason=blank)
        outcome = section(record, "Decision Outcome")
        assert "recorded no reason; whoever knows it should write it down here." in prose(outcome)
        assert "What was chosen is 3 points behind." in prose(outcome)
        assert ">" not in outcome
        assert "has to be met without it" not in prose(section(record, "Consequences"))
        check_form(record)


def test_every_verdict_can_be_overruled() -> None:
    for given, verdict in ((needs(**answers), recommend(needs(**answers))) for answers, *_ in PERSONAS.values()):
        for name in OPTIONS:
            if verdict.scores[name] < verdict.scores[verdict.architecture]:
                record = render(given, architecture=name, overrule_reason="So it is.")
                check_form(record)
                assert "\n> So it is.\n" in record
                assert f'which speak for "{OPTIONS[verdict.architecture]["title"]}".' in prose(record)
                behind = verdict.scores[verdict.architecture] - verdict.scores[name]
                assert ("What was chosen is" in prose(record)) is (behind > verdict.margin)
                assert len(list(read_flips(section(record, "Reconsider when")))) == len(verdict.flips)


def test_without_a_poll_the_author_decided() -> None:
    record = render(needs(), author_name="Zoë: O'Neil #1")
    assert yaml.safe_load(record.split("---\n")[1])["decision-makers"] == ["Zoë: O'Neil #1"]
    check_form(record)


TIE = needs(data_model="relational")


def test_only_what_has_less_points_is_overruled(names: list[str], verdicts: dict[Combination, Verdict]) -> None:
    for combination, verdict in list(verdicts.items())[::40]:
        given = dict(zip(names, combination, strict=True))
        for name, score in verdict.scores.items():
            said = DERIVED["overruled"].render(weights=WEIGHTS, needs=given, architecture=name)
            assert said == str(score < max(verdict.scores.values()))


def test_a_tie_can_be_decided_for_another_than_the_rule_would_take() -> None:
    assert recommend(TIE).scores == {"fastapi": 1, "hybrid": -2, "django": 1}
    record = render(TIE, architecture="fastapi", overrule_reason="Left from an answers file.")
    assert section(record, "Decision Outcome").split("\n\n") == [
        'Chosen option: "FastAPI", because its users are programs that call its API.',
        "It is a tie with Django (1 point each), decided by those who made the project. Any answer that gives "
        'Django more would\nchange it: see "Reconsider when".',
    ]
    assert "has to be met without it" not in prose(section(record, "Consequences"))
    assert headings(record) == MADR.format("FastAPI").splitlines()
    check_form(record)


def test_a_tie_that_was_decided_is_not_reconsidered_for_what_was_chosen(
    names: list[str], verdicts: dict[Combination, Verdict]
) -> None:
    seen = set()
    for combination, verdict in verdicts.items():
        best = max(verdict.scores.values())
        equals = [name for name, score in verdict.scores.items() if score == best and name != verdict.architecture]
        if (case := (verdict.architecture, *equals)) in seen or not equals:
            continue
        seen.add(case)
        given = dict(zip(names, combination, strict=True))
        record = render(given, architecture=equals[0])
        text = section(record, "Reconsider when")
        rivals = [OPTIONS[n]["short"] for n in verdict.scores if n != equals[0] and verdict.scores[n] == best]
        start = f"As it is a tie, any answer that gives {' or '.join(rivals)} more decides against what was chosen."
        assert text.startswith(start)
        assert sorted(read_flips(text)) == sorted(
            (meaning(flip.need, flip.answer), flip.need, str(flip.answer).lower(), flip.architecture)
            for flip in verdict.flips
            if flip.architecture != equals[0]
        )
        because = prose(section(record, "Decision Outcome").split("\n\n")[0])
        spoken = [verdict.contributions[n][equals[0]] for n, answer in given.items() if meaning(n, answer) in because]
        assert min(spoken) > 0
        check_form(record)
    assert len(seen) >= 4
