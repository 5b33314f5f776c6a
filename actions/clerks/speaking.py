"""What the table says to members is said to a clerk without sending them to themselves."""

import re
from dataclasses import replace

from actions.question import Answer, Question

_TO_THEMSELVES = (
    (re.compile(r"问单位工会(?:的经办人)?"), "问区总工会"),
    (re.compile(r"请单位工会问中心"), "请问区总工会"),
    (re.compile(r"参加没有，问“我有哪些保障”；没有的话，跟单位工会说。"), ""),
    (re.compile(r"看自己的，问“[^”]*”。"), ""),
    (re.compile(r"，?想参加先跟单位工会说。"), "。"),
)


def speak_to_clerk(question: Question, answer: Answer) -> Answer:
    """The answer, where a clerk hears it: another union than their own is named."""
    if not question.talk.is_clerk or not answer.text or question.talk.task:
        return answer
    text = answer.text
    for words, instead in _TO_THEMSELVES:
        text = words.sub(instead, text)
    return replace(answer, text=text) if text.strip() else answer
