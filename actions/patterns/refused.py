"""Whoever insists on another person's records hears the reason once, warmly, and the ways that person has."""

import re

from actions.answering import Answering
from actions.identity import OF_PROVING, REFUSAL_CHOICES, REFUSED
from actions.question import Answer, Question
from vocabulary.expects import Asked

_INSISTS = re.compile(
    r"一家|户口本|夫妻|两口子|媳妇|老婆|老公|爱人|老伴|我[爸妈]|我(?:儿子|闺女|女儿|孩子)|他|她|同意|授权|咋了|怎么了|为啥|为什么|凭啥|凭什么|不行"
)
_OWN = re.compile(r"我(?:自己|本人)")
_BARELY_OWN = re.compile(
    r"那?(?:就|先)?[看查问说]?(?:一下|下|看|查)?我(?:自己|本人|个人)(?:的|那[个笔份])?(?:呢|吧)?[?？。！!]*"
)
"""那我自己的呢: the same, of oneself."""
_REASON = (
    "是一家人我也得守着：记录只给本人看，换了别人来问他的，我也一样不说。让他在自己的微信里核对一次就能查；"
    "不方便的话，请他单位工会的经办人帮着查，或者带上证件去窗口。"
)
_REASON_TO_ANY = (
    "您是好心，我明白。可记录只给本人看，谁来问我都一样不说，别人的证件号也别发在这里。"
    "让本人在自己的微信里核对一次就能查；不方便的话，请单位工会的经办人帮着查，或者带上证件去窗口。"
)
_FAMILY = re.compile(r"一家|户口本|夫妻|两口子|媳妇|老婆|老公|爱人|老伴|我[爸妈]|我(?:儿子|闺女|女儿|孩子)")
_AGAIN = ("我明白您是替家里操心。本人点一下链接就能看，一分钟的事；实在不行点“转人工”，同事告诉您怎么办。",)


async def take(answering: Answering, question: Question) -> Answer | None:
    """The reason and another way, where somebody else's records were just refused and are wanted all the same; or one's own."""
    asked = question.talk.asked
    if asked is None or (asked.kind, asked.act) != (Asked.STEP, REFUSED):
        return None
    if _BARELY_OWN.fullmatch(question.text.strip()):
        return await answering.answer(question.asking(("check_claim",), ()))
    is_own = _OWN.search(question.text) or question.entities.get("claim_number")
    if is_own or not set(question.intents) <= OF_PROVING or not _INSISTS.search(question.text):
        return None
    reason = _REASON if _FAMILY.search(question.text) else _REASON_TO_ANY
    return Answer(reason, REFUSAL_CHOICES, asks=asked, again=_AGAIN)
