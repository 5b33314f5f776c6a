"""Template messages as the conversation's floor speaks of them, sent as WeChat's service notices."""

from dataclasses import dataclass

from bot.kernel.notices import TemplateMessage, TemplateResult, TemplateState
from bot.wechat.client import WeChatApi
from bot.wechat.templates import Notice, NoticeOutcome, send_notice

_STATES = {
    NoticeOutcome.SENT: TemplateState.SENT,
    NoticeOutcome.REFUSED: TemplateState.REFUSED,
    NoticeOutcome.UNKNOWN: TemplateState.UNKNOWN,
}


@dataclass(frozen=True)
class WeChatTemplates:
    """The service notices of one account."""

    api: WeChatApi

    async def send(self, address: str, message: TemplateMessage) -> TemplateResult:
        """One try; raises nothing."""
        notice = Notice(address, message.template_id, message.fields, message.key, message.url)
        result = await send_notice(self.api, notice)
        return TemplateResult(_STATES[result.outcome], result.message_id, result.errcode, result.reason)
