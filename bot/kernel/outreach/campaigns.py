"""A campaign: one notice to many members, the states it goes through, and the states of each recipient."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.kernel.conversation.notices import NoticeKind


class CampaignState(StrEnum):
    """How far a campaign has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    """It waits for a second person."""
    APPROVED = "approved"
    """Its recipients are frozen; it starts when somebody says so, or at its time."""
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    """Nothing is left to send; what failed may be tried again."""
    STOPPED = "stopped"
    """Given up for good."""


CAMPAIGN_STATES: Mapping[CampaignState, str] = {
    CampaignState.DRAFT: "草稿",
    CampaignState.SUBMITTED: "等人批准",
    CampaignState.APPROVED: "已批准",
    CampaignState.RUNNING: "发送中",
    CampaignState.PAUSED: "已暂停",
    CampaignState.FINISHED: "已发完",
    CampaignState.STOPPED: "已停止",
}


class RecipientState(StrEnum):
    """What became of one recipient."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    """WeChat took it; whether it arrived is told by a later event."""
    DELIVERED = "delivered"
    REFUSED = "refused"
    """WeChat took it and could not deliver it."""
    FAILED = "failed"
    """WeChat did not take it: it was certainly not sent."""
    UNKNOWN = "unknown"
    """It may have been sent. Beyond WeChat's ten minutes a repeat could arrive twice, so nobody repeats it."""
    SKIPPED = "skipped"


RECIPIENT_STATES: Mapping[RecipientState, str] = {
    RecipientState.PENDING: "待发",
    RecipientState.SENDING: "正在发",
    RecipientState.SENT: "微信已收下",
    RecipientState.DELIVERED: "已送达",
    RecipientState.REFUSED: "未送达",
    RecipientState.FAILED: "发送失败",
    RecipientState.UNKNOWN: "不确定",
    RecipientState.SKIPPED: "跳过未发",
}


class SkipReason(StrEnum):
    """Why somebody of the audience gets nothing."""

    NOT_LINKED = "not_linked"
    OPTED_OUT = "opted_out"
    BLOCKED = "blocked"
    OVER_CAP = "over_cap"
    GOT_IT_BEFORE = "got_it_before"
    WINDOW_CLOSED = "window_closed"
    VALUE_REFUSED = "value_refused"
    STOPPED = "stopped"


SKIP_REASONS: Mapping[SkipReason, str] = {
    SkipReason.NOT_LINKED: "没有在微信里关联会员身份",
    SkipReason.OPTED_OUT: "本人说过不要这类通知",
    SkipReason.BLOCKED: "本人在微信里拒收，或已取消关注",
    SkipReason.OVER_CAP: "近期已收到够多的群发",
    SkipReason.GOT_IT_BEFORE: "上一次已经发给过",
    SkipReason.WINDOW_CLOSED: "48 小时内没有说过话，不能发客服消息",
    SkipReason.VALUE_REFUSED: "有一项写出来微信不收",
    SkipReason.STOPPED: "群发被停止",
}


SKIP_ADVICE: Mapping[SkipReason, str] = {
    SkipReason.NOT_LINKED: "本人在微信里关联以后才能收到。",
    SkipReason.OPTED_OUT: "本人不要，请不要另想办法再发。",
    SkipReason.BLOCKED: "本人不要，请不要另想办法再发。",
    SkipReason.OVER_CAP: "过些天另发。",
    SkipReason.GOT_IT_BEFORE: "已经有了，不用再发。",
    SkipReason.WINDOW_CLOSED: "要紧的事改用模板消息。",
    SkipReason.VALUE_REFUSED: "看是哪一项：照这份另建一次，把那一项写短、写对，补发给没收到的。",
    SkipReason.STOPPED: "要发就照这份另建一次。",
}
"""What may still be done for them."""


class SendingWay(StrEnum):
    """How the notice goes."""

    TEMPLATE = "template"
    SERVICE_TEXT = "text"
    """A customer-service message: only for those who wrote within the last 48 hours."""


@dataclass(frozen=True)
class CampaignContent:
    """What is said. `fields` are the template's, `text` the customer-service message's; both take variables."""

    kind: NoticeKind
    way: SendingWay
    template_id: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    text: str = ""

    @property
    def patterns(self) -> Mapping[str, str]:
        """What is filled for each member."""
        return self.fields if self.way is SendingWay.TEMPLATE else {"text": self.text}


@dataclass(frozen=True)
class Campaign:
    """One campaign as it now stands. `version` grows with every edit; `remaining` is how many may go out before it pauses."""

    id: int
    name: str
    state: CampaignState
    content: CampaignContent
    version: int
    audience_id: int | None
    created_by: int
    created_name: str
    created_at: datetime
    submitted_by: int | None = None
    approved_by: int | None = None
    approved_name: str = ""
    approved_at: datetime | None = None
    approved_hash: str = ""
    starts_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    remaining: int | None = None
    repeats: int | None = None
    """The first campaign that said the same: of those that repeat it, and of itself, each member gets one."""
    pause_code: str = ""
    pause_words: str = ""

    @property
    def first(self) -> int:
        """The campaign that this one repeats, or itself."""
        return self.repeats or self.id


def key_of(recipient_id: int) -> str:
    """The `client_msg_id` of a recipient: the same at every try, and no other notice's."""
    return f"outreach-{recipient_id}"
