"""One claim that is asked about: who asks, how it is spoken of, and what it hangs on."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from actions.claim_status import say_stage
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.wording import say_list
from claims.access import access_enrolments, access_profile
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import Claim, ClaimDocument, Enrolment, MemberId, Profile
from vocabulary.expects import Subject
from vocabulary.saying import say_date

TO_PERSON = OfferedChoice("转人工", "转人工")
HAND_IN = OfferedChoice("交材料", "我要交材料")
CHANGE_CARD = OfferedChoice("换收款卡", "换收款卡")
REVIEW = "觉得不对，可以请同事复核，回复“我要申请复核”。"
URGE = "想催一催，点“转人工”，请同事看看这一笔。"
FOR_EVERY_MEMBER = frozenset({"secondary_reimbursement", "non_work_accident_property"})
"""The plans that no unit pays for."""
UNDER_REVIEW = frozenset({ClaimState.REGISTERED, ClaimState.FIRST_REVIEW, ClaimState.SECOND_REVIEW})
FOLLOWING = {
    ClaimState.REGISTERED: "接下来是初审、复审，通过了才打款",
    ClaimState.FIRST_REVIEW: "接下来是复审，通过了才打款",
    ClaimState.SECOND_REVIEW: "复审通过就安排打款",
    ClaimState.APPROVED: "接下来就是打款",
    ClaimState.PAID: "钱已经打了，没有下一步了",
    ClaimState.CLOSED: "已经结案，没有下一步了",
}
_HAPPENED = {
    "hospital_stay": "住院",
    "critical_illness": "确诊",
    "specified_disease": "确诊",
    "accident": "受伤",
}
_CLAIM_SUBJECTS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS)


@dataclass(frozen=True)
class AskedClaim:
    """One claim, who asks, and what is known to answer from."""

    claims: ClaimsDatabase
    knowledge: Knowledge
    member: MemberId
    claim: Claim
    question: Question

    @property
    def plan(self) -> str:
        """The plan's short name."""
        return self.knowledge.short_name(self.claim.plan_code)

    @property
    def name(self) -> str:
        """The claim as one speaks of it: `住院津贴这笔（肺炎住院）`, and `这笔住院津贴` while it is spoken of."""
        return f"这笔{self.plan}" if self.is_spoken_of else f"{self.plan}这笔（{self.claim.cause}）"

    @property
    def is_spoken_of(self) -> bool:
        """Whether something was said of it just before."""
        topic = self.question.talk.topic
        return topic is not None and topic.subject in _CLAIM_SUBJECTS and topic.key == self.claim.number

    @property
    def stage(self) -> str:
        return say_stage(self.claim)

    @property
    def since(self) -> str:
        return self.say_day(self.claim.state_since)

    @property
    def days(self) -> int:
        """Since the claim came to where it is."""
        return (self.question.today - self.claim.state_since).days

    @property
    def waited(self) -> str:
        """`，到今天 9 天`; nothing on the first day."""
        return f"，到今天 {self.days} 天" if self.days > 0 else ""

    @property
    def review(self) -> OfferedChoice:
        return OfferedChoice("申请复核", f"我要申请复核 {self.claim.number}")

    @property
    def is_closed_unpaid(self) -> bool:
        return self.claim.state is ClaimState.CLOSED and not self.claim.payments

    @property
    def received(self) -> str:
        """The papers that have come, by their names."""
        return say_list(one.label for one in self.claim.documents if one.received_on)

    @property
    def missing(self) -> str:
        return say_list(one.label for one in self.claim.missing_documents) or "要补的材料"

    @property
    def loss(self) -> str:
        """`8月12日出事`, `6月8日确诊`."""
        return f"{self.say_day(self.claim.date_of_loss)}{_HAPPENED.get(self.claim.kind, '出事')}"

    def say_day(self, day: date) -> str:
        return say_date(day, self.question.today)

    def find_note(self, state: ClaimState) -> str:
        """What the desk wrote when the claim last came to that state."""
        entries = [one.note for one in self.claim.timeline if one.state is state and one.note]
        return entries[-1].rstrip("。") if entries else ""

    def find_day(self, state: ClaimState) -> date | None:
        """When the claim last came to that state."""
        return next((one.on for one in reversed(self.claim.timeline) if one.state is state), None)

    async def find_profile(self) -> Profile:
        return await access_profile(self.claims, self.member)

    async def find_covers(self) -> Sequence[Enrolment]:
        return await access_enrolments(self.claims, self.member, self.question.today)

    async def find_cover(self) -> Enrolment | None:
        """The cover of this plan on the day that it happened; else the newest of this plan."""
        covers = [one for one in await self.find_covers() if one.plan_code == self.claim.plan_code]
        then = (one for one in covers if is_in_force(one, self.claim.date_of_loss))
        return next(then, next(iter(covers), None))


def is_in_force(cover: Enrolment, day: date) -> bool:
    """Whether a cover holds on a day."""
    return cover.effective_date <= day <= cover.expiry_date


def say_papers_came(one: AskedClaim) -> str:
    """`诊断证明、身份证都收到了，`, where all that was asked for has come."""
    documents: Sequence[ClaimDocument] = one.claim.documents
    if not documents or one.claim.missing_documents:
        return ""
    return f"{one.received}{'都' if len(documents) > 1 else ''}收到了，"


Say = Callable[[AskedClaim], Awaitable[Answer]]
"""What answers one aspect of a claim."""
