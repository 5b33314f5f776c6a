"""Tests that run in Rasa's own environment: `nlu/.venv/bin/python -m pytest nlu/tests`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
