"""The claims database: who is a member, what covers them, and how far each claim and application has come."""
