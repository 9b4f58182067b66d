"""What it costs to look at and to update a whole organisation: `make bench-fleet`."""
