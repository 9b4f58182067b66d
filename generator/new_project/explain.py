"""`new-project explain`: what is behind an error's code."""

from dataclasses import asdict
from difflib import get_close_matches

from new_project.errors import WrongInput
from new_project.explanations import load_explanations
from new_project.output import out


def explain(code: str) -> None:
    """Print what a code means and what to do; without one, list them all."""
    explanations = load_explanations()
    if not code:
        out.document([asdict(each) for each in explanations.values()])
        for each in explanations.values():
            out.say(f"{each.code:<20} {each.exit_code:>3}  {each.means}")
        return
    if code not in explanations:
        nearest = get_close_matches(code, explanations, n=1)
        hint = f" Did you mean '{nearest[0]}'?" if nearest else " All of them: new-project explain"
        raise WrongInput(f"There is no error code '{code}'.{hint}", code="usage")
    found = explanations[code]
    out.document(asdict(found))
    out.say(f"{out.bold(found.code)} (exit code {found.exit_code})")
    out.show("", found.means, "", f"What to do: {found.mend}")
