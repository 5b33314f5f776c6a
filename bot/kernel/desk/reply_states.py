"""What became of something that staff said, in words that tell them what to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.kernel.conversation.channels import Channel
from bot.kernel.conversation.conversations import Delivered, Utterance
from bot.kernel.conversation.refusals import NO_ANSWER, SendRefusal
from bot.kernel.conversation.send_outcomes import Outcome

SendState = Literal["queued", "accepted", "failed", "unknown", "shown", "held"]
Retry = Literal["no", "yes", "ask"]

_LONGEST_SENDING = timedelta(minutes=1)


@dataclass(frozen=True)
class ReplyDelivery:
    """The state, the words for staff, and whether trying again makes sense: `ask` where it may arrive twice."""

    state: SendState
    words: str
    retry: Retry = "no"


def describe_delivery(
    utterance: Utterance, outcome: tuple[Outcome | None, SendRefusal] | None, channel: Channel, now: datetime
) -> ReplyDelivery | None:
    """`outcome` is that of the service message that took it, None while it is on its way."""
    way = utterance.delivery
    if utterance.speaker != "staff":
        return None
    if way is Delivered.SHOWN:
        return ReplyDelivery("shown", "已显示在对方的聊天里")
    if way is Delivered.INLINE:
        return ReplyDelivery("accepted", "已随回复送出")
    result, refusal = outcome or (None, NO_ANSWER)
    if way is Delivered.HELD and result == "refused":
        return ReplyDelivery(
            "failed", f"没发出去：{_explain(refusal, channel)}。对方下次说话时自动补上", "yes"
        )
    if way is Delivered.HELD:
        return ReplyDelivery("held", "留着，对方下次说话时送出", "yes")
    if result == "accepted":
        return ReplyDelivery("accepted", f"{channel.staff_name}已收下")
    is_old = now - utterance.said_at > _LONGEST_SENDING
    if result == "unknown" or (way is Delivered.PUSHED and is_old):
        return ReplyDelivery("unknown", "不知道对方收到没有，再发可能收到两遍", "ask")
    return ReplyDelivery("queued", "正在发送")


def _explain(refusal: SendRefusal, channel: Channel) -> str:
    words = refusal.explain(channel.staff_name).words
    return f"{words}，请找管理员" if refusal.needs_operator else words
