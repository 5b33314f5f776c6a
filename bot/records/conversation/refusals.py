"""How rows keep why a message was not taken: the meaning, and the channel's own number beside it."""

from typing import Any

from bot.kernel.conversation.refusals import NO_ANSWER, RefusalReason, SendRefusal


def write_refusal(refusal: SendRefusal) -> dict[str, Any]:
    """The values of `refusal` and `errcode`; empty and 0 where the channel refused nothing."""
    return {"refusal": "" if refusal == NO_ANSWER else refusal.reason, "errcode": refusal.errcode}


def read_refusal(reason: str, errcode: int | None) -> SendRefusal:
    """What such a row says."""
    return SendRefusal(RefusalReason(reason), errcode or 0) if reason else NO_ANSWER
