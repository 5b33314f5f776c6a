"""Staff: roles, work, and what they write and look at."""
