"""What a conversation knows: one frozen value, kept by the bot in the transaction of the answer it belongs to."""

from actions.talk.drafts import Draft, Narrowing, Value, Values
from actions.talk.value import (
    ON_PROFILE_PAGE,
    AskedNow,
    Offer,
    Remark,
    Talk,
    Telling,
    ToldPart,
    Topic,
    Unanswered,
)
from actions.talk.writing import read_talk, write_talk

__all__ = [
    "ON_PROFILE_PAGE",
    "AskedNow",
    "Draft",
    "Narrowing",
    "Offer",
    "Remark",
    "Talk",
    "Telling",
    "ToldPart",
    "Topic",
    "Unanswered",
    "Value",
    "Values",
    "read_talk",
    "write_talk",
]
