"""Bulk outreach: campaigns that reach each member once."""
