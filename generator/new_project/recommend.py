"""`new-project recommend`: the verdict, without a project."""

from new_project import pages, prompts
from new_project.answers import resolve
from new_project.decision import recommend as decide
from new_project.output import out
from new_project.questions import Question, Questionnaire
from new_project.sources import Given
from new_project.verdict import show
from new_project.weights import Answer


def recommend(questionnaire: Questionnaire, given: Given) -> None:
    """Print the verdict. On a tie, ask a person for the one need that decides it."""
    answers = resolve(questionnaire, given.answers, preset=given.preset)
    needs, verdict = answers.needs, decide(answers.needs)
    taken = {*given.answers, *given.preset.locks}
    if verdict.strength == "tie" and prompts.interactive():
        question = deciding(questionnaire, needs, taken)
        if question:
            out.say("It is a tie. One answer decides:")
            items = pages.answers_to(question)
            needs |= {question.key: prompts.select(question.help, items, needs[question.key], back=False)}
            verdict = decide(needs)
    out.document(verdict.as_json_dict())
    show(questionnaire, needs, verdict)


def deciding(questionnaire: Questionnaire, needs: dict[str, Answer], taken: set[str]) -> Question | None:
    """Return the need, of those that nobody has answered, the most answers to which would end a tie."""

    def ends(question: Question) -> int:
        found = (decide({**needs, question.key: item.value}) for item in pages.answers_to(question))
        return sum(verdict.strength != "tie" for verdict in found)

    open_questions = [question for question in questionnaire.needs if question.key not in taken]
    best = max(open_questions, key=ends, default=None)
    return best if best and ends(best) else None
