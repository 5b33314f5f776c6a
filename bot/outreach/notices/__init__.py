"""Notices that go out by themselves: visits, and what changes in the claims database."""
