"""Sends for bulk outreach, and says of each answer what it means for the rest."""

from dataclasses import dataclass

from bot.errors import TransportError
from bot.kernel.conversation.notices import TemplateMessage
from bot.kernel.outreach.send_answers import SendAnswer, SendResult
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.error_codes import Kind, find_error_code
from bot.wechat.outbound.templates import Notice, send_notice

_ANSWERS = {
    Kind.MEMBER: SendResult.GONE,
    Kind.PAUSE: SendResult.HOLD,
    Kind.STOP_ALL: SendResult.STOP,
    Kind.CONFIGURATION: SendResult.STOP,
    Kind.TEMPLATE: SendResult.STOP,
}
_BUSY = -1
_REPEATED = 40241
_MUTED_TEMPLATE = 43101


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
        if result.errcode == _REPEATED:
            return SendAnswer(SendResult.REPEATED, errcode=_REPEATED)
        if result.outcome == "unknown":
            return SendAnswer(SendResult.UNKNOWN, errcode=result.errcode)
        if result.errcode == 0 and result.permanent:
            return SendAnswer(SendResult.REFUSED, errcode=47003)
        return _refused(result.errcode)

    async def send_text(self, address: str, text: str) -> SendAnswer:
        """One try; raises nothing."""
        try:
            await self.api.send_text(address, text)
        except TransportError as fault:
            if fault.outcome_unknown:
                return SendAnswer(SendResult.UNKNOWN, errcode=fault.errcode)
            return _refused(fault.errcode)
        return SendAnswer(SendResult.ACCEPTED)


def _refused(errcode: int) -> SendAnswer:
    if errcode == 0:
        return SendAnswer(SendResult.UNREACHED)
    if errcode == _BUSY:
        return SendAnswer(SendResult.BUSY, errcode=errcode)
    kind = find_error_code(errcode).kind
    # Who mutes one template still gets the others.
    answer = SendResult.REFUSED if errcode == _MUTED_TEMPLATE else _ANSWERS.get(kind, SendResult.REFUSED)
    return SendAnswer(answer, errcode=errcode)
