"""What a member can get done in the chat: forms that forgive, each a list of fields and an end."""
