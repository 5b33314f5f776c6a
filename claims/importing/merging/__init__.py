"""Merges staged rows into the tables, a portion of people, claims or applications in each transaction."""
