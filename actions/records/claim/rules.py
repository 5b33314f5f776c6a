"""What the rules say of one's own claim where the table has no word for it: who may, how, where, and what follows."""

from actions.not_known import say_not_written
from actions.question import Answer
from actions.records.claim.asked import (
    CHANGE_CARD,
    FOR_EVERY_MEMBER,
    HAND_IN,
    TO_PERSON,
    UNDER_REVIEW,
    AskedClaim,
    is_in_force,
)
from actions.records.claim.deciding import say_worry
from actions.records.claim.elsewhere import say_elsewhere
from actions.records.claim.papers import say_missing, say_paper
from actions.records.claim.steps import say_next
from claims.states import ClaimState
from claims.values import Enrolment
from vocabulary.aspects import Aspect
from vocabulary.intents import INTENTS
from vocabulary.programmes import find_plan
from vocabulary.saying import say_full_date

_BESIDE = "不同的保障各报各的，一样一样审。"
_OTHERS = ("child", "spouse", "parent", "other")


async def say_effect(one: AskedClaim) -> Answer:
    """Nothing is written of what follows; what is sure, and who knows. Of other plans beside it, how they stood on its day."""
    if any((find_plan(code) or code) != one.claim.plan_code for code in one.question.programmes):
        beside = await say_elsewhere(one)
        return Answer(f"{_BESIDE}{beside.text}", beside.choices)
    if one.claim.state in UNDER_REVIEW and one.claim.plan_code not in FOR_EVERY_MEMBER:
        if "dispute_claim" in one.question.intents or Aspect.CERTAIN in one.question.likely_aspects:
            return await say_worry(one)
        if cover := await one.find_cover():
            return _say_term(one, cover)
    if one.claim.state is ClaimState.DOCUMENTS_REQUESTED:
        text = f"{one.name}在等您补{one.missing}，不补就审不下去；拖久了会怎样，我这里没有写，早补早踏实。说“我要交材料”就能拍照传。"
        return Answer(text, (HAND_IN,))
    union = (await one.find_profile()).union_name
    text = (
        f"{say_not_written(one.question, Aspect.EFFECT)}能说准的是：{one.name}现在{one.stage}（{one.since}）。"
        f"先别急着动，问问{union}的经办人，或点“转人工”。"
    )
    return Answer(text, (TO_PERSON,))


async def say_who_may(one: AskedClaim) -> Answer | None:
    """The day that it happened on beside the cover; of relatives the table speaks."""
    cover = await one.find_cover()
    is_settled = one.claim.kind in ("quarterly_settlement", "above_ceiling")
    if cover is None or is_settled or one.question.named("relation") in _OTHERS:
        return None
    began, ends = say_full_date(cover.effective_date), say_full_date(cover.expiry_date)
    lies = "在里头" if is_in_force(cover, one.claim.date_of_loss) else "不在里头"
    text = (
        f"先看出事那天在不在保障里：您的{one.plan}从{began}到{ends}，{one.loss}，{lies}。"
        "退休、离职、换单位以后还算不算，公开的材料没写，问单位工会，或点“转人工”。"
    )
    return Answer(text, (TO_PERSON,))


async def say_how(one: AskedClaim) -> Answer | None:
    """How the next step of this claim is taken, where it is the member's."""
    if one.claim.state is ClaimState.DOCUMENTS_REQUESTED:
        return say_missing(one)
    if one.claim.state is ClaimState.PAYMENT_RETURNED:
        text = "先换一张能收款的卡：说“换收款卡”，在页面上填新卡，要再核对一次身份。换好才能再打。"
        return Answer(text, (CHANGE_CARD,), needs=("profile",))
    if one.claim.state is ClaimState.DENIED or one.is_closed_unpaid:
        text = f"不认这个结果，回复“我要申请复核”，我问您一句确认，就转给同事重新看{one.name}。有什么理由、材料，一起说上。"
        return Answer(text, (one.review,))
    return await say_next(one) if _is_of_record_alone(one) else None


async def say_where(one: AskedClaim) -> Answer | None:
    """Where missing papers go; of windows the table and the member's district speak."""
    if one.claim.state is not ClaimState.DOCUMENTS_REQUESTED:
        return await _say_in_whose_hands(one) if _is_of_record_alone(one) else None
    if set(one.question.intents) == {"ask_documents"} and (paper := say_paper(one)):
        return Answer(f"{paper}。", (HAND_IN,), says="paper_where")
    union = (await one.find_profile()).union_name
    text = f"不用跑窗口：{one.missing}在这里拍照传就行，说“我要交材料”；也可以交给{union}的经办人。"
    return Answer(text, (HAND_IN,))


async def _say_in_whose_hands(one: AskedClaim) -> Answer:
    """At which desk it lies is not recorded; where one may ask in person."""
    union = (await one.find_profile()).union_name
    text = (
        f"现在在哪张桌子上，系统里没写，只写着{one.stage}（{one.since}起）。不用您跑；想当面问，先找{union}的经办人，"
        "或说“我要预约”约个窗口。"
    )
    return Answer(text, (TO_PERSON,))


async def say_term(one: AskedClaim) -> Answer | None:
    """Whether it still counts: the day that it happened on beside the cover, and that nothing makes it void by itself."""
    if not _is_of_record_alone(one):
        return None
    cover = await one.find_cover()
    if cover is None:
        return None
    return _say_term(one, cover)


def _say_term(one: AskedClaim, cover: Enrolment) -> Answer:
    """The day that it happened on beside the cover, and what of a change is nowhere written."""
    began, ends = say_full_date(cover.effective_date), say_full_date(cover.expiry_date)
    lies = "在里头" if is_in_force(cover, one.claim.date_of_loss) else "不在里头"
    text = (
        f"看的是出事那天：{one.loss}，您的{one.plan}从{began}到{ends}，{lies}。{one.name}记录上没有作废，{one.stage}。"
        "往后情况变了还作不作数，公开的材料没写，问单位工会，或点“转人工”。"
    )
    return Answer(text, (TO_PERSON,))


def _is_of_record_alone(one: AskedClaim) -> bool:
    """Whether no rule is asked for: what was heard only looks up, tells or disputes."""
    return not any(intent.startswith("ask_") for intent in one.question.intents if intent in INTENTS)
