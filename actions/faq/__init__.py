"""Questions that members often ask beside programmes and records, each with an answer of its own."""

from actions.faq.answering import answer_faq, answer_urgent, find_first_words, hear_mood, stay_after_danger
from actions.faq.loading import load_faq, presses

__all__ = [
    "answer_faq",
    "answer_urgent",
    "find_first_words",
    "hear_mood",
    "load_faq",
    "presses",
    "stay_after_danger",
]
