"""The pages of members, each beside its template."""
