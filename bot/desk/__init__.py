"""What staff do in the console: who they are, the queue, the conversation they hold, and what they learn from it."""
