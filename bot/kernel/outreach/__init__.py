"""Notices to many: campaigns, recipients, lists, limits, and what became of each send."""
