"""Sends for bulk outreach, and says of each answer what it means for the rest."""

from dataclasses import dataclass

from bot.errors import TransportError
from bot.kernel.conversation.notices import TemplateMessage
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from bot.kernel.outreach.send_answers import SendAnswer, SendResult
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.error_codes import Kind, find_error_code
from bot.wechat.outbound.templates import Notice, send_notice

_BY_REASON = {
    RefusalReason.UNREACHED: SendResult.UNREACHED,
    RefusalReason.BUSY: SendResult.BUSY,
    RefusalReason.REPEATED: SendResult.REPEATED,
    # Who mutes one template still gets the others.
    RefusalReason.TEMPLATE_MUTED: SendResult.REFUSED,
}
_BY_KIND = {
    Kind.MEMBER: SendResult.GONE,
    Kind.PAUSE: SendResult.HOLD,
    Kind.STOP_ALL: SendResult.STOP,
    Kind.CONFIGURATION: SendResult.STOP,
    Kind.TEMPLATE: SendResult.STOP,
}


@dataclass(frozen=True)
class WeChatOutreach:
    """The account's template messages and customer-service texts."""

    api: WeChatApi

    async def send_template(self, address: str, message: TemplateMessage) -> SendAnswer:
        """One try; raises nothing."""
        notice = Notice(address, message.template_id, message.fields, message.key, message.url)
        result = await send_notice(self.api, notice)
        if result.outcome == "accepted":
            return SendAnswer(SendResult.ACCEPTED, result.message_id)
        is_repeated = result.refusal.reason is RefusalReason.REPEATED
        return _read(result.refusal, is_unknown=result.outcome == "unknown" and not is_repeated)

    async def send_text(self, address: str, text: str) -> SendAnswer:
        """One try; raises nothing."""
        try:
            await self.api.send_text(address, text)
        except TransportError as fault:
            return _read(fault.refusal, is_unknown=fault.outcome_unknown)
        return SendAnswer(SendResult.ACCEPTED)


def _read(refusal: SendRefusal, *, is_unknown: bool) -> SendAnswer:
    if is_unknown:
        return SendAnswer(SendResult.UNKNOWN, refusal=refusal)
    kind = find_error_code(refusal.errcode).kind
    answer = _BY_REASON.get(refusal.reason) or _BY_KIND.get(kind, SendResult.REFUSED)
    return SendAnswer(answer, refusal=refusal)
