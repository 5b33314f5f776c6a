"""What happens to a message: received, answered by the bot or a person, never lost and never answered twice."""
