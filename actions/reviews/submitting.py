"""Asks the desk to look at a decision once more, with what the member holds against it; and takes that back."""

import re

from actions.question import Act, Answer, HandoffWish, Question
from actions.reviews.decisions import Decision, find_decisions
from actions.reviews.reasons import collect_reasons, quote
from actions.reviews.under_way import REVIEW
from claims.database import ClaimsDatabase
from vocabulary.aspects import Aspect
from vocabulary.tickets import TicketDesk, TicketReason

DISPUTE = "dispute"
WITHDRAW_REVIEW = "withdraw_review"
"""What a yes would do."""
_NAMED = re.compile(
    r"(?:对|是的?|嗯|好的?|行)*[,，\s]*(?:(?:帮我|给我)?我?(?:要|想|就要)?(?:申请)?复核|(?:帮我|给我)?请同事复核)(?:一下|吧|了)?[,，\s]*(?:(?:LP|JZ)[\d-]+)?[。!！]*"
)
_WITHDRAWN_BY_NAME = re.compile(
    r"(?:对|是的?|嗯|好的?)*[,，\s]*(?:撤回|撤了?|不复核)(?:复核)?(?:吧|了)?[。!！]*"
)
_DONE = "好，交上去了：请同事复核{name}{reason}。结果改不改由复核定。{ready}想看进展，说“复核到哪了”；想撤回，说“不复核了”。"
_DONE_WITHOUT_REASON = "好，交上去了：请同事复核{name}。{ready}哪里不认可、有什么材料，接着说就行。想看进展，说“复核到哪了”；想撤回，说“不复核了”。"
_KEEP_READY = "{missing}先备好，同事要的时候能拿出来。"
_OF_TIME = frozenset({Aspect.WHEN, Aspect.HURRY})
_HEARD = _OF_TIME | {Aspect.REVIEW}
_NO_DAY = "复核要几天没有公布，我给不了准日子。"
_LEFT = "好，复核没有提交，一样也没动。问好了还想办，说“我要申请复核”就行。"
_TAKEN_BACK = "好，复核撤回了{rest}。{stays}以后还想复核，再说一声就行。"
_STAYS = {True: "已经打给您的 {paid}不受影响。", False: "原来的结果不变。"}
_KEPT = "好，没有撤，复核照旧交着。"


async def submit(claims: ClaimsDatabase, question: Question, key: str) -> Answer:
    """The ticket for the desk, with the record and the reasons."""
    decision = await _find(claims, question, question.named("claim_number") or key)
    reasons = collect_reasons(question, decision.key if decision else "")
    title = decision.title if decision else "理赔"
    about = f"{title} {REVIEW}{f'，会员说：{quote(reasons)}' if reasons else ''}"
    desk = decision.desk if decision else TicketDesk.CLAIMS
    name = decision.name if decision else "您说的这件事"
    ready = _KEEP_READY.format(missing=decision.missing) if decision and decision.missing else ""
    done = _DONE if reasons else _DONE_WITHOUT_REASON
    text = done.format(name=name, reason=f"，理由写的是{quote(reasons)}", ready=ready)
    text += _NO_DAY if _OF_TIME.intersection(question.aspects) else ""
    topics = (decision.topic,) if decision else ()
    return Answer(text, person=HandoffWish(TicketReason.DISPUTE, desk, about), topics=topics)


async def take_back(claims: ClaimsDatabase, question: Question, key: str) -> Answer:
    """The ticket closed; what was decided and paid stays."""
    decision = await _find(claims, question, key)
    waiting = question.waiting
    rest = "，刚才找同事的请求也一起撤了" if waiting and waiting.reason is TicketReason.REQUESTED else ""
    paid = decision.paid if decision else ""
    text = _TAKEN_BACK.format(rest=rest, stays=_STAYS[bool(paid)].format(paid=paid))
    topics = (decision.topic,) if decision else ()
    return Answer(text, needs=("withdraw_person",), topics=topics)


async def _find(claims: ClaimsDatabase, question: Question, key: str) -> Decision | None:
    if question.member is None or not key:
        return None
    found = await find_decisions(claims, question.member, question.today)
    return next((one for one in found if one.key == key), None)


DISPUTING = Act(
    submit, _NAMED, _LEFT, may_be_undone=True, hears=_HEARD, again="刚才问您的：复核要现在交上去吗？"
)
WITHDRAWING = Act(take_back, _WITHDRAWN_BY_NAME, _KEPT, again="刚才问您的：复核要撤回来吗？")
