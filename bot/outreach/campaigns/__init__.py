"""A campaign from its first draft to its approval, and what staff see of it."""
