"""What an update costs, beside its peers: `make bench-update`."""
