"""The centre's own data on their way in: files and staging tables, checked, sealed, and merged without a gap."""
