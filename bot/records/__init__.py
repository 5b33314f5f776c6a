"""The bot's own database: conversations, what was said, tickets, identity links, and the send ledger."""
