"""What became of something that staff said, in words that tell them what to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.kernel.conversation.conversations import Delivered, Utterance
from bot.kernel.conversation.send_outcomes import Outcome

SendState = Literal["queued", "accepted", "failed", "unknown", "shown", "held"]
Retry = Literal["no", "yes", "ask"]

_LONGEST_SENDING = timedelta(minutes=1)
_REASONS = {
    45015: "对方超过 48 小时没说话，微信不让再发",
    45047: "这一轮能发的条数用完了",
    43004: "对方没有关注公众号",
    45009: "公众号今天的次数用完了",
    48001: "公众号没有这个权限，请找管理员",
    45002: "内容太长",
}


@dataclass(frozen=True)
class ReplyDelivery:
    """The state, the words for staff, and whether trying again makes sense: `ask` where it may arrive twice."""

    state: SendState
    words: str
    retry: Retry = "no"


def describe_delivery(
    utterance: Utterance, outcome: tuple[Outcome | None, int | None] | None, now: datetime
) -> ReplyDelivery | None:
    """`outcome` is that of the service message that took it, None while it is on its way."""
    way = utterance.delivery
    if utterance.speaker != "staff":
        return None
    if way is Delivered.SHOWN:
        return ReplyDelivery("shown", "已显示在对方的聊天里")
    if way is Delivered.INLINE:
        return ReplyDelivery("accepted", "已随回复送出")
    result, errcode = outcome or (None, None)
    if way is Delivered.HELD and result == "refused":
        return ReplyDelivery("failed", f"没发出去：{explain(errcode)}。对方下次说话时自动补上", "yes")
    if way is Delivered.HELD:
        return ReplyDelivery("held", "留着，对方下次说话时送出", "yes")
    if result == "accepted":
        return ReplyDelivery("accepted", "微信已收下")
    is_old = now - utterance.said_at > _LONGEST_SENDING
    if result == "unknown" or (way is Delivered.PUSHED and is_old):
        return ReplyDelivery("unknown", "不知道对方收到没有，再发可能收到两遍", "ask")
    return ReplyDelivery("queued", "正在发送")


def explain(errcode: int | None) -> str:
    if errcode is None or errcode <= 0:
        return "微信这会儿忙"
    return _REASONS.get(errcode, f"微信没有接受（错误号 {errcode}）")
