"""The outbox under fire: bots and receiver killed while changes go out."""
