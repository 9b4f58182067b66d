"""Starting a poll, and adding one member's answers to it without a look at the others'."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from new_project import prompts
from new_project.answers import resolve
from new_project.errors import Problem, WrongInput
from new_project.interview import ask_needs
from new_project.poll_files import new_poll, with_answers_of
from new_project.poll_names import name_mistake
from new_project.polls import Poll, load_poll
from new_project.questions import Questionnaire
from new_project.user_files import read_text, write_text
from new_project.values import read_value
from new_project.weights import Answer


def start(file: Path, title: str, members: Sequence[str]) -> None:
    """Write a new poll. Raises Problem where there is a file already, WrongInput for what is no name or no title."""
    names = [name.strip() for name in members]
    found = ((name, name_mistake(name, names[:number])) for number, name in enumerate(names))
    mistakes = [f"--member {name!r}: {mistake}" for name, mistake in found if mistake]
    if not title.isprintable():
        mistakes.append(f"--title {title!r}: It holds a line break, or something else that cannot be shown.")
    if mistakes:
        raise WrongInput("\n".join(mistakes), code="usage")
    try:
        write_text(file, new_poll(file.name, title.strip(), names), replace=False)
    except FileExistsError:
        raise Problem(f"{file} is there already; nothing in it was touched.", code="file-in-the-way") from None


@dataclass(frozen=True)
class Turn:
    """One member's turn to answer."""

    questionnaire: Questionnaire
    file: Path
    member: str
    yes: bool
    replace: bool

    def take(self, texts: Mapping[str, object]) -> Poll:
        """Get the answers and write them into the file. Raises WrongInput, before anything is asked where it can."""
        poll = self.load()
        own = poll.members.get(poll.named(self.member), {})
        answers = self.complete(self.known(own, self.read(texts)))
        name = self.load().named(self.member)  # others may have answered in the meantime
        text = with_answers_of(read_text(self.file, "poll-invalid"), name, answers)
        write_text(self.file, text, replace=True)
        return self.load()

    def load(self) -> Poll:
        """Read the poll as it is now; who has answered a part can answer the rest."""
        return load_poll(self.questionnaire, self.file, complete=False)

    def read(self, texts: Mapping[str, object]) -> dict[str, object]:
        """Read what was typed. Raises WrongInput with all that is wrong."""
        questions = {key: self.questionnaire[key] for key in texts}
        found = {key: read_value(question, texts[key]) for key, question in questions.items()}
        wrong = [f"{questions[key].flag} {texts[key]!r}: {mistake}" for key, (_, mistake) in found.items() if mistake]
        if wrong:
            raise WrongInput("\n".join(wrong))
        return {key: value for key, (value, _) in found.items()}

    def known(self, own: Mapping[str, Answer], given: Mapping[str, object]) -> dict[str, object]:
        """What is answered: earlier, or on the command line. Raises WrongInput where one contradicts the other."""
        if self.replace:
            return {**own, **given} if given else {}
        contradicted = [self.questionnaire[key].flag for key in given if key in own and given[key] != own[key]]
        if contradicted or len(own) == len(self.questionnaire.needs):
            raise WrongInput(
                f"You have answered {', '.join(contradicted) or 'everything'} in {self.file} already. "
                "With --replace, the needs that you name are changed; without one, all are asked again.",
                code="poll-answered",
            )
        return {**own, **given}

    def complete(self, known: Mapping[str, object]) -> dict[str, object]:
        """Answer what is open: by the defaults, or by the person at the terminal. Raises WrongInput where nobody is."""
        missing = [need.flag for need in self.questionnaire.needs if need.key not in known]
        if not missing:
            return {need.key: known[need.key] for need in self.questionnaire.needs}
        if self.yes:
            return resolve(self.questionnaire, known).needs
        if prompts.interactive():
            return ask_needs(self.questionnaire, known)
        raise WrongInput(
            f"There is no terminal to ask on. Add --yes to take the defaults, or answer: {', '.join(missing)}",
            code="needs-terminal",
        )
