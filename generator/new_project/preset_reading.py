"""A preset's file, read: every mistake in it is named, and a secret is refused."""

from pathlib import Path

import yaml

from new_project.errors import WrongInput
from new_project.marked_yaml import Mistakes, compose, did_you_mean
from new_project.preset_secrets import is_secret_name, secret_in
from new_project.presets import OWN, Lock, Preset, settable
from new_project.questions import Question, Questionnaire
from new_project.user_files import read_text

REFUSAL = "Presets are shared, and kept as plain text. Take it out, and replace it wherever it is in use."


def read_preset(questionnaire: Questionnaire, path: Path) -> Preset:
    """Read a preset's file. Raises OSError, and WrongInput with all that is wrong in it."""
    text = read_text(path, "preset-invalid")
    refuse_secrets(path, text)
    mistakes = Mistakes(path, "preset", "preset-invalid")
    preset = Reader(questionnaire, mistakes).preset(path.stem, compose(text, mistakes))
    mistakes.complain()
    return preset


def refuse_secrets(path: Path, text: str) -> None:
    """Raise WrongInput with the lines that seem to hold a secret; comments count, too."""
    kinds = ((number, secret_in(line)) for number, line in enumerate(text.splitlines(), start=1))
    if found := "".join(f"\n  line {number}: {kind}" for number, kind in kinds if kind):
        raise WrongInput(f"{path} seems to hold a secret. {REFUSAL}{found}", code="holds-secret")


def invalid(questionnaire: Questionnaire, question: Question, answer: object) -> str:
    """Say what the question's own validator finds wrong with an answer; empty when nothing is."""
    if not question.validator:
        return ""
    from jinja2 import UndefinedError

    from new_project.evaluate import Evaluator

    try:
        return Evaluator(questionnaire).check(question, {question.key: answer})
    except UndefinedError:  # it depends on other answers: with those it is checked when the preset is used
        return ""


class Reader:
    """Reads the parts of a preset, and remembers what is wrong with them."""

    def __init__(self, questionnaire: Questionnaire, mistakes: Mistakes) -> None:
        self.questionnaire = questionnaire
        self.mistakes = mistakes
        self.known = {question.key: question for question in settable(questionnaire)}

    def preset(self, name: str, root: yaml.Node | None) -> Preset:
        """Read all of it."""
        nodes = self.parts(root, "A preset", ("description", "defaults", "locks"))
        defaults, locks = (self.questions(nodes.get(what), what) for what in ("defaults", "locks"))
        for key in defaults.keys() & locks.keys():
            self.mistakes.add(defaults[key], f"{key}: it is locked, too; then its default has no use.")
        return Preset(
            name=name,
            description=self.mistakes.line(nodes["description"], "description") if "description" in nodes else "",
            defaults={key: self.answer(self.known[key], node) for key, node in defaults.items()},
            locks={key: self.lock(self.known[key], node) for key, node in locks.items()},
        )

    def parts(self, node: yaml.Node | None, what: str, names: tuple[str, ...]) -> dict[str, yaml.Node]:
        """The values of a mapping that has these keys, or some of them."""
        pairs = self.mistakes.only(self.mistakes.mapping(node, what), names)
        return {name: value for name, (_key, value) in pairs.items()}

    def questions(self, node: yaml.Node | None, what: str) -> dict[str, yaml.Node]:
        """The values of a mapping whose keys are questions."""
        pairs = self.mistakes.mapping(node, what)
        for key, (place, _value) in pairs.items():
            if key not in self.known:
                self.mistakes.add(place, f"{key}: {self.not_settable(key)}")
        return {key: value for key, (_place, value) in pairs.items() if key in self.known}

    def not_settable(self, key: str) -> str:
        """Say why a preset cannot answer this."""
        if key in OWN:
            return "every project has its own."
        if is_secret_name(key):
            self.mistakes.code = "holds-secret"
            return "secrets are called so; a preset is shared, so it can hold none."
        return f"there is no such question.{did_you_mean(key, self.known)}"

    def answer(self, question: Question, node: yaml.Node) -> object:
        """Read one answer; None where there is something else."""
        answer = self.mistakes.answer(question, node)
        if answer is not None and (mistake := invalid(self.questionnaire, question, answer)):
            self.mistakes.add(node, f"{question.key}: {answer!r}: {mistake}")
        return answer

    def lock(self, question: Question, node: yaml.Node) -> Lock:
        """Read one lock: the answer, and why."""
        nodes = self.parts(node, f"{question.key}, a lock,", ("answer", "because"))
        because = self.mistakes.line(nodes["because"], "because") if "because" in nodes else ""
        missing = [name for name in ("answer", "because") if name not in nodes]
        if missing and isinstance(node, yaml.MappingNode):
            self.mistakes.add(node, f"{question.key}: a lock needs its {' and '.join(missing)}.")
        elif not because and "because" in nodes:
            self.mistakes.add(nodes["because"], f"{question.key}: say why; whoever is refused is told.")
        return Lock(self.answer(question, nodes["answer"]) if "answer" in nodes else None, because)
