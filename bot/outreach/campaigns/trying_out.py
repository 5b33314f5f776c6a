"""Sends a campaign's notice to a colleague, filled with a member's masked values, before anybody else gets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import Records
from bot.errors import PaceUnavailable, StaffRefusal
from bot.kernel.conversation.notices import TemplateMessage
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.kernel.outreach.campaigns import Campaign, SendingWay
from bot.kernel.outreach.pacing import Lane
from bot.kernel.outreach.send_answers import SendResult
from bot.outreach.campaigns.reading import OutreachReading
from bot.outreach.doors import OutreachSender, Pace
from bot.outreach.sending.slots import SlotStream
from bot.records.audit import record_audit

_MARK = "（试发）"


@dataclass(frozen=True)
class TryingOut:
    """`testers` are the colleagues' names and openids, as the operator set them."""

    records: Records
    reading: OutreachReading
    sender: OutreachSender
    pace: Pace
    testers: Mapping[str, str]
    clock: Callable[[], datetime]

    async def send(self, staff: StaffMember, campaign: Campaign, tester: str) -> None:
        """Raises StaffRefusal where it did not arrive, with what WeChat said."""
        if not staff.may(StaffAct.WRITE_OUTREACH):
            raise StaffRefusal("not_allowed", "您的角色不能做这一步。", 403)
        openid = self.testers.get(tester)
        previews = await self.reading.preview(campaign)
        if openid is None or not previews:
            raise StaffRefusal("no_tester", "请先选好收件人，再选试发给谁。", 422)
        try:
            await SlotStream(self.pace, Lane.SERVICE, 1).wait()
        except PaceUnavailable as fault:
            raise StaffRefusal("pace_unavailable", "现在不能发，请稍后再试。", 503) from fault
        content, filled = campaign.content, dict(previews[0])
        if content.way is SendingWay.TEMPLATE:
            key = f"outreach-try-{campaign.id}-{staff.id}-{self.clock():%Y%m%d%H%M%S}"
            message = TemplateMessage(key, content.template_id, filled, content.url)
            answer = await self.sender.send_template(openid, message)
        else:
            answer = await self.sender.send_text(openid, _MARK + filled["text"])
        async with self.records.begin() as session:
            told = {"campaign": campaign.id, "tester": tester, "answer": answer.answer}
            await record_audit(
                session, f"staff:{staff.login}", "outreach_tried_out", self.clock(), details=told
            )
        if answer.answer is not SendResult.ACCEPTED:
            words = answer.refusal.explained.words
            raise StaffRefusal("not_accepted", f"微信没有收下：{words}。", 502)


def parse_testers(written: str) -> Mapping[str, str]:
    """`陈洁=openid 赵宇=openid`."""
    return dict(one.split("=", 1) for one in written.split())
