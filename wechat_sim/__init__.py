"""A stand-in for WeChat's servers: speaks its protocol on its own, and shares no code with the bot.

"sheet 4" in a comment names the section of the protocol's fact sheet that a rule follows.
"""
