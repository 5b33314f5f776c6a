"""Sends for bulk outreach, and says of each answer what it means for the rest."""

from dataclasses import dataclass

from bot.errors import TransportError
from bot.kernel.conversation.notices import TemplateMessage
from bot.kernel.outreach.send_answers import Answer, SendAnswer
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.error_codes import Kind, find_error_code
from bot.wechat.outbound.templates import Notice, NoticeOutcome, send_notice

_ANSWERS = {
    Kind.MEMBER: Answer.GONE,
    Kind.PAUSE: Answer.HOLD,
    Kind.STOP_ALL: Answer.STOP,
    Kind.CONFIGURATION: Answer.STOP,
    Kind.TEMPLATE: Answer.STOP,
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
        if result.outcome is NoticeOutcome.SENT:
            return SendAnswer(Answer.ACCEPTED, result.message_id)
        if result.errcode == _REPEATED:
            return SendAnswer(Answer.REPEATED, errcode=_REPEATED)
        if result.outcome is NoticeOutcome.UNKNOWN:
            return SendAnswer(Answer.UNKNOWN, errcode=result.errcode)
        if result.errcode == 0 and result.permanent:
            return SendAnswer(Answer.REFUSED, errcode=47003)
        return _refused(result.errcode)

    async def send_text(self, address: str, text: str) -> SendAnswer:
        """One try; raises nothing."""
        try:
            await self.api.send_text(address, text)
        except TransportError as fault:
            if fault.outcome_unknown:
                return SendAnswer(Answer.UNKNOWN, errcode=fault.errcode)
            return _refused(fault.errcode)
        return SendAnswer(Answer.ACCEPTED)


def _refused(errcode: int) -> SendAnswer:
    if errcode == 0:
        return SendAnswer(Answer.UNREACHED)
    if errcode == _BUSY:
        return SendAnswer(Answer.BUSY, errcode=errcode)
    kind = find_error_code(errcode).kind
    # Who mutes one template still gets the others.
    answer = Answer.REFUSED if errcode == _MUTED_TEMPLATE else _ANSWERS.get(kind, Answer.REFUSED)
    return SendAnswer(answer, errcode=errcode)
