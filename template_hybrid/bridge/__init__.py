"""The bridge: Django's models, dumped to JSON, become the API's SQLAlchemy models (`make models`)."""
