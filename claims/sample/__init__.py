"""An invented centre of any size, in the files that the import reads; the same seed makes the same centre."""
