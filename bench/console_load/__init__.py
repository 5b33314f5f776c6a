"""How soon a member's words are on an agent's screen, while twenty consoles are open on sixty conversations."""
