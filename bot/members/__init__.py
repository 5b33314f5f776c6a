"""The claims database as the bot needs it: the only package that imports `claims`."""
