"""What WeChat said to one try of bulk outreach, and what that means for the rest of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.kernel.conversation.refusals import NO_ANSWER, SendRefusal
from bot.kernel.conversation.send_outcomes import Outcome


class SendResult(StrEnum):
    """What a try came to, from the sender's point of view."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    """It may have been sent."""
    REPEATED = "repeated"
    """WeChat has had the very same words within the minute."""
    UNREACHED = "unreached"
    """No connection was made: certainly not sent."""
    BUSY = "busy"
    """Not sent; it passes by itself, and sooner when less is sent."""
    HOLD = "hold"
    """Not sent: the account's allowance is used up for a while."""
    STOP = "stop"
    """Not sent, and neither is anything else until a person has looked at it."""
    GONE = "gone"
    """Not sent: this member left or refuses everything."""
    REFUSED = "refused"
    """Not sent, for a reason that is this member's or this text's alone."""


@dataclass(frozen=True)
class SendAnswer:
    """`refusal` counts where it was not taken."""

    answer: SendResult
    message_id: str = ""
    refusal: SendRefusal = NO_ANSWER

    @property
    def outcome(self) -> Outcome:
        """Whether it was sent."""
        match self.answer:
            case SendResult.ACCEPTED:
                return "accepted"
            case SendResult.UNKNOWN:
                return "unknown"
            case SendResult.REPEATED | SendResult.UNREACHED | SendResult.BUSY | SendResult.HOLD:
                return "refused"
            case SendResult.STOP | SendResult.GONE | SendResult.REFUSED:
                return "refused"
