"""Tells members by themselves what changed: each change once, in the daytime, unless they said no."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.delivery import Records
from bot.kernel.conversation.notices import NoticeKind, TemplateMessage, TemplateResult
from bot.kernel.outreach.automatic_notices import AutomaticNotice, Change, Occasion
from bot.kernel.outreach.campaign_message import fill
from bot.kernel.outreach.links import LinkRule
from bot.kernel.outreach.sending_plan import QuietHours
from bot.outreach.doors import ChangeSource, NoticeSender
from bot.records.conversation import notices
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.members import identity
from bot.records.outreach import automatic_notices
from vocabulary.beijing import find_day

log = structlog.get_logger(__name__)

_LOOKED_BACK = timedelta(days=3)
_PORTION = 200
_PAGES_A_ROUND = 50
_LONGEST_KEY = 64


@dataclass(frozen=True)
class AutomaticNotices:
    """Going over the changes twice, or on two machines, tells nothing twice: each has a key of its own."""

    records: Records
    changes: ChangeSource
    sender: NoticeSender
    quiet: QuietHours
    links: LinkRule
    clock: Callable[[], datetime]
    portion: int = _PORTION
    """About so many of a kind are told before it is the next kind's turn."""
    _places: dict[Occasion, int] = field(default_factory=dict)
    """Where the last round stopped: a hundred thousand of one kind keep no other waiting."""

    async def tell(self) -> int:
        """Tells what was not told yet; how many notices that were."""
        count = 0
        async with self.records.begin() as session:
            found = await automatic_notices.find_automatic_notices(session)
        for notice in found:
            if notice.is_on and notice.on_since and not self._is_night() and self._leads_home(notice):
                count += await self._tell_occasion(notice, notice.on_since)
        if count:
            log.info("told_by_itself", code="automatic_notices_told", count=count)
        return count

    def _leads_home(self, notice: AutomaticNotice) -> bool:
        """Whatever was agreed to before: nobody is led to an address that is not the centre's."""
        if not self.links.find_foreign_in(notice.content.patterns, notice.url):
            return True
        advice = "Its link is on none of our hosts: change it in the console, or add the host to OUTREACH_LINK_HOSTS."
        log.warning(
            "notice_held", code="automatic_notice_foreign_link", occasion=notice.occasion, advice=advice
        )
        return False

    async def _tell_occasion(self, notice: AutomaticNotice, on_since: datetime) -> int:
        """A part of one pass over the changes; behind the last of them the next pass begins."""
        first_day = find_day(on_since)
        if notice.occasion is Occasion.RELIEF_STEP:
            # Of the day itself the relief desk told already.
            first_day += timedelta(days=1)
        since = max(first_day, find_day(self.clock() - _LOOKED_BACK))
        count = 0
        for _ in range(_PAGES_A_ROUND):
            after = self._places.get(notice.occasion, 0)
            page = await self.changes.find_changes(notice.occasion, since, after, self.portion)
            told, is_all = await self._tell_page(notice, [change for _, change in page])
            count += told
            if not is_all:
                break
            self._places[notice.occasion] = page[-1][0] if page else 0
            if not page or count >= self.portion:
                break
        return count

    def _is_night(self) -> bool:
        return self.quiet.is_quiet(self.clock())

    async def _tell_page(self, notice: AutomaticNotice, page: Sequence[Change]) -> tuple[int, bool]:
        """How many were told, and whether that was all: at night, or where WeChat refuses everybody, it stops."""
        async with self.records.begin() as session:
            linked = await identity.find_conversations_of(session, {one.member_id for one in page})
            keyed = {
                f"{change.key}:{conversation}"[:_LONGEST_KEY]: (conversation, change)
                for change in page
                for conversation in linked.get(change.member_id, ())
            }
            settled = await automatic_notices.find_settled(session, keyed, self.clock())
            said = await notices.find_said(session, {change.said_as for change in page})
        count = 0
        for key, (conversation, change) in keyed.items():
            if key in settled or (conversation, change.said_as) in said:
                continue
            result = None if self._is_night() else await self._tell_one(notice, conversation, key, change)
            if self._is_night() or (result and result.is_refused_to_all):
                return count, False
            count += result is not None
        return count, True

    async def _tell_one(
        self, notice: AutomaticNotice, conversation_id: int, key: str, change: Change
    ) -> TemplateResult | None:
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, conversation_id)
        if conversation.channel != "wechat":
            return None
        message = TemplateMessage(key, notice.template_id, fill(notice.content, change.values), notice.url)
        return await self.sender.send(conversation_id, message, NoticeKind.SERVICE)
