"""A Django app with everything that the bridge translates, for its tests; the project does not install it."""
