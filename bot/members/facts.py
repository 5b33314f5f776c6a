"""What the claims database tells staff of a member: masked, in words, each part with its moment."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.kernel.members.facts import (
    ClaimFacts,
    ClaimStep,
    Cover,
    Identity,
    MemberFacts,
    PaperFacts,
    ReliefFacts,
    Revealable,
)
from bot.kernel.members.membership import WaitingCard
from bot.members.awaiting import awaiting_records
from bot.members.words import CLAIM_STATES, RELIEF_KINDS, RELIEF_STEPS
from claims.access import (
    access_claims,
    access_enrolments,
    access_masked_names,
    access_paper_content,
    access_papers,
    access_profile,
    access_profile_held_here,
    access_relief_applications,
    reveal_detail,
)
from claims.changes import confirm_card_change, find_card_change, stop_card_change
from claims.database import ClaimsDatabase
from claims.errors import NoCardChange, SourceUnavailable, UnknownMember, UnknownPaper
from claims.reference.papers import PAPERS
from claims.sealing import mask_name
from claims.source.staleness import taking_notes
from claims.states import ClaimState
from claims.values import Benefit, CardChange, Claim, Enrolment, MemberId, Paper, Profile, ReliefApplication
from vocabulary.saying import say_exact_money, say_full_moment, say_money

_AWAY = "中心的业务系统这会儿连不上：理赔、保障、救助暂时看不到，下面空着不等于没有。过几分钟再打开看。"
_AGE = "中心的记录更新到{moment}，之后的变化这会儿还看不到。"


@dataclass(frozen=True)
class ClaimsMembers:
    """The console's view of the members; `today` is Beijing's."""

    claims: ClaimsDatabase
    today: Callable[[], date]

    async def find_names(self, member_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
        """Masked name and district by member."""
        found = await access_masked_names(self.claims, [MemberId(one) for one in member_ids])
        return {member: (one.name, one.district) for member, one in found.items()}

    async def find_facts(self, member_id: int) -> MemberFacts | None:
        """All that a person needs to know; None where the member is gone."""
        with taking_notes() as notes:
            try:
                found = await self._find_of_record(MemberId(member_id))
            except UnknownMember:
                return None
            except SourceUnavailable:
                found = await self._find_held_here(MemberId(member_id))
        if notes.as_of and not found.notice:
            return replace(found, notice=_AGE.format(moment=say_full_moment(notes.as_of)))
        return found

    async def _find_of_record(self, member: MemberId) -> MemberFacts:
        profile = await access_profile(self.claims, member)
        return MemberFacts(
            as_of=profile.updated_at,
            identity=read_identity(profile),
            cover=tuple(map(read_cover, await access_enrolments(self.claims, member, self.today()))),
            claims=tuple(map(read_claim, await access_claims(self.claims, member))),
            relief=tuple(map(read_relief, await access_relief_applications(self.claims, member))),
            papers=tuple(map(read_paper, await access_papers(self.claims, member))),
            waiting_card=await self._find_waiting_card(member),
        )

    async def _find_held_here(self, member: MemberId) -> MemberFacts:
        """What needs no core system: who it is, and what they sent here."""
        profile = await access_profile_held_here(self.claims, member)
        return MemberFacts(
            as_of=profile.updated_at,
            identity=read_identity(profile),
            cover=(),
            claims=(),
            relief=(),
            papers=tuple(map(read_paper, await access_papers(self.claims, member))),
            waiting_card=await self._find_waiting_card(member),
            notice=_AWAY,
        )

    async def reveal(self, member_id: int, field: Revealable) -> str:
        """One detail in clear."""
        with awaiting_records():
            return await reveal_detail(self.claims, MemberId(member_id), field)

    async def confirm_card(self, member_id: int, change_id: int, by: str, now: datetime) -> bool:
        """Lets a waiting card count at once; False where it waits no more."""
        return await _was_there(confirm_card_change(self.claims, MemberId(member_id), change_id, by, now))

    async def stop_card(self, member_id: int, change_id: int, by: str, now: datetime) -> bool:
        """Throws a waiting card away; False where it waits no more."""
        return await _was_there(stop_card_change(self.claims, MemberId(member_id), change_id, by, now))

    async def _find_waiting_card(self, member: MemberId) -> WaitingCard | None:
        change = await find_card_change(self.claims, member)
        return read_waiting_card(change) if change else None

    async def open_paper(self, member_id: int, paper_id: int) -> tuple[str, bytes] | None:
        """A paper's media type and content."""
        papers = await access_papers(self.claims, MemberId(member_id))
        found = next((one for one in papers if one.id == paper_id), None)
        if found is None:
            return None
        try:
            content = await access_paper_content(self.claims, MemberId(member_id), paper_id)
        except UnknownPaper:
            return None
        return found.media_type, content


async def _was_there(deciding: Awaitable[None]) -> bool:
    try:
        await deciding
    except (NoCardChange, UnknownMember):
        return False
    return True


def read_identity(profile: Profile) -> Identity:
    """Who a member is, masked."""
    return Identity(
        name=mask_name(profile.name),
        id_number=profile.masked_id_number,
        phone=profile.masked_phone,
        card=f"尾号 {profile.card_tail}" if profile.card_tail else "",
        union=profile.union_name,
        district=f"{profile.district} {profile.township}".strip(),
    )


def read_waiting_card(change: CardChange) -> WaitingCard:
    """A card that does not count yet."""
    return WaitingCard(id=change.id, card_tail=change.card_tail, effective_at=change.effective_at)


def read_cover(one: Enrolment) -> Cover:
    """A plan that the member is in, and what it pays."""
    benefits = one.version.benefits if one.version else ()
    return Cover(
        plan=one.plan_name,
        tier=one.tier,
        units=one.units,
        until=one.expiry_date,
        pays=tuple(_say_benefit(benefit) for benefit in benefits if _fits(benefit, one.tier)),
        in_force=one.standing == "valid",
    )


def _fits(benefit: Benefit, tier: str | None) -> bool:
    return benefit.is_speakable and (tier is None or benefit.tier is None or benefit.tier == tier)


def _say_benefit(benefit: Benefit) -> str:
    if benefit.amount is None:
        return f"{benefit.label} {benefit.per}"
    return f"{benefit.label} {benefit.per} {say_money(benefit.amount)}"


def read_claim(one: Claim) -> ClaimFacts:
    """A claim, in words."""
    amount = say_exact_money(one.approved_amount) if one.approved_amount is not None else None
    return ClaimFacts(
        number=one.number,
        plan=one.plan_name,
        cause=one.cause,
        state_words=CLAIM_STATES[one.state]
        + (f"：{one.denial_reason}" if one.state is ClaimState.DENIED and one.denial_reason else ""),
        since=one.state_since,
        amount=amount,
        missing=tuple(paper.label for paper in one.missing_documents),
        timeline=tuple(ClaimStep(CLAIM_STATES[step.state], step.on, step.note) for step in one.timeline),
        as_of=one.updated_at,
    )


def read_relief(one: ReliefApplication) -> ReliefFacts:
    """An application to the fund, in words."""
    return ReliefFacts(
        number=one.number,
        kind_words=RELIEF_KINDS[one.kind],
        cause=one.cause,
        step_words=RELIEF_STEPS[one.step],
        since=one.step_since,
        as_of=one.updated_at,
    )


def read_paper(one: Paper) -> PaperFacts:
    """A paper that the member sent, by what it is."""
    return PaperFacts(
        id=one.id,
        label=PAPERS.get(one.kind or "", "没说是什么"),
        claim=one.claim_number,
        at=one.received_at,
    )
