"""What the code says of the recorded answers: the record's "Reconsider when", measured."""

from collections.abc import Iterator, Mapping

from new_project.code_facts import Measure, measure, read_code
from new_project.decision import means, recommend
from new_project.doctor_code import code_of
from new_project.findings import Finding, hint, listed, ok, warning
from new_project.flags import as_flags
from new_project.patient import Patient
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.thresholds import Level, Scale, load_thresholds
from new_project.traffic import slow_routes
from new_project.verdict import SPOKEN
from new_project.weights import Answer, Architecture

Measures = Mapping[str, Measure]


def check_reconsider(patient: Patient) -> Iterator[Finding]:
    """Whether what the record calls a reason to reconsider has come true in the code."""
    needs = needs_of(patient)
    measures = measured(patient)
    shown = {need: level for need in load_thresholds().needs if (level := shown_by(need, needs[need], measures))}
    before = recommend(needs).architecture
    decided = False
    for need, level in shown.items():
        after = recommend({**needs, need: level.answer}).architecture
        decided = decided or after not in {before, patient.made.architecture}
        yield told(patient, needs, (need, level), after, measures)
    together = {need: level.answer for need, level in shown.items()}
    after = recommend({**needs, **together}).architecture
    if not decided and after not in {before, patient.made.architecture}:
        yield warning(
            f"No answer alone changes the decision, but all that the code shows does: it speaks for {SPOKEN[after]}.",
            how=", ".join(f"{need} becomes {answer}" for need, answer in together.items()),
            mend=reconsider(patient, together),
            where=record_of(patient),
        )
    if not shown:
        yield ok("What can be counted in the code agrees with the recorded answers.", where=record_of(patient))


def needs_of(patient: Patient) -> dict[str, Answer]:
    """The answers that the decision was made from; a question that was not there yet has its default."""
    questionnaire = load_questionnaire(template_root())
    return {question.key: patient.answers.get(question.key, question.default) for question in questionnaire.needs}


def measured(patient: Patient) -> Measures:
    """All that is counted, beside what the template brought."""
    thresholds, architecture = load_thresholds(), patient.made.architecture
    baseline = read_code(patient.rendering, architecture, thresholds.asking)
    return {**measure(code_of(patient), baseline), **slow_routes(patient)}


def shown_by(need: str, answer: Answer, measures: Measures) -> Level | None:
    """The answer that the code shows, where it is another than the recorded one and there is enough code to say so."""
    scale = load_thresholds().needs[need]
    level = next((level for level in scale.levels if reached(level, measures)), None)
    if level is None or level.answer == answer:
        return None
    weaker = scale.order(level.answer) > scale.order(answer)
    return None if weaker and not grown(scale, measures) else level


def reached(level: Level, measures: Measures) -> bool:
    """Whether all numbers of an answer are reached. What is not measured here shows nothing."""
    if not (level.at_least.keys() | level.at_most.keys()) <= measures.keys():
        return False
    return all(measures[name].own >= least for name, least in level.at_least.items()) and all(
        measures[name].all <= most for name, most in level.at_most.items()
    )


def grown(scale: Scale, measures: Measures) -> bool:
    """Whether the project has come far enough for what it lacks to mean something."""
    return all(measures[name].own >= least for name, least in scale.grown.items())


def told(
    patient: Patient, needs: Mapping[str, Answer], shown: tuple[str, Level], after: Architecture, measures: Measures
) -> Finding:
    """What the record says of this answer, what was measured, and what to type."""
    need, level = shown
    changes = after not in {recommend(needs).architecture, patient.made.architecture}
    recorded = f"({need}: recorded is {needs[need]}, the code shows {level.answer})"
    if changes:
        said = (
            f"The record says: reconsider when {means(need, level.answer)} {recorded}. Then {SPOKEN[after]} would fit."
        )
    else:
        said = f"The code shows that {means(need, level.answer)} {recorded}. That alone changes nothing."
    return (warning if changes else hint)(
        said,
        how=f"measured: {numbers(level, measures)}; {level.why}",
        mend=reconsider(patient, {need: level.answer}),
        where=record_of(patient),
    )


def numbers(level: Level, measures: Measures) -> str:
    """The numbers that an answer was read from, with the first places."""
    words = load_thresholds().measures
    parts = []
    for name in [*level.at_least, *(name for name in level.at_most if name not in level.at_least)]:
        found = measures[name]
        number = found.own if name in level.at_least else found.all
        places = f" ({listed(list(found.where))})" if found.where and name in level.at_least else ""
        parts.append(f"{number} {words[name][number != 1]}{places}")
    return ", ".join(parts)


def reconsider(patient: Patient, needs: Mapping[str, Answer]) -> str:
    """The command that decides again with other answers."""
    return patient.tool("reconsider", *as_flags(load_questionnaire(template_root()).needs, needs))


def record_of(patient: Patient) -> str:
    """The newest record of the decision; the first where it is gone."""
    records = [name for name in patient.files if name.startswith("docs/decisions/") and "architecture" in name]
    return max(records, default="docs/decisions/0001-architecture.md")
