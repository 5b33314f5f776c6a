"""Makes the sentence encoder: multilingual-e5-small, taught with the phrases of this repository."""
