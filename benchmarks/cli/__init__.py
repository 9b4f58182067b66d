"""What the command line costs, beside its peers: `make bench-cli`."""
