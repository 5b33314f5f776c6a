"""What a claim still waits for, and what came too late for it."""

from dataclasses import replace

from actions.coverage import days
from actions.faq import answer_likely
from actions.paper_kinds import find_named, say_meaning
from actions.papers import asks_whether_came, say_papers
from actions.passing_on import PASS_ON_CHOICES, ask_to_pass_on
from actions.question import Answer, OfferedChoice
from actions.records.claim.asked import (
    FOLLOWING,
    HAND_IN,
    REVIEW,
    TO_PERSON,
    UNDER_REVIEW,
    AskedClaim,
)
from actions.reviews.reasons import find_reason
from actions.talk import Remark
from actions.tasks.day_answers import find_coming_day
from actions.wording import say_list
from claims.access import access_papers
from claims.reference.papers import PAPERS
from claims.states import ClaimState
from vocabulary.aspects import Aspect

_SEND_HERE = "可以，拍清楚直接发在这里就行，归到{name}，合不合用由同事看。还差的是{missing}，补齐了接着审。"
_NEW_PAPER = (
    "{name}不缺材料了。要是又出了一回，证明可以后补：先说“我要报案”登记，开出来拍了发在这里，或交给{union}的经办人；"
    "晚几天行不行公开的材料没写准，别拖，先跟经办人说一声。"
)
_NO_LAST_DAY = (
    "补到哪天为止，系统里没写，来得及来不及我不敢保。{name}还差{missing}，{since}要的，到今天 {days} 天："
    "拿到当天就拍了发在这里，或交给{union}的经办人，别再往后拖。"
)
_LATER = "可以，没补上以前都能发。{name}还差{missing}，补上了才接着审。"

_TEXT_MESSAGE = "bank_text_message"

_FILE = OfferedChoice("我要报案", "我要报案")


def say_missing(one: AskedClaim) -> Answer:
    """What is waited for, and the two ways to hand it in."""
    text = f"{one.name}在等您补：{one.missing}。说“我要交材料”就能拍照传，也可以交给单位工会的经办人。"
    return Answer(text, (HAND_IN,))


async def say_claim_papers(one: AskedClaim) -> Answer | None:
    """What has come and what is missing; of a claim that was closed for want of papers, what is left to do."""
    if Aspect.MEANING in one.question.aspects and say_paper(one):
        return None  # What the paper is says what is missing as well.
    is_of_paper = set(one.question.intents) == {"ask_documents"} and not one.question.aspects
    if is_of_paper and names_missing(one) and (paper := say_paper(one)):
        return Answer(f"{paper}。{one.name}还差的是{one.missing}。", needs=("papers",), says="paper")
    if one.is_closed_unpaid and one.claim.missing_documents:
        return say_too_late(one)
    if _sends_now(one):
        return Answer(_SEND_HERE.format(name=one.name, missing=one.missing), needs=("papers",))
    if _asks_whether_filed(one):
        return Answer(_say_filed(one))
    if one.claim.missing_documents and "ask_deadline" in one.question.intents:
        return await _say_last_day(one)
    if _would_send_later(one):
        return Answer(_LATER.format(name=one.name, missing=one.missing), needs=("papers",))
    sent = await access_papers(one.claims, one.member, one.claim.number)
    return say_papers(one.claim, sent, one.name, one.question)


async def _say_last_day(one: AskedClaim) -> Answer:
    """Until when a paper may come: nowhere written; since when it is waited for, and what to do on the day it is there."""
    asked_on = min(paper.asked_on for paper in one.claim.missing_documents)
    text = _NO_LAST_DAY.format(
        name=one.name,
        missing=one.missing,
        since=one.say_day(asked_on),
        days=(one.question.today - asked_on).days,
        union=(await one.find_profile()).union_name,
    )
    return Answer(text, (HAND_IN,), needs=("papers",), says="last_day")


def _sends_now(one: AskedClaim) -> bool:
    """Whether a paper that is waited for is about to be sent: 诊断证明我现在拍给你."""
    is_whether = asks_whether_came(one.question.text)
    is_of_sending = "submit_documents" in one.question.intents and names_missing(one) and not is_whether
    asks = {Aspect.RECEIVED, Aspect.MISSING, Aspect.SUBSTITUTE, Aspect.WHERE}.intersection(
        one.question.aspects
    )
    is_later = days.find_coming_day(one.question) is not None
    return one.claim.state is ClaimState.DOCUMENTS_REQUESTED and is_of_sending and not asks and not is_later


def _asks_whether_filed(one: AskedClaim) -> bool:
    """Whether it is asked if the claim itself came, of which nothing is missing: 交上去了没."""
    asked = set(one.question.aspects)
    is_of_all = Aspect.RECEIVED in asked and (not one.is_spoken_of or Aspect.STATE in asked)
    is_of_all = is_of_all and not find_named(one.question.text)
    return is_of_all and one.claim.state in UNDER_REVIEW and not one.claim.missing_documents


def _say_filed(one: AskedClaim) -> str:
    claim = one.claim
    papers = (
        f"{one.received}{'都' if len(claim.documents) > 1 else ''}收到了，不缺材料。" if one.received else ""
    )
    since = "" if claim.state is ClaimState.REGISTERED else f"，现在{one.stage}（{one.since}起）"
    filed = one.say_day(claim.filed_on)
    return f"交上了：{one.name}{filed}受理{since}。{papers}{FOLLOWING[claim.state]}。"


def _would_send_later(one: AskedClaim) -> bool:
    """Whether a paper that is waited for is to be sent on a day to come: 明天再发行不."""
    is_of_sending = "submit_documents" in one.question.intents and not one.question.aspects
    is_waited_for = one.claim.state is ClaimState.DOCUMENTS_REQUESTED and is_of_sending
    return is_waited_for and isinstance(find_coming_day(one.question), str)


def say_too_late(one: AskedClaim) -> Answer:
    """Whether papers still count after the end is nowhere written: a review may be asked for."""
    missing = say_list(paper.label for paper in one.claim.missing_documents)
    asked = one.say_day(min(paper.asked_on for paper in one.claim.missing_documents))
    note = one.find_note(ClaimState.CLOSED)
    why = f"，写的是：{note}" if note else ""
    text = (
        f"{one.name}{asked}要补{missing}，没有收到，{one.since}结案了，没有给付{why}。现在补还算不算，我这里没有规定，"
        f"不敢说行也不敢说不行。{missing}先备好，可以请同事复核：回复“我要申请复核”。"
    )
    again = (f"补了算不算，得同事看了才知道。把{missing}备好，回复“我要申请复核”，把晚了的缘由一起说上。",)
    return Answer(text, (one.review, TO_PERSON), again=again)


async def say_substitute(one: AskedClaim) -> Answer | None:
    """Whether something else will do stands nowhere: who decides it, and who may ask."""
    if one.is_closed_unpaid and one.claim.missing_documents:
        return say_too_late(one)
    union = (await one.find_profile()).union_name
    if not one.claim.missing_documents and days.find_coming_day(one.question):
        return Answer(
            _NEW_PAPER.format(name=one.name, union=union), (_FILE,)
        )  # A paper of a day to come is another.
    if not one.claim.missing_documents:
        return await say_claim_papers(one)
    text = (
        f"{one.name}要{_say_wanted(one)}。{_say_other(one)}，我这里没有规定，不敢说行也不敢说不行，要{union}的经办人"
        "或者管理赔的同事定。要不要我把您说的难处转给同事，请他们答复？"
    )
    again = ("替代的办法我这里查不到，得管理赔的同事定。要我把您的难处转给他们吗？",)
    asks = ask_to_pass_on(one.claim.number)
    remark = Remark(one.claim.number, find_reason(one.question.text))
    return Answer(text, (*PASS_ON_CHOICES, HAND_IN), again=again, asks=asks, remarks=(remark,))


def _say_wanted(one: AskedClaim) -> str:
    """The missing paper that is spoken of, else all of them."""
    missing = [paper.kind for paper in one.claim.missing_documents]
    return say_list(PAPERS[kind] for kind in find_named(one.question.text, missing)) or one.missing


def _say_other(one: AskedClaim) -> str:
    """`出院小结能不能顶病理报告`, where another paper is named; else that something else might do."""
    missing = [paper.kind for paper in one.claim.missing_documents]
    others = [kind for kind in find_named(one.question.text) if kind not in missing]
    wanted = find_named(one.question.text, missing) or missing
    if not others or not wanted:
        return "能不能用别的代替"
    return f"{PAPERS[others[0]]}能不能顶{say_list(PAPERS.get(kind, '') for kind in wanted)}"


def names_missing(one: AskedClaim) -> bool:
    """Whether the words name a paper that is still waited for."""
    return bool(find_named(one.question.text, [paper.kind for paper in one.claim.missing_documents]))


def say_paper(one: AskedClaim) -> str:
    """What the paper that the words name is, in plain words; empty where they name none that needs any."""
    wanted = [paper.kind for paper in one.claim.documents]
    named = find_named(one.question.text, wanted) or find_named(one.question.text)
    return next((said for kind in named if (said := say_meaning(kind))), "")


async def say_notified(one: AskedClaim) -> Answer:
    """Whether the member was told cannot be seen here, and belongs into a review; what will be told, the bot adds."""
    claim = one.claim
    if one.question.likely_faq == _TEXT_MESSAGE and (known := answer_likely(one.question)):
        is_done = claim.state in (ClaimState.PAID, ClaimState.CLOSED, ClaimState.DENIED)
        return known if is_done else replace(known, needs=("tell_notices",))
    if claim.state is ClaimState.DOCUMENTS_REQUESTED or (one.is_closed_unpaid and claim.missing_documents):
        asked = one.say_day(min(paper.asked_on for paper in claim.missing_documents))
        is_sorry = one.is_closed_unpaid and "complain" not in one.question.intents
        sorry = "让您吃了亏，对不住。" if is_sorry else ""
        then = (
            "没收到通知这一点可以写进复核，回复“我要申请复核”。"
            if one.is_closed_unpaid
            else "现在补上就接着审，说“我要交材料”就能拍照传。"
        )
        text = f"{sorry}记录上{asked}要过{one.missing}；当时有没有通知到您手上，我这里看不到，不敢说通知过。{then}"
        return Answer(text, (one.review,) if one.is_closed_unpaid else (HAND_IN,))
    if claim.state in (ClaimState.PAID, ClaimState.CLOSED, ClaimState.DENIED):
        text = f"{one.name}{one.since}{one.stage}。当时有没有通知到您，我这里看不到，不敢说通知过。"
        return Answer(f"{text}{REVIEW}" if claim.state is ClaimState.DENIED else text)
    return Answer(f"{one.name}{one.stage}，有变化随时来问我就能看到。", needs=("tell_notices",))
