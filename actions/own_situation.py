"""What a member has here, in a few words, and the one step that it suggests: for whoever asks what all this is for."""

from collections.abc import Sequence

from actions.coverage.held import read_cover
from actions.knowledge import Knowledge
from actions.question import Answer, Fact, Question
from actions.relief_case import read_cases
from actions.wording import shorten_plan
from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.states import ClaimState, ReliefStep
from claims.values import Claim, MemberId

_STATES = {
    ClaimState.REGISTERED: "已经受理",
    ClaimState.DOCUMENTS_REQUESTED: "在等您补材料",
    ClaimState.FIRST_REVIEW: "正在初审",
    ClaimState.SECOND_REVIEW: "正在复审",
    ClaimState.APPROVED: "批了，还没打款",
    ClaimState.PAYMENT_RETURNED: "打款被银行退回了",
}
_STEPS = (
    (ClaimState.PAYMENT_RETURNED, "先说“换收款卡”，钱才能再打。"),
    (ClaimState.DOCUMENTS_REQUESTED, "先把缺的补上，说“我要交材料”就能拍照传。"),
)
_NO_STEP = "想查哪样、出了新的事要报，说一句就行；办不了的给您转人工。"
_AGAIN = ("您这边就是这些。说最想办的那一样，我只办这一样。", "要同事来说，点“转人工”。")
_MOST = 3


async def say_situation(
    claims: ClaimsDatabase, knowledge: Knowledge, member: MemberId, question: Question
) -> Answer:
    """What is in force, what is under way, and what to do first."""
    cover = await read_cover(claims, knowledge, member, question)
    every = await access_claims(claims, member)
    cases = await read_cases(claims, knowledge, member, question)
    under_way = [one for one in every if one.state in _STATES]
    held = f"在保的有{cover.names(cover.valid)}" if cover.valid else "现在没有在保的项目"
    parts = [held, *(_say_claim(one) for one in under_way[:_MOST])]
    open_cases = [one for one in cases if one.one.step not in (ReliefStep.PAID, ReliefStep.DENIED)]
    parts += [f"应急救助 1 份（{one.one.cause}），还没结束" for one in open_cases[:1]]
    done = len(every) - len(under_way)
    parts += [f"办完的理赔 {done} 笔"] if done else []
    facts = tuple(Fact(f"claim:{one.number}", one.updated_at) for one in under_way[:_MOST])
    text = f"您名下我看得到的：{'；'.join(parts)}。{_find_step(under_way)}"
    return Answer(text, facts=facts, again=_AGAIN, says="own_situation")


def _say_claim(claim: Claim) -> str:
    return f"{shorten_plan(claim.plan_name)}那笔（{claim.cause}）{_STATES[claim.state]}"


def _find_step(under_way: Sequence[Claim]) -> str:
    states = {one.state for one in under_way}
    return next((step for state, step in _STEPS if state in states), _NO_STEP)
