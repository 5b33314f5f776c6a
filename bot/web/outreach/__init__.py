"""The console's pages of bulk outreach, each beside its template."""
