"""How long a claim still takes, why it is not done, whether it goes faster, and whether it will come out well."""

import re
from dataclasses import replace
from datetime import date

from actions.payments import say_wait
from actions.question import Answer
from actions.records.claim.asked import (
    CHANGE_CARD,
    FOLLOWING,
    HAND_IN,
    TO_PERSON,
    UNDER_REVIEW,
    URGE,
    AskedClaim,
    say_papers_came,
)
from actions.records.claim.deciding import say_why, say_worry
from actions.records.claim.money import say_amount
from actions.records.claim.papers import say_missing
from actions.wording import say_list
from claims.states import ClaimState
from claims.values import ClaimDocument
from vocabulary.saying import say_money

_NO_DAY = "审要几天没有公布，我给不了准日子。"
_NAMES_TIME = re.compile(r"天|季度|工作日|年度")
_YEAR = re.compile(r"（\d{4}年的说法[^）]*）")
_OWN_RECORD = re.compile(r"[；，]看自己的，问“[^”]*”|看自己的，问“[^”]*”。")
_CEILING = {"quarterly_settlement": "封顶线以下", "above_ceiling": "超过封顶线"}
_TEN_DAYS = re.compile(r"(?:十|10)(?:天|日|个?工作日)")
_AGAIN = (
    "几号，现在没有人定下来，我手里也没有这个日子，不编一个哄您。能做的是催：点“转人工”，我请同事去问这一笔。",
    "还是没有日子，我也替您着急。点“转人工”，把这一笔交给同事，有话也可以留给他们。",
)


async def say_when(one: AskedClaim) -> Answer:
    """How long it has waited, that no day is known, what comes next; asked again, what can be done about it."""
    claim, today = one.claim, one.question.today
    if claim.state in UNDER_REVIEW and (rule := _say_rule_first(one)):
        return rule
    if claim.state in UNDER_REVIEW:
        text = f"{one.name}{one.stage}，{one.since}起{one.waited}。{_NO_DAY}{FOLLOWING[claim.state]}。"
        return Answer(text + say_usual_time(one), (TO_PERSON,), again=_AGAIN)
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        missing = say_missing(one)
        again = (f"先要等您这边：{one.missing}补齐了，才轮到接着审。审几天没有公布，补了再来问我。",)
        return Answer(f"{missing.text}补齐了接着审，{_NO_DAY}", missing.choices, again=again)
    if claim.state is ClaimState.APPROVED:
        sum_ = f"核定 {say_money(claim.approved_amount)}，" if claim.approved_amount is not None else ""
        tail = (await one.find_profile()).card_tail
        text = f"{one.name}{sum_}{say_wait(claim, today)}。哪天打，系统里没写。{say_usual_time(one)}到时打到尾号 {tail} 的卡。"
        return Answer(text, (TO_PERSON,), again=_AGAIN)
    if claim.state is ClaimState.PAYMENT_RETURNED:
        text = "钱被银行退回来了，要先换卡才能再打。换好以后几天重打，系统里没写，我给不了准日子。还没换，说“换收款卡”。"
        usual = say_usual_time(one)
        return Answer(text + usual, (CHANGE_CARD,), needs=("profile",), again=_AGAIN)
    if claim.state is ClaimState.DENIED:
        text = f"{one.name}{one.since}定的，没有通过，现在没有在审。想再审，回复“我要申请复核”；复核要多久没有公布，我给不了准日子。"
        return Answer(text, (one.review,))
    return _add_next_time(one, await say_amount(one))


def _say_rule_first(one: AskedClaim) -> Answer | None:
    """What was published of the time, where just that is held against the wait: 不是一季度就算完吗, 不是说十天到账吗."""
    claim = one.claim
    filed = f"这笔{one.say_day(claim.timeline[0].on)}才登记，" if claim.timeline else "这笔"
    stands = f"{filed}现在{one.stage}{one.waited}；为什么到现在，记录里没写，我不编理由。{URGE}"
    names_quarter = any("季度" in day for day in one.question.entities.get("date", ()))
    if names_quarter and claim.kind in _CEILING and (usual := say_usual_time(one)):
        return Answer(f"公开的说法是这样：{usual}{stands}", (TO_PERSON,), says="rule_of_quarter")
    if _TEN_DAYS.search(one.question.text):
        text = f"“十天到账”是2019年报道里的话，没说从哪天算，不能当准话；没审过的也还轮不到打款。{stands}"
        return Answer(text, (TO_PERSON,), says="rule_of_days")
    return None


def _add_next_time(one: AskedClaim, paid: Answer) -> Answer:
    """Of what comes again by itself, when it is reckoned the next time."""
    if one.claim.kind not in _CEILING or not (usual := say_usual_time(one)):
        return paid
    return replace(paid, text=f"{paid.text}下一次哪天打，系统里没写；{usual}")


async def say_why_slow(one: AskedClaim) -> Answer:
    """Where it hangs, for how long, and whether it hangs on the member."""
    claim = one.claim
    if claim.state is ClaimState.APPROVED:
        sum_ = f"核定 {say_money(claim.approved_amount)}，" if claim.approved_amount is not None else ""
        text = (
            f"卡在打款这一步：{one.name}{sum_}{say_wait(claim, one.question.today)}。为什么还没打、哪天打，系统里没写；"
            f"您这边没有要补的。{URGE}单位工会的经办人也能帮着问。"
        )
        return Answer(text, (TO_PERSON,), again=_AGAIN)
    if claim.state in UNDER_REVIEW:
        since = "今天刚到这一步" if one.days <= 0 else f"{one.since}到的这一步，{one.days} 天了"
        papers = say_papers_came(one) or "现在没有要您补的，"
        text = f"{one.name}{one.stage}，{since}。{papers}不是您的事；为什么还没审完，系统里没写。{URGE}"
        return Answer(text, (TO_PERSON,), again=_AGAIN)
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        text = f"卡在材料上：{one.name}在等您补：{one.missing}，{one.since}要的{one.waited}。补上了才接着审，说“我要交材料”就能拍照传。"
        return Answer(text, (HAND_IN,))
    if claim.state is ClaimState.DENIED or one.is_closed_unpaid:
        return await say_why(one)
    return await _say_done(one, "不卡了，钱已经打了。")


async def _say_done(one: AskedClaim, lead: str) -> Answer:
    """Of money that came or came back nothing hangs: that first, then the payment."""
    paid = await say_amount(one)
    return (
        replace(paid, text=f"{lead}{paid.text}")
        if one.claim.state is not ClaimState.PAYMENT_RETURNED
        else paid
    )


async def say_hurry(one: AskedClaim) -> Answer:
    """What pushing would do: nothing while papers are missing, else a person."""
    claim = one.claim
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        missing = say_missing(one)
        return Answer(f"现在这一步在等您，补上比催管用。{missing.text}", missing.choices)
    if claim.state in UNDER_REVIEW or claim.state is ClaimState.APPROVED:
        text = (
            f"{one.name}{one.stage}，{one.since}起{one.waited}。我这里加不了急，催得动的是同事：点“转人工”，"
            "请同事看这一笔；单位工会的经办人也能帮着催。"
        )
        return Answer(text, (TO_PERSON,))
    if claim.state is ClaimState.DENIED or one.is_closed_unpaid:
        return await say_why(one)
    return await _say_done(one, "不用催了，钱已经打了。")


async def say_certain(one: AskedClaim) -> Answer:
    """No promise: who decides, what stood against it before, and what has come since."""
    claim = one.claim
    if claim.state is ClaimState.APPROVED:
        return Answer(
            f"审核已经通过了，这一步是准的。{(await say_when(one)).text.removeprefix(one.name)}", (TO_PERSON,)
        )
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        missing = say_missing(one)
        return Answer(f"这个我不敢打包票，审完才算数。{missing.text}", missing.choices)
    if claim.state in UNDER_REVIEW and "dispute_claim" in one.question.intents and not say_since_denied(one):
        return await say_worry(one)
    if claim.state in UNDER_REVIEW:
        end = "等复审的结论" if claim.state is ClaimState.SECOND_REVIEW else "等初审、复审完"
        text = f"能不能过，我不敢打包票，{end}。{say_since_denied(one) or _say_papers(one)}{one.name}{one.since}起{one.stage}{one.waited}。"
        return Answer(text, again=(f"我真说不准，这得{end}。现在不缺您的材料，有了结果这里就能查到。",))
    if claim.state is ClaimState.DENIED or one.is_closed_unpaid:
        state = "没有通过" if claim.state is ClaimState.DENIED else "结案了，没有给付"
        text = (
            f"{one.name}{state}。复核以后能不能改，我不敢打包票，要同事看了才知道。想试，回复“我要申请复核”。"
        )
        return Answer(text, (one.review,))
    return await _say_done(one, "已经定了，不会再变。")


def say_since_denied(one: AskedClaim) -> str:
    """Why it was denied before, and what has come since."""
    denied = one.find_day(ClaimState.DENIED)
    if denied is None:
        return ""
    note = one.find_note(ClaimState.DENIED) or (one.claim.denial_reason or "").rstrip("。")
    why = f"上次没过写的是：{note}。" if note else ""
    since = [paper for paper in one.claim.documents if paper.received_on and paper.received_on >= denied]
    came = f"后来{_say_received(one, since)}。" if since else ""
    return f"{why}{came}{_say_papers(one)}"


def _say_papers(one: AskedClaim) -> str:
    came = say_papers_came(one)
    return f"现在记录上{came.removesuffix('，')}。" if came else ""


def _say_received(one: AskedClaim, papers: list[ClaimDocument]) -> str:
    days: dict[date, list[str]] = {}
    for paper in papers:
        if paper.received_on:
            days.setdefault(paper.received_on, []).append(paper.label)
    return "，".join(f"{one.say_day(day)}收到了{say_list(labels)}" for day, labels in sorted(days.items()))


def say_usual_time(one: AskedClaim) -> str:
    """What the table knows of the time until the money comes, without its way to one's own record: this is it."""
    finding = one.knowledge.find(one.claim.plan_code, "payout_time")
    if finding.kind != "known":
        return ""
    said = _OWN_RECORD.sub("", finding.text)
    dated = [part for part in said.split("。") if _NAMES_TIME.search(part) and not part.startswith("（")]
    ceiling = _CEILING.get(one.claim.kind)
    if ceiling:
        clauses = [clause for part in dated for clause in part.split("；")]
        dated = [clause for clause in clauses if clause.startswith(ceiling)] or dated
    year = None if any("不能当准话" in part for part in dated) else _YEAR.search(said)
    return "".join(f"{part}。" for part in dated) + (year.group() if year else "")
