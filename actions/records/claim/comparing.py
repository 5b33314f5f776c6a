"""Whether there is more of a sum, or again, and why another time or another person got another one."""

from decimal import Decimal

from actions.coverage import say_benefits
from actions.not_known import say_not_written
from actions.question import Answer, OfferedChoice
from actions.records.claim.asked import REVIEW, TO_PERSON, AskedClaim
from actions.records.claim.reckoning import say_basis, say_ceiling
from claims.access import find_plan_version
from claims.states import ClaimState
from claims.values import PlanVersion
from vocabulary.aspects import Aspect
from vocabulary.saying import say_full_date, say_money

_SURE = 0.9
_LIKELY = 0.35
_NEXT_QUARTER = (
    "每季度自动算一次，不用您申请。下一季度有没有，看那一季度医保报完您自己付的“自付一”，算出来才知道，我不敢说一定有；"
    "{name}是上一次算的。"
)
_OF_HOME = "non_work_accident_property"
OF_ANOTHER = frozenset(
    {"file_claim", "ask_eligibility", "ask_deadline", "ask_scope", "check_coverage", "ask_enrolment"}
)
"""Where these are heard beside it, "again" is of another illness or accident."""


async def say_more(one: AskedClaim) -> Answer:
    """Whether there is more, or again: nothing is written of it; the ceiling of that day, and the review."""
    claim = one.claim
    if claim.kind == "quarterly_settlement":
        return Answer(_NEXT_QUARTER.format(name=one.name), says="next_quarter")
    chances = one.question.chances
    is_disputed = chances.get("dispute_claim", 0.0) >= _SURE
    is_again = (
        one.claim.plan_code == _OF_HOME and chances.get("ask_eligibility", 0.0) >= _LIKELY and not is_disputed
    )
    if OF_ANOTHER.intersection(one.question.intents) or is_again:
        return await _say_another(one)
    if claim.approved_amount is None:
        if claim.state is ClaimState.DENIED or one.is_closed_unpaid:
            text = f"同一件事能不能再报一次，我这里没有规定，不敢说能。{one.name}现在的路是复核：回复“我要申请复核”，请同事重新看。"
            return Answer(text, (one.review,))
        return await _say_added(one)
    version = await find_plan_version(one.claims, claim.plan_code, claim.date_of_loss)
    cover = await one.find_cover()
    highest = _find_highest(version, cover.tier if cover else None)
    then = (
        f"按{one.say_day(claim.date_of_loss)}那时的标准，最高就是 {say_money(highest)}。"
        if highest is not None
        else ""
    )
    text = f"{one.name}核定的是 {say_money(claim.approved_amount)}，{then}补差或者再给一次的规定，我没有看到，不敢说能补。{REVIEW}"
    return Answer(text, (one.review, TO_PERSON))


async def _say_added(one: AskedClaim) -> Answer:
    """Whether anything may be added to what is still looked at: nowhere written; what to do with it meanwhile."""
    union = (await one.find_profile()).union_name
    ceiling = (await say_ceiling(one)).text.partition("。")[0]
    text = (
        f"{say_not_written(one.question, Aspect.MORE)}{ceiling}。新的票据先留好，问{union}的经办人能不能添进来；"
        "要我请同事看，点“转人工”。"
    )
    return Answer(text, (TO_PERSON,))


async def _say_another(one: AskedClaim) -> Answer:
    """A new illness or accident is a claim of its own: what cover there is today, and that no rule is written."""
    covers = [cover for cover in await one.find_covers() if cover.plan_code == one.claim.plan_code]
    valid = next((cover for cover in covers if cover.standing == "valid"), None)
    held = (
        f"您现在的{one.plan}{f' {valid.units} 份' if valid.units else ''}，{one.say_day(valid.effective_date)}生效，"
        f"到{say_full_date(valid.expiry_date)}，还在保。"
        if valid
        else f"您现在没有在保的{one.plan}，续保问单位工会。"
    )
    if one.claim.plan_code == _OF_HOME and one.claim.kind == "pipe_burst" and valid:
        text = (
            f"先关水阀、断电，找物业来看，坏的地方拍照。能不能再报一回，公开的材料没写，我不敢说；再有事是另一笔，要重新审。{held}"
            "想先登记，说“我要报案”；也可以先问单位工会的经办人。"
        )
        return Answer(text, (OfferedChoice("我要报案", "我要报案"), TO_PERSON), says="another")
    text = (
        f"再有事是另一笔，要重新审，我不敢打包票。{held}得过、报过以后再报怎么算，等待期怎么算，公开的材料没写，"
        "先问单位工会，或点“转人工”。"
    )
    return Answer(text, (TO_PERSON,), says="another")


async def say_compared(one: AskedClaim) -> Answer:
    """The terms of the day that it happened, beside today's where those are others; of somebody else nothing."""
    if then := await say_terms_of_then(one):
        return then
    if one.claim.approved_amount is None and one.claim.state not in (ClaimState.DENIED, ClaimState.CLOSED):
        return _say_not_alike(one)
    basis = await say_basis(one)
    text = f"别人的记录我看不到，没法替您比。{one.name}{_say_sum(one)}{basis}每个人的花费、天数、档次不一样，数就不一样。{REVIEW}"
    return Answer(text, (one.review,) if one.claim.approved_amount is not None else ())


def _say_not_alike(one: AskedClaim) -> Answer:
    """Nothing is decided, so that nothing can be reviewed: where it is, and who can look."""
    wait = (
        f"在等您补{one.missing}，"
        if one.claim.missing_documents
        else f"{one.since}起{one.stage}{one.waited}，"
    )
    text = (
        f"换谁都会这么比，您别急。别人的记录我看不到，快慢、多少为什么不一样，我说不了。{one.name}{wait}还没核定。"
        "想请同事看看卡在哪，点“转人工”。"
    )
    return Answer(text, (TO_PERSON,))


async def say_terms_of_then(one: AskedClaim) -> Answer | None:
    """The terms of the day that it happened beside today's; None where those are the same, or not known."""
    claim, today = one.claim, one.question.today
    then = await find_plan_version(one.claims, claim.plan_code, claim.date_of_loss)
    now = await find_plan_version(one.claims, claim.plan_code, today)
    cover = await one.find_cover()
    tier = cover.tier if cover else None
    terms = say_benefits(then, tier) if then else ""
    if not (then and now and terms) or then.in_force_from == now.in_force_from:
        return None
    newer = say_benefits(now, tier)
    text = (
        f"{_say_given(one)}看的是当时的标准：您{one.loss}，那时候{_drop_year(terms)}；"
        f"{now.in_force_from.year}年起才改成{_drop_year(newer)}。后来改的不管以前的，别人的记录我看不到。{REVIEW}"
    )
    return Answer(text, (one.review,))


def _say_given(one: AskedClaim) -> str:
    """`这笔女工特疾2017年7月27日给了 10,000 元。`"""
    paid = next((payment for payment in one.claim.payments if payment.state != "returned"), None)
    return f"{one.name}{one.say_day(paid.paid_on)}给了 {say_money(paid.amount)}。" if paid else ""


def _say_sum(one: AskedClaim) -> str:
    sum_ = one.claim.approved_amount
    return f"核定 {say_money(sum_)}。" if sum_ is not None else "还没核定。"


def _drop_year(terms: str) -> str:
    return terms.split("（")[0]


def _find_highest(version: PlanVersion | None, tier: str | None) -> Decimal | None:
    """The most that the version gives, where it gives one such figure that may be said."""
    sums = {
        one.amount
        for one in (version.benefits if version else ())
        if one.is_speakable and one.amount is not None and one.tier in (None, tier)
    }
    return next(iter(sums)) if len(sums) == 1 else None
