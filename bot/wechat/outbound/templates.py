"""Sends service notices (template messages): checked before sending, and never sent twice by a repeat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.errors import TransportError
from bot.kernel.conversation.refusals import NO_ANSWER, RefusalReason, SendRefusal
from bot.kernel.conversation.send_outcomes import Outcome
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.faults import refusal
from bot.wechat.outbound.template_fields import find_problems

# What WeChat would have said, had it been asked.
_BAD_VALUES = refusal(47003).refusal
_KEY_BYTES = 64


@dataclass(frozen=True)
class Notice:
    """One service notice. `client_msg_id` is the same at every try, and differs between any two notices."""

    openid: str = field(repr=False)
    template_id: str
    fields: Mapping[str, str] = field(repr=False)
    client_msg_id: str
    url: str = field(default="", repr=False)


@dataclass(frozen=True)
class NoticeResult:
    """How it went: of unknown outcome the same `client_msg_id` may be tried again for ten minutes.

    `refusal` counts where it was not taken; `reason` is for the operator.
    """

    outcome: Outcome
    message_id: str = ""
    refusal: SendRefusal = NO_ANSWER
    permanent: bool = False
    reason: str = ""


def find_notice_problems(notice: Notice) -> tuple[str, ...]:
    """Why WeChat would refuse the notice, in words; empty where it would not."""
    problems = []
    if not notice.openid:
        problems.append("nobody to send it to")
    if not notice.template_id:
        problems.append("no template id")
    if not (notice.client_msg_id.isascii() and 0 < len(notice.client_msg_id) <= _KEY_BYTES):
        problems.append(f"client_msg_id: 1 to {_KEY_BYTES} ASCII characters")
    if notice.url and urlsplit(notice.url).scheme not in ("http", "https"):
        problems.append("url: no web address")
    return (*problems, *find_problems(notice.fields))


async def send_notice(api: WeChatApi, notice: Notice) -> NoticeResult:
    """Sends one notice; raises nothing."""
    problems = find_notice_problems(notice)
    if problems:
        return NoticeResult("refused", refusal=_BAD_VALUES, permanent=True, reason="; ".join(problems))
    try:
        answer = await _send(api, notice)
    except TransportError as fault:
        # WeChat has taken the same notice within the minute, so an earlier try arrived.
        is_repeated = fault.refusal.reason is RefusalReason.REPEATED
        is_unknown = fault.outcome_unknown or is_repeated
        return NoticeResult(
            "unknown" if is_unknown else "refused",
            refusal=fault.refusal,
            permanent=fault.permanent and not is_unknown,
            reason=fault.detail,
        )
    return NoticeResult("accepted", str(answer.get("msgid", "")))


async def _send(api: WeChatApi, notice: Notice) -> dict[str, Any]:
    body = {
        "touser": notice.openid,
        "template_id": notice.template_id,
        "client_msg_id": notice.client_msg_id,
        "data": {name: {"value": value} for name, value in notice.fields.items()},
        **({"url": notice.url} if notice.url else {}),
    }
    try:
        return await _post(api, body)
    except TransportError as fault:
        # Said now and then of templates that exist; the second try is not refused then.
        if fault.refusal.reason is not RefusalReason.TEMPLATE_GONE:
            raise
    return await _post(api, body)


async def _post(api: WeChatApi, body: Mapping[str, Any]) -> dict[str, Any]:
    """wechatpy's own `template` object knows no `client_msg_id`."""
    answer: dict[str, Any] = await api.client.post("message/template/send", data=body)
    return answer
