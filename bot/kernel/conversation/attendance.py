"""What is true of the staff at a moment: whatever a member is told of people coming is worded from it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attendance:
    """`opening` says when staff are back, in words; it is empty while they work, and where nobody knows."""

    is_open: bool = True
    opening: str = ""
    hours: str = ""
    """The usual ones, in words; empty where they are not known."""
    is_somebody_there: bool = False
    """A colleague has the console open at this moment, whatever the clock says."""
    is_being_read: bool = False
    """A colleague has this very conversation open on their screen."""
