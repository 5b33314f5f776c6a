"""What came of one try to send something: the same words for a chat's message, a notice and a campaign.

Whatever else is said of a send follows from it by a mapping that leaves no case out: what a notice's row says
(`TemplateState`), what a recipient's row says (`RecipientState`, of a `SendResult`), what staff read (`SendState`).
By which way something went is another matter (`Delivered`).
"""

from typing import Literal

Outcome = Literal["accepted", "refused", "unknown"]
"""Accepted: the channel took it, whether it arrives is told later. Refused: it was certainly not sent."""
