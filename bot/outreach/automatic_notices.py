"""Tells members by themselves what changed: each change once, in the daytime, unless they said no."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.errors import StaffRefusal
from bot.kernel.automatic_notices import SAMPLES, VARIABLES, AutomaticNotice, Change, Occasion
from bot.kernel.campaign_message import fill, find_unknown_variables
from bot.kernel.campaigns import CampaignContent, Way
from bot.kernel.notices import NoticeKind, TemplateMessage, TemplateResult
from bot.kernel.sending_plan import QuietHours
from bot.kernel.staff import StaffAct, StaffMember
from bot.kernel.working_hours import find_day
from bot.outreach.doors import ChangeSource, NoticeSender, Records
from bot.records import automatic_notices, identity, notices
from bot.records.audit import record_audit
from bot.records.conversations import find_conversation_by_id

log = structlog.get_logger(__name__)

_LOOKED_BACK = timedelta(days=3)
_PORTION = 200
_PAGES_A_ROUND = 50
_LONGEST_KEY = 64


@dataclass(frozen=True)
class AutomaticNotices:
    """Going over the changes twice, or on two machines, tells nothing twice: each has a key of its own.

    `find_problem` says why WeChat would refuse a value of a field, in words for staff.
    """

    records: Records
    changes: ChangeSource
    sender: NoticeSender
    quiet: QuietHours
    find_problem: Callable[[str, str], str]
    clock: Callable[[], datetime]
    portion: int = _PORTION
    """About so many of a kind are told before it is the next kind's turn."""
    _places: dict[Occasion, int] = field(default_factory=dict)
    """Where the last round stopped: a hundred thousand of one kind keep no other waiting."""

    async def find_all(self) -> list[AutomaticNotice]:
        """Every occasion, on or off."""
        async with self.records.begin() as session:
            return await automatic_notices.find_automatic_notices(session)

    async def change(self, staff: StaffMember, notice: AutomaticNotice) -> None:
        """Switches an occasion on or off; what happened before it was on is never told."""
        if not staff.may(StaffAct.APPROVE_OUTREACH):
            raise StaffRefusal("not_allowed", "您的角色不能做这一步。", 403)
        content = _content(notice)
        if notice.is_on and not (notice.template_id and all(content.patterns.values()) and content.patterns):
            raise StaffRefusal("not_complete", "先选模板，把每一项填好，才能打开。", 422)
        if unknown := find_unknown_variables(content, VARIABLES[notice.occasion]):
            raise StaffRefusal("unknown_variable", f"这类通知没有“{unknown[0]}”这一项。", 422)
        if notice.is_on:
            self._check_values(notice)
        async with self.records.begin() as session:
            before = {one.occasion: one for one in await automatic_notices.find_automatic_notices(session)}
            known = before[notice.occasion]
            on_since = known.on_since if known.is_on and notice.is_on else self.clock()
            await automatic_notices.record_automatic_notice(
                session, replace(notice, on_since=on_since, changed_by=staff.name)
            )
            told = {"occasion": notice.occasion, "on": notice.is_on, "template": notice.template_id}
            await record_audit(
                session, f"staff:{staff.login}", "automatic_notice", self.clock(), details=told
            )

    def preview(self, notice: AutomaticNotice) -> Mapping[str, str]:
        """What an invented member would read, with values as long as they get."""
        return fill(_content(notice), SAMPLES)

    def _check_values(self, notice: AutomaticNotice) -> None:
        for name, value in self.preview(notice).items():
            if words := self.find_problem(name, value):
                raise StaffRefusal("values_refused", f"“{name}”会变成“{value}”，微信不收：{words}。", 422)

    async def tell(self) -> int:
        """Tells what was not told yet; how many notices that were."""
        count = 0
        for notice in await self.find_all():
            if notice.is_on and notice.on_since and not self._is_night():
                count += await self._tell_occasion(notice, notice.on_since)
        if count:
            log.info("told_by_itself", code="automatic_notices_told", count=count)
        return count

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
        message = TemplateMessage(key, notice.template_id, fill(_content(notice), change.values), notice.url)
        return await self.sender.send(conversation_id, message, NoticeKind.SERVICE)


def _content(notice: AutomaticNotice) -> CampaignContent:
    return CampaignContent(NoticeKind.SERVICE, Way.TEMPLATE, notice.template_id, notice.fields, notice.url)
