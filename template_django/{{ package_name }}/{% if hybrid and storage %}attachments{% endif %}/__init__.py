"""Files of calls: a table that the API fills. The files themselves are in the storage that it knows."""
