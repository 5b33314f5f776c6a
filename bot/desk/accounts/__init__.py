"""Staff accounts: signing in, second steps, and how often a secret may be tried."""
