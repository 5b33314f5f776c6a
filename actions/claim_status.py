"""Where a claim stands: its stage and since when, what is missing, what comes next, and the money."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from actions.claim_picking import pick
from actions.identity import for_member
from actions.payments import say_after_return, say_payment
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import AskedNow, Offer, Topic
from actions.wording import say_as_of, say_list, shorten_plan
from claims.access import access_claim, access_claims
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import Claim, MemberId, Payment
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
    ClaimState.REGISTERED: "接下来是初审、复审，通过了才定给多少。",
    ClaimState.FIRST_REVIEW: "给多少还没核定，接下来是复审，再往后是打款。",
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
_MOST_LISTED = 12
_DONE = frozenset({ClaimState.DENIED, ClaimState.PAID, ClaimState.CLOSED})
_NONE = "系统里没有查到您的理赔。刚交给单位工会的材料，可能还没录进来；也可以回复“转人工”，请同事帮您核对。"
_UNKNOWN = "您名下没有找到 {number} 这个编号。请对一下编号，或者直接问“我的理赔到哪一步了”。"
_OTHERS_TOO = re.compile(r"别的|其他|几[笔个]|多少[笔个]|哪几|哪些|都有|所有|全部")
_MORE = "还有 {count} 笔早些的，说“全部列出来”都给您看。"
_OTHERS = "另外还有 {count} 笔已经结案的，想看就说“都说说”。"


async def _read_claim_status(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    number = question.named("claim_number")
    if number:
        claim = await access_claim(claims, member, number)
        return show_claim(claim, question.today) if claim else Answer(_UNKNOWN.format(number=number))
    found = order_claims(await access_claims(claims, member))
    if not found:
        return Answer(_NONE)
    if len(found) == 1 and _OTHERS_TOO.search(question.text):
        shown = show_claim(found[0], question.today)
        return replace(shown, text=f"您只有 1 笔理赔。{shown.text}")
    matching = _find_meant(found, question)
    if len(matching) == 1:
        return replace(show_claim(matching[0], question.today), offers=_offer(found))
    current = [one for one in found if one.state is not ClaimState.CLOSED]
    if not matching and len(current) == 1 and not _OTHERS_TOO.search(question.text):
        return _show_with_others(current[0], found, question.today)
    return offer_claims(matching or found, question.today)


answer_claim_status = for_member(_read_claim_status)


def _find_meant(found: Sequence[Claim], question: Question) -> Sequence[Claim]:
    """Those that the words name; all where none is named."""
    return found if len(found) == 1 else pick(found, question).claims


def order_claims(found: Sequence[Claim]) -> Sequence[Claim]:
    """As they are listed: the newest first, what is closed last."""
    return sorted(found, key=lambda one: one.state is ClaimState.CLOSED)


def _show_with_others(claim: Claim, found: Sequence[Claim], today: date) -> Answer:
    return mention_others(show_claim(claim, today), found)


def mention_others(shown: Answer, found: Sequence[Claim]) -> Answer:
    """With the way to those that are closed, where the one that is not was shown; they stay on offer."""
    closed = sum(one.state is ClaimState.CLOSED for one in found)
    if len(found) < 2 or closed < len(found) - 1:
        return shown
    others = _OTHERS.format(count=len(found) - 1)
    return replace(shown, text=f"{shown.text}\n{others}", offers=_offer(found))


def show_claim(claim: Claim, today: date) -> Answer:
    """One claim in full, which is spoken of from now on."""
    topic = Topic(Subject.CLAIM, claim.number, (claim.plan_code,))
    return replace(say_claims([claim], today), topics=(topic,))


_OF_PAYMENT = frozenset(
    {"state", "overview", "amount", "received", "when", "when_done", "why_slow", "reckoning"}
)
"""What is asked of all that fit is answered by the list of them."""


def offer_claims(
    claims: Sequence[Claim], today: date, asked: Sequence[str] = (), lead: str | None = None
) -> Answer:
    """Claims as a numbered list and as choices: which of them is meant? `asked` is what will be answered of it."""
    shown = claims[:_MOST_OFFERED]
    choices = tuple(
        OfferedChoice(f"{place}. {claim.cause}", claim.number) for place, claim in enumerate(shown, 1)
    )
    more = [_MORE.format(count=len(claims) - len(shown))] if len(claims) > len(shown) else []
    head = lead or f"{count_claims(claims)}，想看哪一笔？"
    return Answer(
        "\n".join([head, *_say_lines(shown, today), *more]),
        choices,
        asks=AskedNow(Asked.RECORD, SHOW_CLAIM, ",".join(asked)),
        offers=_offer(claims),
    )


def offer_fitting(claims: Sequence[Claim], today: date, asked: Sequence[str]) -> Answer:
    """Those that fit: told with what was paid of them, where that is asked of all; else which of them is meant."""
    paid = sum(1 for one in claims if one.state in (ClaimState.PAID, ClaimState.CLOSED) and one.payments)
    of_all = f"对得上的有 {len(claims)} 笔，"
    if not _OF_PAYMENT.intersection(asked):
        return offer_claims(claims, today, asked, f"{of_all}想看哪一笔？")
    left = f"{paid} 笔打款了，{len(claims) - paid} 笔还没打：" if paid else "都还没打款："
    lead = f"对得上的 {paid} 笔都打款了：" if paid == len(claims) else f"{of_all}{left}"
    return replace(offer_claims(claims, today, asked, lead), asks=None)


def list_claims(claims: Sequence[Claim], today: date, lead: str = "") -> Answer:
    """A short line of each, after what is said of all; they stay on offer."""
    shown = claims[:_MOST_LISTED]
    as_of = say_as_of(claim.updated_at for claim in shown)
    facts = tuple(Fact(f"claim:{claim.number}", claim.updated_at) for claim in shown)
    head = f"{count_claims(claims)}{f'。{lead}' if lead else '：'}"
    text = "\n".join([head, *_say_lines(shown, today), as_of])
    return Answer(text, facts=facts, offers=_offer(claims))


def _offer(claims: Sequence[Claim]) -> Offer:
    return Offer(Subject.CLAIM, tuple(claim.number for claim in claims[:_MOST_LISTED]))


def count_claims(claims: Sequence[Claim]) -> str:
    """`您有 5 笔理赔，3 笔在办`."""
    under_way = sum(claim.state not in _DONE for claim in claims)
    return f"您有 {len(claims)} 笔理赔，{f'{under_way} 笔' if under_way else '都不'}在办"


def _say_lines(claims: Sequence[Claim], today: date) -> list[str]:
    names = [(one.plan_code, one.cause) for one in claims]
    return [
        f"{place}. {shorten_plan(claim.plan_name)}（{claim.cause}{_say_filed(claim, names, today)}）{say_one_shortly(claim, today)}"
        for place, claim in enumerate(claims, 1)
    ]


def _say_filed(claim: Claim, names: Sequence[tuple[str, str]], today: date) -> str:
    """The day that it was filed on, where nothing else tells it from another."""
    is_alike = names.count((claim.plan_code, claim.cause)) > 1
    return f"，{say_date(claim.filed_on, today)}交的" if is_alike else ""


def say_one_shortly(claim: Claim, today: date) -> str:
    """The stage, with the sum, the days or the papers that it hangs on."""
    since, days = say_date(claim.state_since, today), (today - claim.state_since).days
    sum_ = f"{say_money(claim.approved_amount)}，" if claim.approved_amount is not None else ""
    if claim.state is ClaimState.DOCUMENTS_REQUESTED and claim.missing_documents:
        return f"在等您补{say_list(one.label for one in claim.missing_documents)}"
    if claim.state is ClaimState.APPROVED:
        return f"核定 {sum_}还没打款{f'，等了 {days} 天' if days > 0 else ''}" if sum_ else say_stage(claim)
    if claim.state is ClaimState.PAYMENT_RETURNED:
        return f"{sum_}打款被银行退回了，要换卡"
    if claim.payments:
        done = "，已经结案" if claim.state is ClaimState.CLOSED else ""
        return f"{sum_}{say_date(claim.payments[0].paid_on, today)}已经打款{done}"
    if claim.state is ClaimState.CLOSED:
        return f"{since}结案，没有给付"
    return f"{say_stage(claim)}（{since}）"


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
        f"您的{shorten_plan(claim.plan_name)}理赔（{claim.number}，{claim.cause}）{say_stage(claim)}{_say_since(claim, today)}。"
    ]
    if claim.state is ClaimState.REGISTERED and claim.timeline and claim.timeline[-1].note:
        sentences.append(f"记录上写的是：{claim.timeline[-1].note.rstrip('。')}。")
    sentences += _say_details(claim, today)
    if claim.state is ClaimState.PAYMENT_RETURNED:
        sentences.append(say_after_return(claim))
    if claim.state in _NEXT:
        sentences.append(_say_papers_came(claim) + _NEXT[claim.state])
    return "".join(sentences)


def _say_papers_came(claim: Claim) -> str:
    """What was asked for and has come, so that nobody waits for papers that are there."""
    labels = [one.label for one in claim.documents if one.received_on]
    if claim.state not in _UNDER_WAY or not labels or claim.missing_documents:
        return ""
    return f"{say_list(labels)}{'都' if len(labels) > 1 else ''}收到了，现在不用您做什么。"


def _say_since(claim: Claim, today: date) -> str:
    """Since when, where it goes on; the day of what is done stands with the payment, or in brackets."""
    since = say_date(claim.state_since, today)
    if claim.state in _UNDER_WAY or claim.state is ClaimState.APPROVED:
        days = (today - claim.state_since).days
        begun = f"，{since}起" if claim.state in _UNDER_WAY else f"（{since}）"
        return f"{begun}{f'，到今天 {days} 天' if days > 0 else ''}"
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
    if claim.state is ClaimState.CLOSED and not claim.payments:
        note = claim.timeline[-1].note.rstrip("。")
        details.append(
            f"没有给付{f'，写的是：{note}' if note else ''}。觉得不对，可以请同事复核，回复“我要申请复核”。"
        )
    if claim.state in (ClaimState.PAID, ClaimState.PAYMENT_RETURNED, ClaimState.CLOSED) and claim.payments:
        details.append(f"{say_payment(claim.payments[0], today)}。{_say_earlier(claim, today)}")
    return details


def _say_earlier(claim: Claim, today: date) -> str:
    back = find_earlier_return(claim)
    return f"在那以前{say_payment(back, today)}，后来重新打的就是这笔。" if back else ""


def find_earlier_return(claim: Claim) -> Payment | None:
    """A payment that came back before the one that stays."""
    is_paid = claim.payments and claim.payments[0].state != "returned"
    return next((one for one in claim.payments[1:] if is_paid and one.state == "returned"), None)
