"""The door to the system of record: what it answers of a member, and the ways it is reached."""
