"""Parity: both services are asked the same questions, and must give the same answers."""

import sys
from pathlib import Path

# Django compares in production, too, and the code for that is its own.
sys.path.append(str(Path(__file__).resolve().parent.parent / "web"))
