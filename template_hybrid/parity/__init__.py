"""Parity: both services are asked the same questions, and must give the same answers."""
