"""Whether a picture arrived that nobody has told anything of yet: when it came, and what it may be."""

import re
from collections.abc import Sequence

from actions.answering import Answering
from actions.identity import refuse_another
from actions.papers import find_loose, find_open, say_loose
from actions.question import Answer, Question
from vocabulary.aspects import Aspect

_RECEIVED = re.compile(
    r"(?:你们|那|都|照片|图|材料)*(?:收|传|发)(?:着|到|上去|过去|成功)?了?(?:没有?|吗|么|没啊|吧)[啊呀呢]?[?？。]*"
)


async def answer(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """The pictures that wait; None where none does, or where it is not asked whether something came."""
    is_asked = Aspect.RECEIVED in aspects or (not aspects and _RECEIVED.fullmatch(question.text.strip()))
    if question.member is None or not is_asked or refuse_another(question):
        return None
    loose = await find_loose(answering.claims, question.member)
    if not loose:
        return None
    return say_loose(loose, await find_open(answering.claims, question.member), question.today)
