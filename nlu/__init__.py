"""Understanding and dialogue: what Rasa is trained from and runs. Imports nothing of the application."""
