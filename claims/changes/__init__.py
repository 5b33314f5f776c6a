"""What members change, each their own, in one transaction: filings, papers, visits, details."""

from claims.access.papers import access_paper_content, access_papers
from claims.changes.activities import SignUp, leave_activity, sign_up
from claims.changes.appointments import (
    VISIT_DAYS_AHEAD,
    FreeSlot,
    Half,
    book_appointment,
    cancel_appointment,
    find_free_slots,
    find_obstacle,
)
from claims.changes.drafts import access_draft, access_drafts, drop_draft, keep_draft
from claims.changes.filing import ClaimFiling, file_claim
from claims.changes.papers import NewPaper, assign_paper, receive_paper
from claims.changes.profile import change_payout_card, change_phone
from claims.changes.relief import ReliefFiling, submit_relief
from claims.values import Paper

__all__ = [
    "VISIT_DAYS_AHEAD",
    "ClaimFiling",
    "FreeSlot",
    "Half",
    "NewPaper",
    "Paper",
    "ReliefFiling",
    "SignUp",
    "access_draft",
    "access_drafts",
    "access_paper_content",
    "access_papers",
    "assign_paper",
    "book_appointment",
    "cancel_appointment",
    "change_payout_card",
    "change_phone",
    "drop_draft",
    "file_claim",
    "find_free_slots",
    "find_obstacle",
    "keep_draft",
    "leave_activity",
    "receive_paper",
    "sign_up",
    "submit_relief",
]
