"""Template messages as the conversation's floor speaks of them, sent as WeChat's service notices."""

from dataclasses import dataclass

from bot.kernel.conversation.notices import TemplateMessage, TemplateResult, find_state
from bot.wechat.account.client import WeChatApi
from bot.wechat.outbound.templates import Notice, send_notice


@dataclass(frozen=True)
class WeChatTemplates:
    """The service notices of one account."""

    api: WeChatApi

    async def send(self, address: str, message: TemplateMessage) -> TemplateResult:
        """One try; raises nothing."""
        notice = Notice(address, message.template_id, message.fields, message.key, message.url)
        result = await send_notice(self.api, notice)
        return TemplateResult(find_state(result.outcome), result.message_id, result.refusal, result.reason)
