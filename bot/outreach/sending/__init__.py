"""Sends what was approved: when, at which pace, and to each recipient once."""
