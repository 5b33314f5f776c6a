"""The command line of the claims database: `python -m claims VERB`, one module a subject."""
