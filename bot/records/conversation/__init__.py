"""Conversations: what was received, said and owed, and the tickets that people work on."""
