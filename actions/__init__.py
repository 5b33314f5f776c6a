"""The handlers that Rasa calls: the only code that answers from member data."""
