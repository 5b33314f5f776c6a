"""On the way to the page: numbers do not belong in the chat, and why what was typed there may not fit."""

import re

from actions.answering import Answering
from actions.identity import OF_PROVING
from actions.question import Answer, OfferedChoice, Question
from vocabulary.expects import Asked

_NUMBER = re.compile(r"\d{4,}|尾号|身份证号?(?:是|：|:)|\d{3,}[Xx]")
_TYPED = re.compile(
    r"(?:输|填|写|打)的?(?:没错|对|都对|是对)|没(?:输|填)错|对不上|(?:不|没)(?:给)?通过|核对不(?:了|上|过)|认证不(?:了|上|过)"
)
_NOT_HERE = (
    "号码别发在聊天里，我在这儿也核对不了。点下面的链接，在页面上填姓名、身份证号、京卡号后四位。"
    "填不了的话，找单位工会的经办人、去窗口，或者回复“转人工”。"
)
_WHY_NOT = (
    "您没填错也可能对不上：换过单位、卡号是旧的、京卡还没办下来，都会这样。可以再点链接试一次；"
    "还不行，请单位工会的经办人把您的登记改过来，或者回复“转人工”，同事帮您查。"
)
_TO_PERSON = (OfferedChoice("转人工", "转人工"),)


async def take(_answering: Answering, question: Question) -> Answer | None:
    """What helps with the page, where it was just offered and the message is about it."""
    asked = question.talk.asked
    is_asked = asked is not None and (asked.kind, asked.act) == (Asked.STEP, "identity")
    if question.member is not None or not is_asked or not set(question.intents) <= OF_PROVING:
        return None
    if _TYPED.search(question.text):
        return Answer(_WHY_NOT, _TO_PERSON, needs=("identity",))
    if _NUMBER.search(question.text):
        return Answer(_NOT_HERE, _TO_PERSON, needs=("identity",))
    return None
