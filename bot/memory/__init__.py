"""Short-lived shared state: one lock per conversation, news of what was said, who is there; in this process or for all."""
