"""Questions that members often ask beside programmes and records, each with an answer of its own."""

from actions.faq.answering import answer_faq, answer_urgent
from actions.faq.loading import load_faq, presses

__all__ = ["answer_faq", "answer_urgent", "load_faq", "presses"]
