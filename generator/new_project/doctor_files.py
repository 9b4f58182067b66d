"""The answers held against the files: what the template brought and is gone, and what an option that is off left."""

from collections.abc import Iterator

from new_project.findings import Finding, counted, hint, listed, ok, problem, warning
from new_project.history import tree
from new_project.option_files import Options, nearest
from new_project.patient import Patient
from new_project.template import ANSWERS_FILE

VITAL = {"Makefile", "pyproject.toml", "manage.py", "web/pyproject.toml", "api/pyproject.toml", "web/manage.py"}
"""Files without which nothing of a project works."""

MOST = 10
"""How many files a command names."""


def check_files(patient: Patient) -> Iterator[Finding]:
    """Whether all that the recorded version made of the recorded answers is there; what was edited is only counted."""
    rendering = patient.rendering
    missing = sorted(name for name in rendering if not (patient.path / name).exists())
    edited = [
        name
        for name in rendering.keys() - set(missing) - {ANSWERS_FILE}
        if not (patient.path / name).is_file() or patient.read(name) != rendering[name]
    ]
    vital = [name for name in missing if name in VITAL]
    for name in vital:
        mend = bringing_back(patient, [name])
        yield problem(f"{name} is gone, and nothing works without it.", mend=mend, where=name)
    if others := [name for name in missing if name not in VITAL]:
        yield warning(
            f"{counted(len(others), 'file')} of the template {'is' if len(others) == 1 else 'are'} gone: "
            f"{listed(others)}. That may be meant; an update leaves them out.",
            how=f"version {patient.made.version} was rendered with the recorded answers",
            mend=bringing_back(patient, others),
            where=others[0],
        )
    if not missing:
        own = len(set(patient.files) - rendering.keys())
        yield ok(f"All {len(rendering)} files of the template are there; {len(edited)} edited, {own} added.")


def bringing_back(patient: Patient, names: list[str]) -> str:
    """The command that brings files back from the last commit, or says who deleted them; empty without git."""
    if not patient.in_repository:
        return ""
    kept = patient.git("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *names).stdout.split("\0")
    if there := [name for name in kept if name]:
        return patient.git_command("restore --source=HEAD --staged --worktree", *there[:MOST])
    return patient.git_command("log --stat --diff-filter=D", *names[:MOST])


def check_options(patient: Patient) -> Iterator[Finding]:
    """Whether each option that the answers say is on has its files, and each that is off has none."""
    there = set(patient.files)
    with tree(patient.made.version) as root:
        options = Options(root, patient.answers)
        on, off = list(options.on()), list(options.off())
    lost = [each for each in on if each.files and not each.files & there]
    for each in lost:
        said = f"The answers say that {each.name} is on, but none of its {len(each.files)} files is there."
        mend = patient.tool("remove", what=each.name)
        yield warning(said, how="by the names of files", mend=mend, where=ANSWERS_FILE)
    left = [(each, sorted(each.files & there)) for each in nearest(off, there)]
    for each, found in left:
        likely = 2 * len(found) >= len(each.files)
        yield (warning if likely else hint)(
            f"The answers say that {each.name} is off, but {len(found)} of its {counted(len(each.files), 'file')} "
            f"{'is' if len(found) == 1 else 'are'} there: {listed(found)}.",
            how="by the names of files",
            mend=patient.tool("add", what=each.name),
            where=found[0],
        )
    if not lost and not left:
        yield ok(
            f"{counted(len(on), 'option')} on and {len(off)} off, as the answers say.", how="by the names of files"
        )
