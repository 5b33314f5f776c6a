"""What members change, each their own, in one transaction: filings, papers, visits, details."""

from claims.access.papers import access_paper_content, access_papers
from claims.changes.activities import SignUp, leave_activity, sign_up
from claims.changes.appointments import (
    HALF_DAY_STARTS,
    VISIT_DAYS_AHEAD,
    FreeSlot,
    Half,
    book_appointment,
    cancel_appointment,
    find_free_slots,
    find_obstacle,
)
from claims.changes.drafts import KEPT_DAYS, access_draft, access_drafts, drop_draft, drop_drafts, keep_draft
from claims.changes.filing import ClaimFiling, file_claim
from claims.changes.papers import NewPaper, assign_paper, receive_paper
from claims.changes.payout_card import (
    ask_card_change,
    confirm_card_change,
    find_card_change,
    put_cards_in_force,
    read_card,
    stop_card_change,
)
from claims.changes.profile import change_phone, is_phone_newer_than, read_phone
from claims.changes.relief import ReliefFiling, submit_relief
from claims.values import Paper

__all__ = [
    "HALF_DAY_STARTS",
    "KEPT_DAYS",
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
    "ask_card_change",
    "assign_paper",
    "book_appointment",
    "cancel_appointment",
    "change_phone",
    "confirm_card_change",
    "drop_draft",
    "drop_drafts",
    "file_claim",
    "find_card_change",
    "find_free_slots",
    "find_obstacle",
    "is_phone_newer_than",
    "keep_draft",
    "leave_activity",
    "put_cards_in_force",
    "read_card",
    "read_phone",
    "receive_paper",
    "sign_up",
    "stop_card_change",
    "submit_relief",
]
