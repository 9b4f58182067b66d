"""`python -m new_project` is `new-project`."""

from new_project.cli import main

main()
