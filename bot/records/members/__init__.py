"""Whose a conversation is, and everything that is kept or forgotten of one person."""
