"""What the claims database tells staff of a member: masked, in words, each part with its moment."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
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
from bot.members.words import CLAIM_STATES, RELIEF_KINDS, RELIEF_STEPS
from claims.access import (
    access_claims,
    access_enrolments,
    access_masked_names,
    access_paper_content,
    access_papers,
    access_profile,
    access_relief_applications,
    reveal_detail,
)
from claims.changes import confirm_card_change, find_card_change, stop_card_change
from claims.database import ClaimsDatabase
from claims.errors import NoCardChange, UnknownMember, UnknownPaper
from claims.reference.papers import PAPERS
from claims.sealing import mask_name
from claims.states import ClaimState
from claims.values import Benefit, Claim, Enrolment, MemberId, Paper, ReliefApplication
from vocabulary.saying import say_exact_money, say_money


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
        member = MemberId(member_id)
        try:
            profile = await access_profile(self.claims, member)
        except UnknownMember:
            return None
        return MemberFacts(
            as_of=profile.updated_at,
            identity=Identity(
                mask_name(profile.name),
                profile.masked_id_number,
                profile.masked_phone,
                f"尾号 {profile.card_tail}" if profile.card_tail else "",
                profile.union_name,
                f"{profile.district} {profile.township}".strip(),
            ),
            cover=tuple(
                _read_cover(one) for one in await access_enrolments(self.claims, member, self.today())
            ),
            claims=tuple(_read_claim(one) for one in await access_claims(self.claims, member)),
            relief=tuple(_read_relief(one) for one in await access_relief_applications(self.claims, member)),
            papers=tuple(_read_paper(one) for one in await access_papers(self.claims, member)),
            waiting_card=await self._find_waiting_card(member),
        )

    async def reveal(self, member_id: int, field: Revealable) -> str:
        """One detail in clear."""
        return await reveal_detail(self.claims, MemberId(member_id), field)

    async def confirm_card(self, member_id: int, change_id: int, by: str, now: datetime) -> bool:
        """Lets a waiting card count at once; False where it waits no more."""
        return await _was_there(confirm_card_change(self.claims, MemberId(member_id), change_id, by, now))

    async def stop_card(self, member_id: int, change_id: int, by: str, now: datetime) -> bool:
        """Throws a waiting card away; False where it waits no more."""
        return await _was_there(stop_card_change(self.claims, MemberId(member_id), change_id, by, now))

    async def _find_waiting_card(self, member: MemberId) -> WaitingCard | None:
        change = await find_card_change(self.claims, member)
        return WaitingCard(change.id, change.card_tail, change.effective_at) if change else None

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


def _read_cover(one: Enrolment) -> Cover:
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


def _read_claim(one: Claim) -> ClaimFacts:
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


def _read_relief(one: ReliefApplication) -> ReliefFacts:
    return ReliefFacts(
        one.number,
        RELIEF_KINDS.get(one.kind, one.kind),
        one.cause,
        RELIEF_STEPS[one.step],
        one.step_since,
        one.updated_at,
    )


def _read_paper(one: Paper) -> PaperFacts:
    return PaperFacts(one.id, PAPERS.get(one.kind or "", "没说是什么"), one.claim_number, one.received_at)
