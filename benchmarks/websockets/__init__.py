"""What a delivery of a live change costs, beside Django Channels: `make bench-ws`."""
