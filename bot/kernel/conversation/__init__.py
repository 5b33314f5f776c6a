"""Talking with a member: messages, tickets, danger, masking, and the rules of WeChat's window."""
