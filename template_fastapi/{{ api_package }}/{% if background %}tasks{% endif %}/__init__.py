"""Work that is done outside of requests: written down in the transaction that asks for it, done once by a worker."""
