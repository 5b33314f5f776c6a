"""Campaigns, their recipients, and what was sent to each."""
