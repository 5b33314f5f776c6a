"""What WeChat said to one try of bulk outreach, and what that means for the rest of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.kernel.conversation.send_outcomes import Outcome


class SendResult(StrEnum):
    """What a try came to, from the sender's point of view."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    """It may have been sent."""
    REPEATED = "repeated"
    """WeChat has had the very same words within the minute."""
    UNREACHED = "unreached"
    """No connection was made: certainly not sent."""
    BUSY = "busy"
    """Not sent; it passes by itself, and sooner when less is sent."""
    HOLD = "hold"
    """Not sent: the account's allowance is used up for a while."""
    STOP = "stop"
    """Not sent, and neither is anything else until a person has looked at it."""
    GONE = "gone"
    """Not sent: this member left or refuses everything."""
    REFUSED = "refused"
    """Not sent, for a reason that is this member's or this text's alone."""


@dataclass(frozen=True)
class SendAnswer:
    """`errcode` is WeChat's, 0 where it gave none."""

    answer: SendResult
    message_id: str = ""
    errcode: int = 0

    @property
    def outcome(self) -> Outcome:
        """Whether it was sent."""
        match self.answer:
            case SendResult.ACCEPTED:
                return "accepted"
            case SendResult.UNKNOWN:
                return "unknown"
            case SendResult.REPEATED | SendResult.UNREACHED | SendResult.BUSY | SendResult.HOLD:
                return "refused"
            case SendResult.STOP | SendResult.GONE | SendResult.REFUSED:
                return "refused"


@dataclass(frozen=True)
class RefusalWords:
    """For staff: what happened, whether trying again makes sense, and what to do."""

    words: str
    may_retry: bool
    advice: str


_NEVER = "再发也是一样，不用重试。"
_LATER = "过几天可以再试。"
_FIX_TEMPLATE = "请管理员在微信后台看这个模板；改好后可以重试。"
_ADMIN = "请管理员按日志里的说明处理；处理好后可以继续。"
_REFUSALS: Mapping[int, RefusalWords] = {
    -1: RefusalWords("微信这会儿忙", True, "可以重试。"),
    40001: RefusalWords("微信不认公众号的凭证", True, _ADMIN),
    40003: RefusalWords("这个微信号不属于我们的公众号", False, _NEVER),
    40037: RefusalWords("微信里没有这个模板", True, _FIX_TEMPLATE),
    40241: RefusalWords("一分钟内发过一样的内容，微信没有再发", False, "对方已经有一条一样的，不用重试。"),
    40249: RefusalWords("微信认为内容违规", False, "请换一种说法，照抄另建一份，补发给没收到的。"),
    43004: RefusalWords("没有关注公众号", False, _NEVER),
    43019: RefusalWords("在公众号的黑名单里", False, _NEVER),
    43101: RefusalWords("本人拒收了这类模板消息", False, _NEVER),
    43116: RefusalWords("微信封禁了这个模板", True, _FIX_TEMPLATE),
    43117: RefusalWords("这位会员近期收到的通知太多", True, _LATER),
    45009: RefusalWords("公众号今天的次数用完了", True, "明天零点以后自动继续。"),
    45015: RefusalWords("超过 48 小时没有说话", True, "对方再说话以后可以重试。"),
    45047: RefusalWords("这一轮能发的条数用完了", True, "对方再说话以后可以重试。"),
    45168: RefusalWords("有微信不许用的词", False, "请换一种说法，照抄另建一份，补发给没收到的。"),
    47003: RefusalWords(
        "模板里有一项是空的、太长或格式不对", False, "请改文案，照抄另建一份，补发给没收到的。"
    ),
    48002: RefusalWords("本人关闭了接收消息", False, _NEVER),
    48004: RefusalWords("微信封禁了公众号的这个功能", True, _ADMIN),
    48001: RefusalWords("公众号没有这个权限", True, _ADMIN),
    40164: RefusalWords("服务器地址不在微信的白名单里", True, _ADMIN),
    50002: RefusalWords("这个微信号被冻结或已注销", False, _NEVER),
    50005: RefusalWords("没有关注公众号", False, _NEVER),
}


def explain_refusal(errcode: int) -> RefusalWords:
    """In plain words; a number that nobody has seen yet may be tried again once."""
    if errcode == 0:
        return RefusalWords("连不上微信", True, "可以重试。")
    unknown = RefusalWords(f"微信没有接受（错误号 {errcode}）", True, "可以重试一次；还不行请找管理员。")
    return _REFUSALS.get(errcode, unknown)
