"""Short-lived shared state: one lock per conversation, and news of what was said; in this process or in Redis."""
