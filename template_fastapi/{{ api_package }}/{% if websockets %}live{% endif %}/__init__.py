"""Changes of calls, live: `/ws/calls`."""
