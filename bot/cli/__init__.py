"""The commands of the one who runs the bot: each asks or changes one thing and says what came of it."""
