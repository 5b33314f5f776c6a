"""The centre's core system as the system of record: asked over HTTP when a member asks, and never copied whole."""
