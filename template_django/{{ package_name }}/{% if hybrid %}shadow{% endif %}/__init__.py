"""Compares some of Django's answers with FastAPI's in the background, before traffic moves there.

The gateway says which (`mirror` in gateway/routes.toml); `make traffic` counts them, `make shadow` shows what differs.
"""
