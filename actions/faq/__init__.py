"""Questions that members often ask beside programmes and records, each with an answer of its own."""

from actions.faq.answering import answer_faq
from actions.faq.loading import load_faq

__all__ = ["answer_faq", "load_faq"]
