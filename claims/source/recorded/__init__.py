"""The claims database itself as the system of record: the centre's data were fed in."""
