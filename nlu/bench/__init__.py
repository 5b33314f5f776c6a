"""Measures understanding beside Rasa's documented pipeline, trained on the same data."""
