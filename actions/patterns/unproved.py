"""What needs no record is answered to whoever has not proved who they are: no page is pressed on them for it."""

from actions.answering import Answering
from actions.faq import load_faq
from actions.identity import says_own
from actions.linking import GENERAL
from actions.question import Answer, OfferedChoice, Question
from actions.talk import AskedNow
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject
from vocabulary.intents import INTENTS

_WHICH = "想查哪样？理赔到哪一步、有哪些保障、钱打没打，点一个就行。查自己的记录要先核对身份，怎么报、找谁这些不用。"
_WHICH_CHOICES = (
    OfferedChoice("理赔进度", "我的理赔到哪一步了"),
    OfferedChoice("我的保障", "我有哪些保障"),
    OfferedChoice("打款", "我的钱打了没有"),
)
_BARE = 2
_CARD = (
    "京卡里的钱取不出来，是卡的事，归北京银行管：带身份证去网点问，是不是锁了、挂失了、密码输错了，他们当场能查。"
    "我这里看不到卡里的钱，卡号、密码也别发来。要是等的是互助金没到，再让我查打款。"
)
_CARD_AGAIN = ("卡里的钱只有北京银行能查，带身份证去网点，或打卡背面的客服电话。",)
_ACTIVITY = "activity_who_and_fee"
_ASIDE = (
    "您心里不是滋味，我听出来了。规定上的事，不核对身份我也能说，您说最想问的是哪样；公开的材料没写的，"
    "原单位的工会、街道工会能问，也可以打职工热线 12351。"
)
_ASIDE_AGAIN = ("嗯，我听着呢。您说说最想问的，我能答的直接答您。",)
_LIKELY, _PLAIN = 0.5, 0.75


async def take(_answering: Answering, question: Question) -> Answer | None:
    """The bare 查, the bank's matters, who may come to an outing, and a bitter word; None for what a record answers."""
    if question.member is not None or question.way_back or question.talk.task:
        return None
    if not question.intents or says_own(question.text):
        return None
    if _is_bare(question):
        return Answer(_WHICH, _WHICH_CHOICES, asks=AskedNow(Asked.MEANING), says=f"{GENERAL}which")
    if _is_of_bank(question):
        return Answer(_CARD, again=_CARD_AGAIN, says=f"{GENERAL}card")
    if question.about is Subject.ACTIVITY and Aspect.WHO_MAY in question.aspects[:1]:
        return Answer(load_faq()[_ACTIVITY].statement.text, says=f"{GENERAL}{_ACTIVITY}")
    return Answer(_ASIDE, again=_ASIDE_AGAIN, says=f"{GENERAL}aside") if _is_aside(question) else None


def _is_bare(question: Question) -> bool:
    looks_up = all(one in INTENTS and INTENTS[one].looks_up for one in question.intents)
    is_first = not question.talk.topics and question.talk.asked is None
    return looks_up and is_first and len(question.text.strip()) <= _BARE and not question.entities


def _is_of_bank(question: Question) -> bool:
    """Whether money that is in the card is meant, and none that is to come."""
    is_of_card = question.chances.get("ask_member_card", 0.0) >= _LIKELY
    asks_why = {Aspect.WHY, Aspect.WHY_SLOW}.intersection(question.aspects)
    return (
        "check_payment" in question.intents and is_of_card and bool(asks_why) and not question.named("amount")
    )


def _is_aside(question: Question) -> bool:
    """Whether nothing is asked of a record, though one was heard: 合着就不管了."""
    looks_up = all(one in INTENTS and INTENTS[one].looks_up for one in question.intents)
    is_weak = question.chances.get(question.intents[0], 1.0) < _PLAIN
    is_free = not (question.aspects or question.entities or question.programmes)
    return looks_up and is_weak and is_free and bool(question.talk.topics) and question.talk.asked is None
