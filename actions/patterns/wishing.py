"""A service that a desk sees to: the wish for what is spoken of is taken down, and asked after it is not another thing."""

import re

from actions.answering import Answering
from actions.interests import (
    DESKS,
    find_taken_down,
    find_wish,
    offer_to_take_down,
    take_down,
    take_down_joining,
    wishes_to_join,
)
from actions.question import Answer, OfferedChoice, Question
from actions.urgency import tells_emergency

_STATUS = re.compile(
    r"(?:登记|登|记|报|办|申请|转|弄)(?:好|上|下来?|成|完|过去|到)?了?(?:吗|没有?|么|不|哪[了儿步一]*[^，。]{0,4})[?？。]*$"
    r"|记的?了?(?:啥|什么)|(?:多久|几天|啥时候|什么时候)[^，。？?]{0,4}(?:有|给|来)?(?:信|消息|回|结果|联系)"
    r"|(?:办|走|弄|到)(?:到)?(?:了)?哪(?:一)?[了步儿]|[有没]消息|(?:怎么|咋)(?:还)?(?:没|不)(?:人|有人)?(?:联系|信|消息)"
)
_OTHER = re.compile(r"理赔|报销|[Ll][Pp]|救助|钱")
_KEPT = (
    "记着呢：您想办的是{name}，管这件事的同事那边已经有了。办到哪一步，我这里还看不到；想催，回复“转人工”。"
)
_UNSEEN = "{name}办到哪一步、您在不在里头，我这里还看不到。想知道准话，回复“转人工”，请同事查。"
_LOOKING_UP = frozenset({"check_claim", "check_coverage", "check_relief"})
_MORE = "好，您说的这些，办{name}的同事都看得到。还有要说的，接着说。"
_MORE_AGAIN = ("这一句也记下了，跟前面的放在一起。", "好，也加上了。想到什么接着说就行。")
_SHORTEST = 3
_TO_PERSON = OfferedChoice("转人工", "转人工")


async def take(answering: Answering, question: Question) -> Answer | None:
    """Takes a wish down, says that it is, or hears more of it; None where no such service is meant."""
    if question.way_back or tells_emergency(question.text):
        return None
    if code := wishes_to_join(question):
        return take_down_joining(answering.knowledge, code, question)
    if code := find_wish(question):
        return take_down(answering.knowledge, code, question)
    taken = find_taken_down(question)
    unseen = next((one for one in question.programmes if one in DESKS), None)
    if unseen and unseen != taken and set(question.intents) <= _LOOKING_UP:
        name = answering.knowledge.short_name(unseen)
        return Answer(
            _UNSEEN.format(name=name),
            (_TO_PERSON, *offer_to_take_down(answering.knowledge, (unseen,), "ask_process")),
        )
    if taken is None or set(question.programmes) - {taken}:
        return None
    name = answering.knowledge.short_name(taken)
    if _STATUS.search(question.text) and (question.programmes or not _OTHER.search(question.text)):
        return Answer(_KEPT.format(name=name), (_TO_PERSON,))
    is_told = set(question.intents) == {"inform"} and not question.named("claim_number")
    return (
        Answer(_MORE.format(name=name), again=_MORE_AGAIN)
        if is_told and len(question.text) > _SHORTEST
        else None
    )
