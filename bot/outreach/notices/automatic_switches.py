"""Switches notices that go out by themselves: on, or to other words, by two people; off by anybody, at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.kernel.outreach.automatic_notices import AutomaticNotice, Proposal
from bot.kernel.outreach.campaign_message import fill, find_unknown_variables
from bot.kernel.outreach.links import LinkRule, say_foreign
from bot.kernel.outreach.occasions import OCCASIONS, SAMPLES, Occasion
from bot.records.audit import record_audit
from bot.records.outreach import automatic_notices

_LONGEST_NOTE = 150


@dataclass(frozen=True)
class AutomaticSwitches:
    """Every refusal is a `StaffRefusal`; `find_problem` says why WeChat would refuse a value, in words for staff."""

    records: Records
    find_problem: Callable[[str, str], str]
    links: LinkRule
    clock: Callable[[], datetime]

    async def find_all(self) -> tuple[list[AutomaticNotice], dict[Occasion, Proposal]]:
        """Every occasion as it is told, on or off, and how it is to be told once somebody agrees."""
        async with self.records.begin() as session:
            found = await automatic_notices.find_automatic_notices(session)
            return found, await automatic_notices.find_proposals(session)

    async def count_waiting(self) -> int:
        """How many wait for a second person."""
        _, proposals = await self.find_all()
        return sum(one.is_waiting for one in proposals.values())

    def preview(self, notice: AutomaticNotice) -> Mapping[str, str]:
        """What an invented member would read, with values as long as they get."""
        return fill(notice.content, SAMPLES)

    def find_foreign(self, notice: AutomaticNotice) -> str:
        """The address that keeps it from being told; empty where there is none."""
        return self.links.find_foreign_in(notice.content.patterns, notice.url)

    async def change(self, staff: StaffMember, notice: AutomaticNotice) -> None:
        """What is on waits for a second person, and what was agreed to before stays as it is; off is off at once."""
        _require(staff, StaffAct.WRITE_OUTREACH)
        if notice.is_on:
            self._check(notice)
        written = replace(notice, changed_by=staff.name)
        async with self.records.begin() as session:
            if notice.is_on:
                await automatic_notices.record_proposal(session, Proposal(written, staff.id, self.clock()))
                await self._audit(session, staff, "automatic_notice_proposed", notice)
            else:
                await automatic_notices.take_proposal(session, notice.occasion)
                await automatic_notices.record_automatic_notice(session, written)
                await self._audit(session, staff, "automatic_notice_off", notice)

    async def approve(self, staff: StaffMember, occasion: Occasion, seen_hash: str) -> None:
        """It is told so from now on; what happened before it was on is never told."""
        _require(staff, StaffAct.APPROVE_OUTREACH)
        async with self.records.begin() as session:
            proposal = await self._take(session, occasion, seen_hash)
            if proposal.staff_id == staff.id:
                raise StaffRefusal("own_notice", "自己写的要请另一位同事批准。", 403)
            self._check(proposal.notice)
            before = {one.occasion: one for one in await automatic_notices.find_automatic_notices(session)}
            known = before[occasion]
            on_since = known.on_since if known.is_on else self.clock()
            agreed = replace(proposal.notice, on_since=on_since, approved_by=staff.name)
            await automatic_notices.record_automatic_notice(session, agreed)
            await self._audit(session, staff, "automatic_notice_approved", agreed, seen_hash)

    async def send_back(self, staff: StaffMember, occasion: Occasion, seen_hash: str, note: str) -> None:
        """It is not told so; whoever wrote it finds their words again, with the note above them."""
        _require(staff, StaffAct.APPROVE_OUTREACH)
        words = f"{staff.name}退回：{' '.join(note.split())[:_LONGEST_NOTE] or '请再改改'}"
        async with self.records.begin() as session:
            proposal = await self._take(session, occasion, seen_hash)
            await automatic_notices.record_proposal(session, replace(proposal, note=words))
            await self._audit(session, staff, "automatic_notice_sent_back", proposal.notice)

    async def _take(self, session: AsyncSession, occasion: Occasion, seen_hash: str) -> Proposal:
        """What waits, if it is what was looked at; a refusal leaves it where it is."""
        proposal = await automatic_notices.take_proposal(session, occasion)
        if proposal is None or not proposal.is_waiting:
            raise StaffRefusal("not_submitted", "这一项没有在等人批准，可能刚有同事做了别的。请刷新后再看。")
        if proposal.hash != seen_hash:
            raise StaffRefusal("changed_meanwhile", "您看的这一版之后又改过，请刷新后再看一遍。")
        return proposal

    def _check(self, notice: AutomaticNotice) -> None:
        content = notice.content
        if not (notice.template_id and all(content.patterns.values()) and content.patterns):
            raise StaffRefusal("not_complete", "先选模板，把每一项填好，才能打开。", 422)
        if unknown := find_unknown_variables(content, OCCASIONS[notice.occasion].variables):
            raise StaffRefusal("unknown_variable", f"这类通知没有“{unknown[0]}”这一项。", 422)
        if foreign := self.find_foreign(notice):
            raise StaffRefusal("foreign_link", say_foreign(foreign), 422)
        for name, value in self.preview(notice).items():
            if words := self.find_problem(name, value):
                raise StaffRefusal("values_refused", f"“{name}”会变成“{value}”，微信不收：{words}。", 422)

    async def _audit(
        self, session: AsyncSession, staff: StaffMember, act: str, notice: AutomaticNotice, seen: str = ""
    ) -> None:
        told = {"occasion": notice.occasion, "template": notice.template_id, "url": notice.url, "hash": seen}
        await record_audit(session, f"staff:{staff.login}", act, self.clock(), details=told)


def _require(staff: StaffMember, act: StaffAct) -> None:
    if not staff.may(act):
        raise StaffRefusal("not_allowed", "您的角色不能做这一步。", 403)
