"""Where a claim stands: its stage and since when, what is missing, what comes next, and the money."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from actions.identity import for_member
from actions.payments import say_after_return, say_payment
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import AskedNow, Offer, Topic
from actions.wording import say_as_of, say_list
from claims.access import access_claim, access_claims
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import Claim, MemberId
from vocabulary.expects import Asked, Subject
from vocabulary.saying import say_date, say_money

_STAGES = {
    ClaimState.REGISTERED: "已经受理",
    ClaimState.DOCUMENTS_REQUESTED: "在等您补材料",
    ClaimState.FIRST_REVIEW: "正在初审",
    ClaimState.SECOND_REVIEW: "正在复审",
    ClaimState.APPROVED: "审核通过了，等着打款",
    ClaimState.DENIED: "没有通过",
    ClaimState.PAID: "已经打款",
    ClaimState.PAYMENT_RETURNED: "打款被银行退回了",
    ClaimState.CLOSED: "已经结案",
}
_NEXT = {
    ClaimState.REGISTERED: "接下来是初审。",
    ClaimState.FIRST_REVIEW: "接下来是复审，再往后是打款。",
    ClaimState.SECOND_REVIEW: "复审通过后就安排打款。",
    ClaimState.APPROVED: "钱会打到您登记的卡上，打款后这里能查到日期和卡尾号。",
    ClaimState.DENIED: "觉得不对，可以请同事复核，回复“我要申请复核”。",
}
_UNDER_WAY = frozenset(
    {
        ClaimState.REGISTERED,
        ClaimState.DOCUMENTS_REQUESTED,
        ClaimState.FIRST_REVIEW,
        ClaimState.SECOND_REVIEW,
    }
)
SHOW_CLAIM = "show_claim"
_MOST_OFFERED = 6
_OPEN = frozenset(ClaimState) - {ClaimState.CLOSED}
_NONE = "系统里没有查到您的理赔。刚交给单位工会的材料，可能还没录进来；也可以回复“转人工”，请同事帮您核对。"
_UNKNOWN = "您名下没有找到 {number} 这个编号。请对一下编号，或者直接问“我的理赔到哪一步了”。"


async def _read_claim_status(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    number = question.named("claim_number")
    if number:
        claim = await access_claim(claims, member, number)
        return show_claim(claim, question.today) if claim else Answer(_UNKNOWN.format(number=number))
    found = await access_claims(claims, member)
    matching = [one for one in found if _is_asked(one, question)]
    wanted = matching or [one for one in found if one.state in _OPEN] or list(found)
    if not wanted:
        return Answer(_NONE)
    if len(wanted) == 1:
        return show_claim(wanted[0], question.today)
    return offer_claims(wanted, question.today)


answer_claim_status = for_member(_read_claim_status)


def show_claim(claim: Claim, today: date) -> Answer:
    """One claim in full, which is spoken of from now on."""
    topic = Topic(Subject.CLAIM, claim.number, (claim.plan_code,))
    return replace(say_claims([claim], today), topics=(topic,))


def offer_claims(claims: Sequence[Claim], today: date) -> Answer:
    """Claims as a numbered list and as choices: which of them is meant?"""
    shown = claims[:_MOST_OFFERED]
    lines = [
        f"{place}. {claim.plan_name}（{claim.cause}，{say_date(claim.filed_on, today)}交的）{say_stage(claim)}"
        for place, claim in enumerate(shown, 1)
    ]
    choices = tuple(
        OfferedChoice(f"{place}. {claim.cause}", claim.number) for place, claim in enumerate(shown, 1)
    )
    return Answer(
        "\n".join([f"您有 {len(shown)} 笔理赔，想看哪一笔？", *lines]),
        choices,
        asks=AskedNow(Asked.RECORD, SHOW_CLAIM),
        offers=Offer(Subject.CLAIM, tuple(claim.number for claim in shown)),
    )


def say_claims(claims: Sequence[Claim], today: date) -> Answer:
    """Claims in full, each with its row's date."""
    texts = [_say_claim(claim, today) for claim in claims]
    as_of = say_as_of(claim.updated_at for claim in claims)
    choices = tuple(
        OfferedChoice("申请复核", f"我要申请复核 {claim.number}")
        for claim in claims
        if claim.state is ClaimState.DENIED
    )
    if any(claim.state is ClaimState.DOCUMENTS_REQUESTED for claim in claims):
        choices = (*choices, OfferedChoice("交材料", "我要交材料"))
    if any(claim.state is ClaimState.PAYMENT_RETURNED for claim in claims):
        choices = (*choices, OfferedChoice("换收款卡", "换收款卡"))
    facts = tuple(Fact(f"claim:{claim.number}", claim.updated_at) for claim in claims)
    return Answer("\n\n".join([*texts[:-1], f"{texts[-1]}\n{as_of}"]), choices, facts)


def say_stage(claim: Claim) -> str:
    """The stage in a few words."""
    return _STAGES[claim.state]


def _say_claim(claim: Claim, today: date) -> str:
    sentences = [
        f"您的{claim.plan_name}理赔（{claim.number}，{claim.cause}）{say_stage(claim)}{_say_since(claim, today)}。"
    ]
    sentences += _say_details(claim, today)
    if claim.state is ClaimState.PAYMENT_RETURNED:
        sentences.append(say_after_return(claim))
    if claim.state in _NEXT:
        sentences.append(_NEXT[claim.state])
    return "".join(sentences)


def _say_since(claim: Claim, today: date) -> str:
    """Since when, where it goes on; the day of what is done stands with the payment, or in brackets."""
    since = say_date(claim.state_since, today)
    if claim.state in _UNDER_WAY:
        return f"，{since}起"
    return "" if claim.payments else f"（{since}）"


def _say_details(claim: Claim, today: date) -> list[str]:
    missing = [document.label for document in claim.missing_documents]
    details = []
    if missing and claim.state is ClaimState.DOCUMENTS_REQUESTED:
        details.append(
            f"还差：{say_list(missing)}。补齐后接着审。说“我要交材料”就能拍照上传，也可以交给单位工会的经办人。"
        )
    if claim.state is ClaimState.APPROVED and claim.approved_amount is not None:
        details.append(f"核定 {say_money(claim.approved_amount)}。")
    if claim.state is ClaimState.DENIED and claim.denial_reason:
        details.append(f"理由是：{claim.denial_reason}。")
    if claim.state in (ClaimState.PAID, ClaimState.PAYMENT_RETURNED, ClaimState.CLOSED) and claim.payments:
        details.append(f"{say_payment(claim.payments[0], today)}。")
    return details


def _is_asked(claim: Claim, question: Question) -> bool:
    entities = question.entities
    return (
        claim.plan_code in question.programmes
        or claim.kind in entities.get("event", ())
        or any(illness in claim.cause for illness in entities.get("illness", ()))
    )
