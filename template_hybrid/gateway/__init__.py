"""The gateway: who answers which route, and how the traffic of a route moves from Django to FastAPI."""
