"""Why a channel did not take a message: what that means, and its words for staff.

A channel has numbers of its own for it; they are shown and logged, and mean something to that channel alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class RefusalReason(StrEnum):
    """What a refusal means, whatever the channel's number for it is."""

    UNREACHED = "unreached"
    """No connection, or no answer that was the channel's."""
    BUSY = "busy"
    TOO_FREQUENT = "too_frequent"
    QUOTA_USED_UP = "quota_used_up"
    CREDENTIALS_REFUSED = "credentials_refused"
    SERVER_NOT_LISTED = "server_not_listed"
    NOT_PERMITTED = "not_permitted"
    FEATURE_BANNED = "feature_banned"
    TEMPLATE_GONE = "template_gone"
    TEMPLATE_BANNED = "template_banned"
    WINDOW_CLOSED = "window_closed"
    ROUND_USED_UP = "round_used_up"
    TOO_MANY_NOTICES = "too_many_notices"
    NOT_OUR_MEMBER = "not_our_member"
    NOT_FOLLOWING = "not_following"
    BLACKLISTED = "blacklisted"
    MEMBER_FROZEN = "member_frozen"
    MESSAGES_OFF = "messages_off"
    TEMPLATE_MUTED = "template_muted"
    REPEATED = "repeated"
    ILLEGAL_WORDS = "illegal_words"
    FORBIDDEN_WORD = "forbidden_word"
    BAD_VALUES = "bad_values"
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"
    """A number that nobody has given a meaning yet."""


@dataclass(frozen=True)
class RefusalWords:
    """For staff: what happened, whether trying again makes sense, and what to do."""

    words: str
    may_retry: bool
    advice: str


@dataclass(frozen=True)
class SendRefusal:
    """`errcode` is the channel's own number, 0 where it gave none."""

    reason: RefusalReason
    errcode: int = 0

    @property
    def explained(self) -> RefusalWords:
        """In plain words, where campaigns go."""
        return self.explain("微信")

    def explain(self, channel: str) -> RefusalWords:
        """The same of a channel, by its name for staff; what nobody knows yet may be tried again once."""
        if self.reason is RefusalReason.UNKNOWN:
            words = f"{channel}没有接受（错误号 {self.errcode}）"
            return RefusalWords(words, True, "可以重试一次；还不行请找管理员。")
        told = _WORDS[self.reason]
        return replace(told, words=told.words.format(channel=channel))

    @property
    def needs_operator(self) -> bool:
        """Nobody gets anything until an operator has put it right."""
        return self.reason in _PUT_RIGHT_BY_AN_OPERATOR

    @property
    def is_everybodys(self) -> bool:
        """Refused for a reason that is not this member's: worth another try later, and nobody else's meanwhile."""
        return self.needs_operator or self.reason in _PASSES_BY_ITSELF


NO_ANSWER = SendRefusal(RefusalReason.UNREACHED)

_PASSES_BY_ITSELF = frozenset(
    {
        RefusalReason.UNREACHED,
        RefusalReason.BUSY,
        RefusalReason.TOO_FREQUENT,
        RefusalReason.QUOTA_USED_UP,
    }
)
_PUT_RIGHT_BY_AN_OPERATOR = frozenset(
    {
        RefusalReason.CREDENTIALS_REFUSED,
        RefusalReason.SERVER_NOT_LISTED,
        RefusalReason.NOT_PERMITTED,
        RefusalReason.FEATURE_BANNED,
        RefusalReason.TEMPLATE_GONE,
        RefusalReason.TEMPLATE_BANNED,
    }
)

_NEVER = "再发也是一样，不用重试。"
_LATER = "过几天可以再试。"
_ONCE_THEY_WRITE = "对方再说话以后可以重试。"
_FIX_TEMPLATE = "请管理员在微信后台看这个模板；改好后可以重试。"
_ADMIN = "请管理员按日志里的说明处理；处理好后可以继续。"
_SAY_IT_DIFFERENTLY = "请换一种说法，照抄另建一份，补发给没收到的。"
_MEND_THE_WORDS = "请改文案，照抄另建一份，补发给没收到的。"
_WORDS: Mapping[RefusalReason, RefusalWords] = {
    RefusalReason.UNREACHED: RefusalWords("连不上{channel}", True, "可以重试。"),
    RefusalReason.BUSY: RefusalWords("{channel}这会儿忙", True, "可以重试。"),
    RefusalReason.TOO_FREQUENT: RefusalWords("公众号这一分钟的次数用完了", True, "过一分钟可以继续。"),
    RefusalReason.QUOTA_USED_UP: RefusalWords("公众号今天的次数用完了", True, "明天零点以后自动继续。"),
    RefusalReason.CREDENTIALS_REFUSED: RefusalWords("{channel}不认公众号的凭证", True, _ADMIN),
    RefusalReason.SERVER_NOT_LISTED: RefusalWords("服务器地址不在{channel}的白名单里", True, _ADMIN),
    RefusalReason.NOT_PERMITTED: RefusalWords("公众号没有这个权限", True, _ADMIN),
    RefusalReason.FEATURE_BANNED: RefusalWords("{channel}封禁了公众号的这个功能", True, _ADMIN),
    RefusalReason.TEMPLATE_GONE: RefusalWords("{channel}里没有这个模板", True, _FIX_TEMPLATE),
    RefusalReason.TEMPLATE_BANNED: RefusalWords("{channel}封禁了这个模板", True, _FIX_TEMPLATE),
    RefusalReason.WINDOW_CLOSED: RefusalWords(
        "对方超过 48 小时没说话，{channel}不让再发", True, _ONCE_THEY_WRITE
    ),
    RefusalReason.ROUND_USED_UP: RefusalWords("这一轮能发的条数用完了", True, _ONCE_THEY_WRITE),
    RefusalReason.TOO_MANY_NOTICES: RefusalWords("这位会员近期收到的通知太多", True, _LATER),
    RefusalReason.NOT_OUR_MEMBER: RefusalWords("这个{channel}号不属于我们的公众号", False, _NEVER),
    RefusalReason.NOT_FOLLOWING: RefusalWords("对方没有关注公众号", False, _NEVER),
    RefusalReason.BLACKLISTED: RefusalWords("在公众号的黑名单里", False, _NEVER),
    RefusalReason.MEMBER_FROZEN: RefusalWords("这个{channel}号被冻结或已注销", False, _NEVER),
    RefusalReason.MESSAGES_OFF: RefusalWords("本人关闭了接收消息", False, _NEVER),
    RefusalReason.TEMPLATE_MUTED: RefusalWords("本人拒收了这类模板消息", False, _NEVER),
    RefusalReason.REPEATED: RefusalWords(
        "一分钟内发过一样的内容，{channel}没有再发", False, "对方已经有一条一样的，不用重试。"
    ),
    RefusalReason.ILLEGAL_WORDS: RefusalWords("{channel}认为内容违规", False, _SAY_IT_DIFFERENTLY),
    RefusalReason.FORBIDDEN_WORD: RefusalWords("有{channel}不许用的词", False, _SAY_IT_DIFFERENTLY),
    RefusalReason.BAD_VALUES: RefusalWords("模板里有一项是空的、太长或格式不对", False, _MEND_THE_WORDS),
    RefusalReason.TOO_LONG: RefusalWords("内容太长", False, _MEND_THE_WORDS),
}
