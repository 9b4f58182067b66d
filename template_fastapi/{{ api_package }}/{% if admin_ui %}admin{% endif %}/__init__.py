"""An interface for managers, at /admin, by SQLAdmin."""
