"""The claims database at the centre's real size: how long it takes in, and how fast it answers afterwards."""
