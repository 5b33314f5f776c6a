"""What members change: claims, relief, visits, activities; each by the member whose it is, in one transaction."""

from claims.changes.activities import SignUp, leave_activity, sign_up
from claims.changes.appointments import FreeSlot, Half, book_appointment, cancel_appointment, find_free_slots
from claims.changes.filing import ClaimFiling, file_claim
from claims.changes.relief import ReliefFiling, submit_relief

__all__ = [
    "ClaimFiling",
    "FreeSlot",
    "Half",
    "ReliefFiling",
    "SignUp",
    "book_appointment",
    "cancel_appointment",
    "file_claim",
    "find_free_slots",
    "leave_activity",
    "sign_up",
    "submit_relief",
]
