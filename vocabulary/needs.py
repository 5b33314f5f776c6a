"""What passes between the bot and the handlers besides words: what the bot is to do, and how the bot goes on."""

from typing import Literal

Need = Literal[
    "identity",
    "unlink",
    "refusal",
    "profile",
    "papers",
    "form",
    "stop_news",
    "want_news",
    "stop_service",
    "want_service",
    "tell_notices",
    "tell_hours",
    "withdraw_person",
    "stands_by",
]
"""What the bot does besides talking: gives a page's link, unlinks, audits a refusal, keeps a choice of notices, says what was chosen
or which hours people work, takes back the wish for a person, or adds no words of its own to an answer that stays with somebody in
danger."""

WayBack = Literal["continue", "fresh", "danger", "linked", "unheard", "picture"]
"""How the bot goes on after a person: with the form that was cut short, or from the beginning; after words of
danger the form is put aside; and once the member has proved who they are. What came unheard, a voice, leaves the
open question as it is; a picture, once it is kept, is asked about."""
