"""A generated hybrid: what its gateway promises, and how fast FastAPI answers behind it."""
