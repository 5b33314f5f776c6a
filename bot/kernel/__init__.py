"""Plain values and pure decisions: no input, no output, no clock."""
