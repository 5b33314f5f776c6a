"""Short-lived shared state: one lock per conversation, wake-ups when something was said, who is there; in this process or for all."""
