"""A story without a question is taken up: what happened is named warmly, what could help is said, and one thing is asked."""

import re
from dataclasses import replace

from actions.coverage.relatives import OTHERS
from actions.deciding import find_meant
from actions.identity import asks_for_owner
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.stories.at_work import AT_WORK, KIND_CHOICES
from actions.stories.reading import (
    HURTS,
    is_afraid,
    is_hurt,
    is_of_relative,
    lost_child,
    names,
    only_tells,
)
from actions.talk import AskedNow, Topic
from actions.urgency import tells_emergency
from actions.warm_words import names_injury
from actions.wording import say_list
from claims.database import ClaimsDatabase
from vocabulary.expects import Asked, Move, Subject

_FREE = "non_work_accident_property"
_RECORDS = frozenset({Subject.CLAIM, Subject.PAYMENT, Subject.RELIEF, Subject.VISIT, Subject.PAPERS})
_ASKED_ELSEWHERE = frozenset({Asked.YES, Asked.RECORD, Asked.KIND, Asked.PROGRAMME})
_GRAVE = (
    "癌",
    "瘤",
    "白血病",
    "尿毒症",
    "梗",
    "出血",
    "移植",
    "衰",
    "瘫",
    "再障",
    "再生障碍",
    "渐冻",
    "重症",
    "血癌",
)
_TELLING = (None, Move.GIVE, Move.FEELING, Move.NOT_KNOWN, Move.FOR_PERSON, Move.AGREE, Move.REFUSE)
_TO_PERSON = OfferedChoice("找同事说", "转人工")
_LOOK = OfferedChoice("帮我看看", "我有哪些保障")
_FILE = OfferedChoice("现在登记", "我要申请理赔")
_TO_LOOK = AskedNow(Asked.STEP, "check_coverage")
_TO_FILE = AskedNow(Asked.STEP, "file_claim")
_GRAVELY_ILL = (
    "得了{illness}，搁谁心里都乱，您先顾好自己，手续一样都不急。"
    "什么时候想知道能报哪些，说一声，我帮您看；只想找人说说，也行。"
)
_LOST_CHILD = (
    "孩子没保住，这份疼谁也替不了您。您先养好身子，什么都不急。"
    "住院、看病的票据先收着，哪天想知道能报哪些，说一声就行。"
)
_BARE_HURT = re.compile(r"我?(?:刚才?|今天|昨天|前天)?(?:摔|跌|扭|崴|磕|碰)(?:伤|着|到)了?[。！!]*")
"""Told in so few words it may sound like an alarm; danger is told of in others."""
_RELATIVE_ILL = (
    "家里人病着，您跟着受累了。这些保障保的是会员本人；病的人自己也是会员，就用他自己那份。"
    "家里为难，可以找单位工会问困难帮扶。想问哪样，接着说。"
)
_CHILD_HURT = "孩子遭罪，您也跟着疼。孩子在里头的有两样：托管班的意外，和免费的{free}里非工伤的意外伤残。是在托管班伤的吗？"
_HURT = "伤得不轻吧，先把伤养好。能用上哪样，先看怎么伤的：是上班干活时，还是平时？"
_HURT_OFF_WORK = "伤得不轻吧，先把伤养好。不是干活伤的，{names}可能用得上。要我现在帮您登记吗？"
_IN_HOSPITAL = (
    "住院这阵子受罪了，您慢慢养。{names}可能用得上；二次报销不用申请，按季自动算。要我看看您名下有哪些吗？"
)
_ILL = "病着不好受，您慢慢养。看病自己付的那部分，二次报销按季自动算，不用您申请。要我看看您名下还有哪些吗？"
_ILL_FOR_FUND = (
    "病着不好受，您慢慢养。得大病走的是医疗救助这一条，哪些病算没有公开的名单，由评审委员会定。"
    "自己掏了多少，说个大概就行；要现在申请，说“申请”，说过的不用再说。"
)
_APPLY = OfferedChoice("现在申请", "我要申请应急救助")
_HOME = (
    "家里泡成这样，够您收拾的。先断电、关水，湿的地方别碰。再拍好照片，请物业或居委会开个证明；"
    "免费的{free}对得上这事，给不给要审。要我现在帮您登记吗？"
)
_DISASTER = "人都平安吧？家里遭了这样的事，先把人安顿好。免费的{free}可能用得上，单位在大兴的还能申请应急救助。想先办哪样？"


async def take_told(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """What is said to a story; None where nothing befell anybody, or where a record or a form is spoken of."""
    topic, asked = question.talk.topic, question.talk.asked
    if question.move not in _TELLING:
        return None
    tells = only_tells(question) or _names_a_hurt_alone(question)
    if question.way_back or question.waiting or not tells or tells_emergency(question.text):
        return None
    if lost_child(question):
        return Answer(_LOST_CHILD, (_TO_PERSON,))
    is_of_home = "pipe_burst" in names(question, "event")
    if (is_afraid(question) and not is_of_home) or asks_for_owner(question):
        return None
    if topic is not None and topic.subject in _RECORDS and topic.key:
        return None
    is_answer = asked is not None and (asked.kind, asked.act) == (Asked.KIND, AT_WORK)
    if asked is not None and asked.kind in _ASKED_ELSEWHERE and not is_answer:
        return None
    if is_answer and "off_work" in names(question, "circumstance"):
        return await _say_accident(claims, knowledge, question.told or question, question)
    return await _say(claims, knowledge, question)


def _names_a_hurt_alone(question: Question) -> bool:
    """我摔伤了 wishes for nothing yet, and tells too little to begin a form with."""
    is_file = set(question.intents) == {"file_claim"} and question.move is Move.GIVE
    is_alarm = set(question.intents) == {"crisis"} and bool(_BARE_HURT.fullmatch(question.text.strip()))
    return (is_file or is_alarm) and is_hurt(question) and not question.tells


async def _say(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    events, relations = set(names(question, "event")), set(names(question, "relation"))
    illness, free = question.named("illness"), knowledge.short_name(_FREE)
    is_grave = "grave" in names(question, "circumstance")
    if not events and not illness and not is_grave:
        return None
    if is_of_relative(question):
        spoken = [Topic(Subject.COVER, one) for one in names(question, "relation") if one in OTHERS]
        return Answer(_RELATIVE_ILL, (_TO_PERSON,), topics=tuple(spoken[:1]))
    if events & {"fire", "disaster"}:
        choices = (_FILE, OfferedChoice("应急救助", "怎么申请应急救助"))
        return Answer(_DISASTER.format(free=free), choices, asks=_TO_FILE)
    if "pipe_burst" in events:
        return Answer(_HOME.format(free=free), (_FILE, _TO_PERSON), asks=_TO_FILE)
    if is_hurt(question) and "child" in relations:
        return Answer(_CHILD_HURT.format(free=free), (_TO_PERSON,))
    if is_hurt(question):
        if "off_work" in names(question, "circumstance"):
            return await _say_accident(claims, knowledge, question, question)
        return Answer(_HURT, KIND_CHOICES, asks=AskedNow(Asked.KIND, AT_WORK))
    if (illness or "hospital_stay" in events) and "relief_fund" in question.talk.programmes:
        return Answer(_ILL_FOR_FUND, (_APPLY, _TO_PERSON), asks=AskedNow(Asked.STEP, "apply_relief"))
    if illness and not names_injury(question) and any(sign in illness for sign in _GRAVE):
        return Answer(_GRAVELY_ILL.format(illness=illness), (_LOOK, _TO_PERSON), asks=_TO_LOOK)
    if events - HURTS or illness or is_grave:
        return await _say_of_hospital(claims, knowledge, question)
    return None


async def _say_accident(
    claims: ClaimsDatabase, knowledge: Knowledge, told: Question, question: Question
) -> Answer:
    meant = await find_meant(claims, replace(told, member=question.member))
    said = say_list(knowledge.short_name(code) for code in meant) or knowledge.short_name("accident")
    return Answer(_HURT_OFF_WORK.format(names=said), (_FILE, _TO_PERSON), asks=_TO_FILE)


async def _say_of_hospital(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    meant = [one for one in await find_meant(claims, question) if one != "secondary_reimbursement"]
    if not meant:
        return Answer(_ILL, (_LOOK, _TO_PERSON), asks=_TO_LOOK)
    said = say_list(knowledge.short_name(code) for code in meant)
    return Answer(_IN_HOSPITAL.format(names=said), (_LOOK, _TO_PERSON), asks=_TO_LOOK)
