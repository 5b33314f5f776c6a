"""Bulk outreach under load and under fire: what it reaches, and that nobody gets anything twice."""
