"""The way to Rasa: asks it over HTTP, and keeps it running as a child process by default."""
