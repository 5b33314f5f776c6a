"""What is answered about one claim: the wait, the money, why it was decided so, its papers, what comes next."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.claim_status import say_stage, show_claim
from actions.coverage import say_benefits
from actions.knowledge import Knowledge
from actions.papers import say_papers
from actions.payments import say_after_return, say_payment, say_wait
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import Topic
from actions.wording import say_list
from claims.access import access_enrolments, access_papers, access_profile, find_plan_version
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import Claim, MemberId
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.needs import Need
from vocabulary.saying import say_date, say_money

OF_CLAIMS = "check_claim"
"""The intent that looks claims up, remembered with what was answered of one."""
_TO_PERSON = OfferedChoice("转人工", "转人工")
_REVIEW = "觉得不对，可以请同事复核，回复“我要申请复核”。"
_NO_DAY = "审要几天没有公布，我给不了准日子。"
_NOT_SHOWN = "怎么一步步算的，我这里看不到，不乱说。"
_URGE = "想催一催，回复“转人工”，请同事看看这一笔。"
_NAMES_TIME = re.compile(r"天|季度|工作日|年度")
_YEAR = re.compile(r"（\d{4}年的说法[^）]*）")
_TWICE = re.compile(r"[两俩二几]回|[两几]次")
_TIMES = {1: "一次", 2: "两次"}
_OWN_RECORD = re.compile(r"[；，]看自己的，问“[^”]*”|看自己的，问“[^”]*”。")
_UNDER_REVIEW = {ClaimState.REGISTERED, ClaimState.FIRST_REVIEW, ClaimState.SECOND_REVIEW}
_FOLLOWING = {
    ClaimState.REGISTERED: "接下来是初审、复审，通过了才打款",
    ClaimState.FIRST_REVIEW: "接下来是复审，通过了才打款",
    ClaimState.SECOND_REVIEW: "复审通过就安排打款",
    ClaimState.APPROVED: "接下来就是打款，不用您再办什么",
    ClaimState.PAID: "钱已经打了，没有下一步了",
    ClaimState.CLOSED: "已经结案，没有下一步了",
}


@dataclass(frozen=True)
class _Asked:
    """One claim, who asks, and what is known to answer from."""

    claims: ClaimsDatabase
    knowledge: Knowledge
    member: MemberId
    claim: Claim
    question: Question

    @property
    def name(self) -> str:
        """The claim as one speaks of it."""
        return name_claim(self.knowledge, self.claim)

    @property
    def since(self) -> str:
        return say_date(self.claim.state_since, self.question.today)

    @property
    def days(self) -> int:
        return (self.question.today - self.claim.state_since).days


def name_claim(knowledge: Knowledge, claim: Claim) -> str:
    """`住院津贴这笔（肺炎住院）`."""
    return f"{knowledge.short_name(claim.plan_code)}这笔（{claim.cause}）"


async def answer_about(
    claims: ClaimsDatabase,
    knowledge: Knowledge,
    member: MemberId,
    claim: Claim,
    asked: Sequence[Aspect],
    question: Question,
) -> Answer:
    """What is asked of this claim, which is spoken of from now on; its stage in full where nothing else is asked."""
    one = _Asked(claims, knowledge, member, claim, question)
    others = [aspect for aspect in asked if aspect in _ANSWERERS]
    topic = Topic(Subject.CLAIM, claim.number, (claim.plan_code,), (*(asked or (Aspect.STATE,)), OF_CLAIMS))
    if not others:
        return replace(show_claim(claim, question.today), topics=(topic,))
    said = [await _ANSWERERS[aspect](one) for aspect in others]
    choices = tuple(dict.fromkeys(choice for answer in said for choice in answer.choices))
    needs: tuple[Need, ...] = tuple(dict.fromkeys(need for answer in said for need in answer.needs))
    text = "\n".join(dict.fromkeys(answer.text for answer in said))
    return Answer(text, choices, (Fact(f"claim:{claim.number}", claim.updated_at),), needs, topics=(topic,))


async def _say_wait(one: _Asked) -> Answer:
    claim, today = one.claim, one.question.today
    if claim.state in _UNDER_REVIEW:
        waited = f"，到今天 {one.days} 天" if one.days > 0 else ""
        text = f"{one.name}{say_stage(claim)}，{one.since}起{waited}。{_NO_DAY}{_FOLLOWING[claim.state]}。"
        return Answer(text + _usual_time(one))
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        return replace(_say_missing(one), text=f"{_say_missing(one).text}补齐了接着审，{_NO_DAY}")
    if claim.state is ClaimState.APPROVED:
        return Answer(f"{one.name}{say_wait(claim, today)}。哪天打，系统里没写。{_usual_time(one)}")
    if claim.state is ClaimState.PAYMENT_RETURNED:
        change = OfferedChoice("换收款卡", "换收款卡")
        text = "钱被银行退回来了，要先换卡才能再打。换好以后几天重打，系统里没写，我给不了准日子。还没换，说“换收款卡”。"
        return Answer(text, (change,), needs=("profile",))
    if claim.state is ClaimState.DENIED:
        return Answer(f"{one.name}{one.since}定的，没有通过。{_REVIEW}复核要多久没有公布，我给不了准日子。")
    return await _say_money(one)


async def _say_money(one: _Asked) -> Answer:
    claim, today = one.claim, one.question.today
    tail = (await access_profile(one.claims, one.member)).card_tail
    if claim.state is ClaimState.APPROVED:
        sum_ = f"核定 {say_money(claim.approved_amount)}，" if claim.approved_amount is not None else ""
        return Answer(f"{one.name}{sum_}{say_wait(claim, today)}。钱打到您登记的尾号 {tail} 的卡。")
    if claim.state is ClaimState.PAYMENT_RETURNED and claim.payments:
        text = f"{one.name}{say_payment(claim.payments[0], today)}。{say_after_return(claim, tail)}"
        return Answer(text, (OfferedChoice("换收款卡", "换收款卡"),), needs=("profile",))
    if claim.payments and _TWICE.search(one.question.text):
        return Answer(_count_payments(claim, today))
    if claim.payments:
        return Answer(f"{one.name}{say_payment(claim.payments[0], today)}。{_say_earlier(claim, today)}")
    if claim.state is ClaimState.DENIED:
        return Answer(f"{one.name}没有通过，所以没有打款。{_say_reason(claim)}{_REVIEW}")
    if claim.state is ClaimState.CLOSED:
        return Answer(f"{one.name}{one.since}结案了，没有打款。{_say_note(claim)}")
    missing = _say_missing(one).text if claim.state is ClaimState.DOCUMENTS_REQUESTED else ""
    now = missing or f"{one.name}{say_stage(claim)}，还没核定，给多少要等审完才定。"
    return Answer(f"{now}审核通过了才打款，打到您登记的尾号 {tail} 的卡。")


async def _say_why(one: _Asked) -> Answer:
    claim = one.claim
    choices = (OfferedChoice("申请复核", f"我要申请复核 {claim.number}"),)
    if claim.state is ClaimState.DENIED:
        return Answer(f"{one.name}{one.since}没有通过。{_say_reason(claim)}{_REVIEW}", choices)
    if claim.state is ClaimState.PAYMENT_RETURNED:
        return await _say_money(one)
    if claim.approved_amount is not None:
        text = (
            f"{one.name}核定 {say_money(claim.approved_amount)}。{await _say_basis(one)}{_NOT_SHOWN}{_REVIEW}"
        )
        return Answer(text, choices)
    if claim.state is ClaimState.CLOSED:
        return Answer(f"{one.name}{one.since}结案，没有给付。{_say_note(claim)}{_REVIEW}", choices)
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        return _say_missing(one)
    if denied := next(
        (entry for entry in reversed(claim.timeline) if entry.state is ClaimState.DENIED), None
    ):
        why = f"，当时写的是：{denied.note.rstrip('。')}" if denied.note else ""
        on = say_date(denied.on, one.question.today)
        return Answer(f"{one.name}{on}没有通过{why}。{one.since}起{say_stage(claim)}，复审完才有结论。")
    return Answer(f"{one.name}{say_stage(claim)}，{one.since}起，还没有结论。{_FOLLOWING[claim.state]}。")


async def _say_papers(one: _Asked) -> Answer:
    sent = await access_papers(one.claims, one.member, one.claim.number)
    return say_papers(one.claim, sent, one.name, one.question)


async def _say_next(one: _Asked) -> Answer:
    claim = one.claim
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        missing = _say_missing(one)
        return replace(missing, text=f"现在这一步在等您，补上比催管用。{missing.text}")
    if claim.state is ClaimState.PAYMENT_RETURNED:
        tail = (await access_profile(one.claims, one.member)).card_tail
        change = (OfferedChoice("换收款卡", "换收款卡"),)
        return Answer(f"下一步：{say_after_return(claim, tail)}", change, needs=("profile",))
    if claim.state is ClaimState.DENIED:
        return Answer(
            f"{one.name}没有通过。{_REVIEW}", (OfferedChoice("申请复核", f"我要申请复核 {claim.number}"),)
        )
    is_open = claim.state in _UNDER_REVIEW or claim.state is ClaimState.APPROVED
    text = f"{one.name}{say_stage(claim)}，{one.since}起。{_FOLLOWING[claim.state]}。"
    return Answer(text + (_URGE if is_open else ""), (_TO_PERSON,) if is_open else ())


async def _say_terms(one: _Asked) -> Answer:
    basis = await _say_basis(one)
    return Answer(basis or f"{one.name}当时的标准，我手头没有。想问准，回复“转人工”。")


_ANSWERERS: Mapping[Aspect, Callable[[_Asked], Awaitable[Answer]]] = {
    Aspect.WHEN: _say_wait,
    Aspect.AMOUNT: _say_money,
    Aspect.WHY: _say_why,
    Aspect.MISSING: _say_papers,
    Aspect.NEXT: _say_next,
    Aspect.COMPARED: _say_terms,
}


def _say_missing(one: _Asked) -> Answer:
    missing = say_list(paper.label for paper in one.claim.missing_documents) or "要补的材料"
    text = f"{one.name}在等您补：{missing}。说“我要交材料”就能拍照传，也可以交给单位工会的经办人。"
    return Answer(text, (OfferedChoice("交材料", "我要交材料"),))


async def _say_basis(one: _Asked) -> str:
    """What the sum rests on, as far as rows and table know it: the settlement's rule, or the terms of that day."""
    claim = one.claim
    if claim.plan_code == "secondary_reimbursement":
        return one.knowledge.find(claim.plan_code, "benefit").text.split("。")[0] + "，比例按您分在哪一档。"
    version = await find_plan_version(one.claims, claim.plan_code, claim.date_of_loss)
    cover = next(
        (
            cover
            for cover in await access_enrolments(one.claims, one.member, one.question.today)
            if cover.plan_code == claim.plan_code
            and cover.effective_date <= claim.date_of_loss <= cover.expiry_date
        ),
        None,
    )
    tier = cover.tier if cover else None
    yours = f"您参加的是{f'{tier} ' if tier else ' '}{cover.units} 份。" if cover else ""
    terms = say_benefits(version, tier) if version else ""
    on = say_date(claim.date_of_loss, one.question.today)
    return yours + (f"按{on}出事那时的标准：{terms}。" if terms else "")


def _count_payments(claim: Claim, today: date) -> str:
    """How often money came, where somebody believes that it came twice."""
    arrived = [say_payment(payment, today) for payment in claim.payments if payment.state != "returned"]
    back = "被退回的那次没有到卡里。" if len(arrived) < len(claim.payments) else ""
    return (
        f"只到账{_TIMES.get(len(arrived), f' {len(arrived)} 次')}：{'；'.join(arrived)}。{back}"
        if arrived
        else f"还没有到账。{back}"
    )


def _say_earlier(claim: Claim, today: date) -> str:
    """The payment that came back before the one that stays."""
    back = [say_payment(payment, today) for payment in claim.payments[1:] if payment.state == "returned"]
    return f"在那以前{back[0]}。所以一共只到账一次。" if back else ""


def _say_reason(claim: Claim) -> str:
    return f"理由是：{claim.denial_reason}。" if claim.denial_reason else "系统里没有写理由。"


def _say_note(claim: Claim) -> str:
    note = next(
        (entry.note for entry in reversed(claim.timeline) if entry.state is claim.state and entry.note), ""
    )
    return f"经办那边写的是：{note.rstrip('。')}。" if note else ""


def _usual_time(one: _Asked) -> str:
    """What the table knows of the time until the money comes, without its way to one's own record: this is it."""
    finding = one.knowledge.find(one.claim.plan_code, "payout_time")
    if finding.kind != "known":
        return ""
    said = _OWN_RECORD.sub("", finding.text)
    dated = [part for part in said.split("。") if _NAMES_TIME.search(part) and not part.startswith("（")]
    year = None if any("不能当准话" in part for part in dated) else _YEAR.search(said)
    return "".join(f"{part}。" for part in dated) + (year.group() if year else "")
