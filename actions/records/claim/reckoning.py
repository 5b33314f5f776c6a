"""How a sum came to be, and what there may be at most, as far as row, cover and table know it."""

import re
from dataclasses import replace

from actions.coverage import say_benefits
from actions.question import Answer
from actions.records.claim.asked import FOR_EVERY_MEMBER, HAND_IN, REVIEW, TO_PERSON, AskedClaim
from claims.access import find_plan_version
from claims.states import ClaimState
from claims.values import Benefit, PlanVersion
from vocabulary.saying import say_money

_NOT_SHOWN = "系统里只有这个总数，没有一步步的算法，我不乱说。"
_SETTLEMENTS = ("quarterly_settlement", "above_ceiling")
_ABOVE_CEILING = "above_ceiling"
_OF_ABOVE = "超过封顶线的，要先减掉单位补充医疗（包括商业的）、医疗救助这些给的钱，再核算；按什么比例，公开的材料没写，我不套别的算法。"
_OUTSIDE = re.compile(r"自费|自付二|医保外|不进医保|进口药")
_SELF_PAID = (
    "不在里头。二次报销只认“自付一”，就是医保报完还要自己出的那部分；自费的、自付二的都不是自付一，这一项不报。"
    "票据上写着“自付一”多少，看那个数。"
)


async def say_reckoning(one: AskedClaim) -> Answer:
    """The sum, what it rests on, that no steps are recorded, and the review; before it is decided what there may be at most."""
    claim = one.claim
    if claim.approved_amount is None:
        return await say_ceiling(one)
    basis = await say_basis(one)
    paid = next((payment for payment in claim.payments if payment.state != "returned"), None)
    to = f"，{one.say_day(paid.paid_on)}打到了尾号 {paid.card_tail} 的卡" if paid else ""
    text = f"{one.name}核定 {say_money(claim.approved_amount)}{to}。{basis}{_NOT_SHOWN}{REVIEW}"
    again = (
        f"算的依据就这些：{basis or _NOT_SHOWN}要问清每一步，请同事复核最管用，回复“我要申请复核”。",
        "具体怎么算的，我这里确实看不到。点“转人工”，让管理赔的同事给您讲。",
    )
    return Answer(text, (one.review,), again=again)


async def say_ceiling(one: AskedClaim) -> Answer:
    """Nothing is decided: the ceiling of the version in force then, as a ceiling and no promise."""
    claim = one.claim
    if claim.state is ClaimState.DENIED or one.is_closed_unpaid:
        state = "没有通过" if claim.state is ClaimState.DENIED else "结案了，没有给付"
        return Answer(f"{one.name}{one.since}{state}，没有核定过钱。{REVIEW}", (one.review,))
    limit = await _say_limit(one)
    tail = (await one.find_profile()).card_tail
    text = f"{one.name}还没核定，给多少要等审完才定。{limit}现在{one.stage}，审核通过了才打款，打到尾号 {tail} 的卡。"
    return Answer(text, again=(f"现在没有数，审完才有。{limit}有了数，来问我就能看到。",), says="ceiling")


async def _say_limit(one: AskedClaim) -> str:
    """What there may be at most, as the version of that day has it, and that it is no promise."""
    claim = one.claim
    if claim.kind in _SETTLEMENTS:
        return await say_basis(one)
    cover = await one.find_cover()
    tier = cover.tier if cover else None
    yours = f"您参加的是{f'{tier} ' if tier else ' '}{cover.units} 份，" if cover else ""
    if claim.plan_code == "hospital_cash":
        return f"{yours}住院津贴按住院天数给，算几天、一天多少，审完才知道。"
    version = await find_plan_version(one.claims, claim.plan_code, claim.date_of_loss)
    sums = replace(version, benefits=_of_sums(version)) if version else None
    terms = say_benefits(sums, tier) if sums else ""
    if not terms:
        double = f"{cover.units} 份是不是翻倍也没写，" if cover and cover.units > 1 else ""
        return f"{yours}这一项给多少，公开的材料没写，{double}我不乱说。"
    return f"{yours}按{one.loss}那时的标准，{terms}；{_find_doubt(one)}那是封顶的数，不是给您的准数。"


def _of_sums(version: PlanVersion) -> tuple[Benefit, ...]:
    return tuple(one for one in version.benefits if one.amount is not None)


def _find_doubt(one: AskedClaim) -> str:
    """What the table itself says of two readings of that sum."""
    said = one.knowledge.find(one.claim.plan_code, "benefit").text.split("。")
    return next((f"{part}。" for part in said if "两种说法" in part), "")


async def say_covered(one: AskedClaim) -> Answer | None:
    """What an old version covered; of a settlement that what is paid alone is not in it; else that whoever looks decides."""
    claim = one.claim
    if claim.kind in _SETTLEMENTS:
        return Answer(_SELF_PAID) if _OUTSIDE.search(one.question.text) else None
    then = await find_plan_version(one.claims, claim.plan_code, claim.date_of_loss)
    now = await find_plan_version(one.claims, claim.plan_code, one.question.today)
    if then and then.benefits and then != now:
        return Answer(await say_basis(one))
    union = (await one.find_profile()).union_name
    if claim.approved_amount is not None:
        text = (
            f"{one.name}核定 {say_money(claim.approved_amount)}，里头算没算这一样，系统里没有明细，我不敢说。"
            f"票据先留好，问问{union}的经办人；觉得该算没算，回复“我要申请复核”。"
        )
        return Answer(text, (one.review,))
    if claim.missing_documents:
        text = (
            f"给不给、算不算要等审完才定。{one.name}卡在材料上，还差{one.missing}，补齐了才往下审。"
            "说“我要交材料”就能拍照传，也可以交给单位工会的经办人。"
        )
        return Answer(text, (HAND_IN,))
    text = (
        f"这一样算不算，公开的材料没写细，审的时候定，我不敢说。{one.name}现在{one.stage}。"
        f"票据先留好别丢，拿不准问{union}的经办人，或点“转人工”。"
    )
    return Answer(text, (TO_PERSON,))


async def say_basis(one: AskedClaim) -> str:
    """What the sum rests on, as far as rows and table know it: the settlement's rule, or the terms of that day."""
    claim = one.claim
    version = await find_plan_version(one.claims, claim.plan_code, claim.date_of_loss)
    if claim.kind == _ABOVE_CEILING:
        return _OF_ABOVE
    if claim.kind in _SETTLEMENTS:
        return f"不是按总花费算：医保报完还要自己出的“自付一”，再报一部分{_say_rate(version)}，看您分在哪一档；自费的不在里头。"
    cover = await one.find_cover()
    tier = cover.tier if cover else None
    is_bought = cover is not None and claim.plan_code not in FOR_EVERY_MEMBER
    yours = f"您参加的是{f'{tier} ' if tier else ' '}{cover.units} 份。" if cover and is_bought else ""
    if claim.plan_code == "hospital_cash":
        return f"{yours}住院津贴按住院天数给；算了几天、一天多少，系统里没写。"
    terms = say_benefits(version, tier) if version else ""
    return yours + (f"按{one.loss}那时的标准：{terms}。" if terms else "")


def _say_rate(version: PlanVersion | None) -> str:
    rates = [
        one.per.removeprefix("自付一的")
        for one in (version.benefits if version else ())
        if one.is_speakable and one.amount is None and "%" in one.per
    ]
    return f"（{rates[0]}）" if rates else ""
