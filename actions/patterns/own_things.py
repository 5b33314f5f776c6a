"""What is one's own is shown when asked, in whatever words: activities, union and window, card, visits."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from actions import activities, activities_shown, claim_status, coverage, own_union, papers, visits
from actions.answering import Answerer, Answering
from actions.question import Answer, Question
from actions.urgency import tells_emergency
from actions.whether import asks_whether
from vocabulary.expects import Subject
from vocabulary.intents import INTENTS

_UNION = re.compile(
    r"(?:哪个|哪家|哪儿的|什么)工会|我(?:的|们)?(?:单位)?工会(?:是|叫|在)哪|(?:最近|附近|离我近|就近)的?(?:一个)?(?:窗口|服务站|网点|地方|办事)"
    r"|(?:窗口|服务站)[^，。？?]{0,4}(?:在哪|哪儿|哪里|离)"
)
_CARD = re.compile(
    r"我的?(?:银行|收款|工资|会员|京)?卡[^，。？?]{0,4}(?:改|换|更新)(?:好|成|过来|上)?了?(?:没|吗|么)|(?:登记|留|绑|收款)的?(?:是)?(?:哪张|什么|啥)卡"
    r"|卡(?:的)?尾号是?(?:多少|几|啥)|^尾号是?(?:多少|几|啥)"
)
_CLAIMS = re.compile(
    r"(?:几|多少)[个笔][^，。？?]{0,3}(?:理赔|报销)|(?:理赔|报销)[^，。？?]{0,4}(?:几|多少)[个笔]"
)
_RECEIVED = re.compile(
    r"(?:你们|那|都|照片|图|材料)*(?:收|传|发)(?:着|到|上去|过去|成功)?了?(?:没有?|吗|么|没啊|吧)[啊呀呢]?[?？。]*"
)
_RENEW = re.compile(r"续(?!航)|再(?:参|上)上?|重新(?:参|上)")
_CLAIMABLE = re.compile(r"报|赔|管|算")
_LOOK_UP = re.compile(r"(?:给|帮|替)[^，。？?]{1,6}(?:也|都)?(?:查|看看)")
_NO_MORE = re.compile(r"不(?:排|去|报|参加)了|退出|把我的?(?:名额|报名)")
_ACTIVITY = re.compile(r"活动|报名|报着")
_LEFT_ALONE = frozenset({"crisis", "request_human", "complain", "apply_relief", "unbind_identity"})


async def take(answering: Answering, question: Question) -> Answer | None:
    """The member's own thing that the words ask for; None where they ask for none."""
    if question.way_back or _LEFT_ALONE.intersection(question.intents) or tells_emergency(question.text):
        return None
    for answer, intent, is_asked in _ASKED_FOR:
        if is_asked(question):
            asked = replace(question, intents=(intent,))
            return await answer(answering.claims, answering.knowledge, asked)
    return None


def _asks_for_activities(question: Question) -> bool:
    topic = question.talk.topic
    is_topic = topic is not None and topic.subject is Subject.ACTIVITY
    return (is_topic or bool(_ACTIVITY.search(question.text))) and activities_shown.asks_about_own(
        question.text
    )


def _asks_to_renew(question: Question) -> bool:
    return _is_of_cover(question) and bool(_RENEW.search(question.text))


def _asks_of_past_cover(question: Question) -> bool:
    if "file_claim" in question.intents and not asks_whether(question):
        return False  # 报吧，上周五的事 wants it filed.
    is_then = coverage.find_past_day(question) is not None
    return _is_of_cover(question) and is_then and bool(_CLAIMABLE.search(question.text))


def _is_of_cover(question: Question) -> bool:
    topic = question.talk.topic
    return (topic is not None and topic.subject is Subject.COVER) or "check_coverage" in question.talk.aspects


def _asks_for_another(question: Question) -> bool:
    """Somebody else's records are wished for without naming which: 给我爱人也查查."""
    return question.named("relation") in ("spouse", "child", "parent") and bool(
        _LOOK_UP.search(question.text)
    )


def _gives_up_activity(question: Question) -> bool:
    topic = question.talk.topic
    is_topic = topic is not None and topic.subject is Subject.ACTIVITY
    return is_topic and bool(_NO_MORE.search(question.text)) and not visits.asks_to_see(question)


def _asks_for_claims(question: Question) -> bool:
    return bool(_CLAIMS.search(question.text))


def _asks_for_union(question: Question) -> bool:
    return (
        question.member is not None and bool(_UNION.search(question.text)) and not question.named("district")
    )


def _asks_for_card(question: Question) -> bool:
    return bool(_CARD.search(question.text))


def _asks_for_visits(question: Question) -> bool:
    return visits.asks_to_see(question) and not _is_to_change(question)


def _is_to_change(question: Question) -> bool:
    return any(
        INTENTS[one].is_act and one != "book_appointment" for one in question.intents if one in INTENTS
    )


def _asks_whether_received(question: Question) -> bool:
    return bool(_RECEIVED.fullmatch(question.text.strip()))


_ASKED_FOR: Sequence[tuple[Answerer, str, Callable[[Question], bool]]] = (
    (claim_status.answer_claim_status, "check_claim", _asks_for_claims),
    (activities.answer_activity, "join_activity", _gives_up_activity),
    (activities.answer_activity, "join_activity", _asks_for_activities),
    (activities.answer_activity, "join_activity", activities_shown.asks_about_one),
    (coverage.answer_renewal, "check_coverage", _asks_to_renew),
    (coverage.answer_past_cover, "check_coverage", _asks_of_past_cover),
    (claim_status.answer_claim_status, "check_claim", _asks_for_another),
    (visits.answer_visit, "book_appointment", _asks_for_visits),
    (papers.answer_papers, "submit_documents", _asks_whether_received),
    (own_union.answer_own_card, "update_profile", _asks_for_card),
    (own_union.answer_own_union, "ask_contact", _asks_for_union),
)
