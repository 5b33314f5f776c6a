"""Questions that members often ask beside programmes and records, each with an answer of its own."""

from actions.faq.answering import (
    answer_faq,
    answer_harm,
    answer_later,
    answer_likely,
    answer_urgent,
    find_first_words,
    hear_mood,
    is_before_today,
    stay_after_danger,
)
from actions.faq.loading import DOUBT, HARM, find_harm, load_faq, presses

__all__ = [
    "DOUBT",
    "HARM",
    "answer_faq",
    "answer_harm",
    "answer_later",
    "answer_likely",
    "answer_urgent",
    "find_first_words",
    "find_harm",
    "hear_mood",
    "is_before_today",
    "load_faq",
    "presses",
    "stay_after_danger",
]
