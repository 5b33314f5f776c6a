"""Plays whole conversations with the bot, a real Rasa and a fresh demo database, and holds them against what is expected."""
