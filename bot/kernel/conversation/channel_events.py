"""What happens in a channel besides messages, by what it means to the conversation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Arrived:
    """A member comes in: follows an account of ours, or scans a code of ours, which `scene` names."""

    scene: str = ""


@dataclass(frozen=True)
class MenuTapped:
    """A tap on a menu of ours; `question` holds the words that the entry stands for, if it stands for any."""

    question: str = ""


@dataclass(frozen=True)
class ScannerOpened:
    """A menu entry opened the scanner of the member's phone: we may write, and nobody waits for it."""


@dataclass(frozen=True)
class MemberLeft:
    """A member leaves: all that is theirs is to be deleted."""


@dataclass(frozen=True)
class OtherDeskClosed:
    """A desk of the channel's own is done with the member."""


@dataclass(frozen=True)
class SendReported:
    """What became of a message that was sent unasked, in the channel's words."""

    message_id: str
    status: str


@dataclass(frozen=True)
class Unheeded:
    """Anything else: it is kept, and asks nothing of us."""


ChannelEvent = Arrived | MenuTapped | ScannerOpened | MemberLeft | OtherDeskClosed | SendReported | Unheeded
