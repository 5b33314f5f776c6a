"""What is answered of a member's claims."""

from actions.records.claim.answers import answer_about
from actions.records.claim.meant import answer
from actions.records.claim.overview import say_overview

__all__ = ["answer", "answer_about", "say_overview"]
