"""Asks what a team and its product need, says which architecture fits and why, and makes the project."""
