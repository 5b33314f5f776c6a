"""Somebody would rather not prove who they are: the reason in one sentence, and another way."""

import re

from actions.answering import Answering
from actions.question import Answer, OfferedChoice, Question
from actions.talk import AskedNow
from actions.urgency import tells_emergency
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import INTENTS

IDENTITY = "identity"
"""The step that is open after the page was offered."""
_UNWILLING = re.compile(
    r"不(?:想|愿意?|敢|要|给|绑|核|填|放心|方便)|凭(?:啥|什么)|(?:为什么|为啥|干嘛|干啥|干什么|咋|怎么)[^，。？?]{0,4}(?:要|非|老|又|还)?[^，。？?]{0,4}(?:身份|绑|核|证|填|号|这个|信息)|"
    r"(?:要|填|绑|核)[^，。？?]{0,6}(?:干啥|干嘛|干什么|做什么|做啥)|骗|泄露|隐私|安全(?:吗|不)|信不过|直接(?:告诉|查|说)|你?就(?:告诉|说)(?:我)?(?:呗|吧|行)?|非(?:得|要)"
)
_MOVES = (Move.REFUSE, Move.WHY, Move.STOP)
_REASON = (
    "要核对，是因为理赔和救助的记录只给本人看，不能谁来问都说。怕有假，可以打职工热线 12351 核实；不想在这里核对，"
    "就问单位工会的经办人、去窗口，或者回复“转人工”。怎么报、多久到这些，不核对也能问我。"
)
_AGAIN = (
    "不核对也行，我不勉强。只是那样我看不到您的记录：要查进度，问单位工会的经办人或者窗口；怎么报、要什么材料这些，不核对也能问我。",
    "您不放心是对的。这件事不在这里办也可以：点“转人工”跟同事说，或者约窗口当面办。",
)
_NOT_ENOUGH = (
    "光凭这些还不够：重名、同区的人多，记录只能给本人看，页面上三样都对上才行。不想填也有别的路：问单位工会的经办人、"
    "约窗口当面查，或者打职工热线 12351。"
)
_NOT_ENOUGH_AGAIN = (
    "我不是不信您，只是谁说一样的话我都得一样答。当面查最省事：单位工会的经办人，或者约个窗口。",
)
_CHOICES = (OfferedChoice("转人工", "转人工"), OfferedChoice("约窗口", "我要预约"))
_STEPS = (
    "不着急，一步一步来：\n1. 点上面那行蓝字“点这里核对身份”。\n2. 填三样：姓名、身份证号、京卡号后四位。\n"
    "3. 点“核对”，看到“认证好了”就回到这里。\n字小看不清，请家里人在旁边帮着填；或者让单位工会的经办人、窗口帮您，也可以找同事。"
)
_STEPS_AGAIN = (
    "只有三样要填：姓名、身份证号、京卡号后四位，填完点“核对”。自己弄不了，不用为难：点下面找同事，或者问单位工会的经办人。",
    "那就别弄页面了。点下面找同事，把卡在哪一步告诉他；家里人在身边，也可以请他帮着填。",
)
_HELP = (OfferedChoice("找同事帮我弄", "转人工"), OfferedChoice("约窗口", "我要预约"))
_OPEN = AskedNow(Asked.STEP, IDENTITY)


_KEPT = "这些也记下了，核对完身份一块儿填进去，不用再说。点上面的链接，填三样就行。"
_KEPT_AGAIN = ("记下了，接着说也行；核对完身份，我都给您填上。", "好，这句也记着。")


async def take(_answering: Answering, question: Question) -> Answer | None:
    """The reason and another way, where the page was offered and is not wanted, or something less is told instead."""
    is_open = question.talk.is_asked(Asked.STEP, IDENTITY)
    if question.member is not None or question.way_back:
        return None
    if question.programmes or "request_human" in question.intents or tells_emergency(question.text):
        return None
    if _goes_on_telling(question):
        return Answer(_KEPT, needs=("identity",), asks=_OPEN, again=_KEPT_AGAIN)
    if _tells_less(question):
        return Answer(_NOT_ENOUGH, _CHOICES, again=_NOT_ENOUGH_AGAIN, asks=_OPEN)
    is_no = question.move in _MOVES or set(question.intents) == {"deny"}
    if not is_open and not _is_put_off(question):
        return None
    asks_why = question.about is Subject.IDENTITY and bool(
        {Aspect.WHY, Aspect.MISSING} & set(question.aspects)
    )
    if is_no or asks_why or (is_open and _UNWILLING.search(question.text)):
        return Answer(_REASON, _CHOICES, again=_AGAIN, asks=_OPEN)
    return None


def _is_put_off(question: Question) -> bool:
    """Whether the page was offered before, a question still waits for it, and the message is about that."""
    return question.talk.unanswered is not None and question.about is Subject.IDENTITY


def _goes_on_telling(question: Question) -> bool:
    """Whether more is told for what is to be applied for, before it is known who asks."""
    waiting = question.talk.unanswered
    acts = waiting is not None and any(INTENTS[one].is_act for one in waiting.intents if one in INTENTS)
    return (
        acts
        and question.move is Move.GIVE
        and question.about is not Subject.IDENTITY
        and set(question.intents) <= {"inform", "deny"}
    )


def _tells_less(question: Question) -> bool:
    """Whether they tell who they are in the chat, or ask whether something less would do."""
    if question.talk.unanswered is None:
        return False
    is_less = question.about is Subject.IDENTITY and Aspect.SUBSTITUTE in question.aspects
    is_told = question.move is Move.GIVE or question.named("district") is not None
    asked = question.talk.asked
    is_free = asked is None or asked.kind is Asked.STEP
    return is_less or (is_told and is_free and set(question.intents) == {"inform"} and not question.tells)


def say_steps() -> Answer:
    """The way through the page, for one who cannot manage it; the second time another way altogether."""
    return Answer(_STEPS, _HELP, needs=("identity",), again=_STEPS_AGAIN, asks=_OPEN)
