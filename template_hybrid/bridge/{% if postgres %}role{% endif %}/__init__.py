"""FastAPI's own role in the database: it may do with rows what it must (`make grants`), and nothing with tables."""
