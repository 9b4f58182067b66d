"""The version of this tool, which is the version of its templates too."""

from new_project.resources import template_root


def version() -> str:
    """Return what the one version file says."""
    return (template_root() / "generator" / "version.txt").read_text(encoding="utf-8").strip()
