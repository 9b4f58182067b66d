"""Feature flags: what can be turned on and off while the service runs."""
