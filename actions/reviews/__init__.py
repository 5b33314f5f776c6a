"""A decision that the member does not accept: why it was so, a review asked for with their reason, and taken back."""

from actions.reviews.offering import ANSWERERS, ask_for_yes
from actions.reviews.reasons import hear_remark
from actions.reviews.submitting import DISPUTE, DISPUTING, WITHDRAW_REVIEW, WITHDRAWING

__all__ = [
    "ANSWERERS",
    "DISPUTE",
    "DISPUTING",
    "WITHDRAWING",
    "WITHDRAW_REVIEW",
    "ask_for_yes",
    "hear_remark",
]
