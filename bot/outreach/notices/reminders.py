"""Reminds members of tomorrow's visits: each visit and conversation once, in the daytime, unless they said no."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Delivery, Records
from bot.errors import PaceUnavailable
from bot.kernel.conversation.conversations import Delivered, Spoken, Utterance
from bot.kernel.conversation.messages import Choice, Reply
from bot.kernel.conversation.notices import NoticeKind, TemplateMessage, TemplateState
from bot.kernel.members.visits import Visit, VisitTemplate
from bot.kernel.outreach.automatic_notices import Occasion
from bot.kernel.outreach.links import LinkRule
from bot.outreach.notices.doors import VisitBook
from bot.outreach.notices.template_notices import TemplateNotices
from bot.outreach.notices.wording import say_visit_tomorrow
from bot.records.conversation import notices, transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.members import identity
from bot.records.outreach.automatic_notices import is_told_automatically
from vocabulary.beijing import BEIJING

log = structlog.get_logger(__name__)

_FROM_HOUR, _UNTIL_HOUR = 9, 20
_PAGE = 200


@dataclass(frozen=True)
class Reminders:
    """Goes over tomorrow's visits; doing so twice, or on two machines, says nothing twice."""

    records: Records
    delivery: Delivery
    visits: VisitBook
    links: LinkRule
    clock: Callable[[], datetime]
    templates: TemplateNotices | None = None
    template: VisitTemplate | None = None

    async def remind(self) -> int:
        """Says what was not said yet; how many reminders that were."""
        now = self.clock().astimezone(BEIJING)
        if not _FROM_HOUR <= now.hour < _UNTIL_HOUR:
            return 0
        count, after = 0, ""
        while page := await self.visits.find_visits_of(now.date() + timedelta(days=1), after, _PAGE):
            for visit in page:
                count += await self._remind_of(visit)
            after = page[-1].number
        if count:
            log.info("reminded", code="visits_reminded", count=count)
        return count

    async def _remind_of(self, visit: Visit) -> int:
        async with self.records.begin() as session:
            conversations = (await identity.find_conversations_of(session, [visit.member_id])).get(
                visit.member_id, []
            )
        return sum([await self._say(conversation_id, visit) for conversation_id in conversations])

    async def _say(self, conversation_id: int, visit: Visit) -> bool:
        key, now = f"visit:{visit.number}:{visit.starts_at:%F}", self.clock()
        words = Spoken(Reply(say_visit_tomorrow(visit), (Choice("取消预约", "取消预约"),)), "system")
        async with self.records.begin() as session:
            if await self._is_told_otherwise(session, conversation_id):
                return False
            if NoticeKind.SERVICE in await notices.find_unwanted(session, conversation_id):
                return False
            if not await notices.record_notice_once(session, conversation_id, key, now):
                return False
            conversation = await find_conversation_by_id(session, conversation_id)
            said = await transcript.record_spoken(session, conversation_id, [words], now)
        if self.templates and self.template and conversation.channel == "wechat":
            message = TemplateMessage(
                f"{key}:{conversation_id}", self.template.template_id, self.template.fill(visit)
            )
            await self._send(self.templates, conversation_id, message, said)
        else:
            await self.delivery.say(conversation, said, "notice")
        return True

    async def _is_told_otherwise(self, session: AsyncSession, conversation_id: int) -> bool:
        """Who follows the account hears of it by the automatic notice, where that is on."""
        conversation = await find_conversation_by_id(session, conversation_id)
        is_on = await is_told_automatically(session, Occasion.VISIT_TOMORROW, self.links)
        return is_on and conversation.channel == "wechat"

    async def _send(
        self,
        templates: TemplateNotices,
        conversation_id: int,
        message: TemplateMessage,
        said: list[Utterance],
    ) -> None:
        """As a template message, which needs no open window; what WeChat refuses waits for the member's next words."""
        try:
            result = await templates.send(conversation_id, message, NoticeKind.SERVICE)
        except PaceUnavailable as fault:
            log.warning("reminder_held", code=fault.code, advice=fault.advice)
            result = None
        is_refused = result is None or result.state is TemplateState.REFUSED
        way = Delivered.HELD if is_refused else Delivered.PUSHED
        async with self.records.begin() as session:
            await transcript.record_delivery(session, [one.id for one in said], way)
