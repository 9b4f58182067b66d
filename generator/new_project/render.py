"""Rendering with Copier: the only module that imports it."""

import warnings
from collections.abc import Mapping
from pathlib import Path

from new_project.errors import Problem
from new_project.template import plain_tree


def render(root: Path, destination: Path, answers: Mapping[str, object]) -> None:
    """Render the template in `root` into a folder. What is written is byte for byte what `copier copy` writes."""
    import copier
    import copier.errors
    import jinja2

    with plain_tree(root) as tree, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            copier.run_copy(
                str(tree),
                destination,
                data=dict(answers),
                settings=copier.Settings(),  # the user's own defaults for Copier are about other templates
                defaults=True,
                overwrite=True,
                quiet=True,
                unsafe=False,
            )
        except (copier.errors.CopierError, jinja2.TemplateError, ValueError) as error:
            raise Problem(
                f"The template cannot be rendered: {type(error).__name__}: {error}", code="template-broken"
            ) from error
