"""Rasa graph components of our own, registered by module path in config.yml."""
