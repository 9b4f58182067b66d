"""A route moves: what Django answers is described, and written for FastAPI as far as it can be told (`make move`)."""
