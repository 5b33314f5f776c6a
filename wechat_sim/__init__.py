"""A stand-in for WeChat's servers: speaks its protocol on its own, and shares no code with the bot."""
