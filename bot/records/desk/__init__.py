"""Staff accounts, what staff write, and the console's lists."""
