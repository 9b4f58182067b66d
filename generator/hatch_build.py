"""Packs the templates: each file by itself, because Hatch shows a folder that two links lead to only once.

`make release` puts a bundle of all released versions beside this file before it builds.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GENERATOR = Path(__file__).resolve().parent
PLACES = {"wheel": "new_project/template/", "sdist": ""}
BUNDLE = GENERATOR / "template.bundle"
BUNDLE_PLACES = {"wheel": "new_project/template.bundle", "sdist": "generator/template.bundle"}


class TemplatesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the files that Copier renders from, where the target has its place for them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name every file; an editable install finds them in the checkout."""
        if version == "editable":
            return
        sys.path.insert(0, str(GENERATOR))
        from new_project.template import template_files

        root = GENERATOR.parent
        place = PLACES[self.target_name]
        build_data["force_include"].update({str(root / name): f"{place}{name}" for name in template_files(root)})
        if BUNDLE.is_file():
            build_data["force_include"][str(BUNDLE)] = BUNDLE_PLACES[self.target_name]
