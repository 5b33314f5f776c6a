"""What stands in the way of whoever lost somebody: they are no member themselves, or the unit does not help."""

import re
from dataclasses import replace

from actions.faq import answer_faq
from actions.question import Answer, OfferedChoice, Question

_NO_MEMBER = re.compile(r"(?:不是|没|没有)[^，。？?]{0,4}(?:会员|入会|入工会)")
_UNIT_REFUSES = re.compile(
    r"(?:单位|公司|厂里|工会)[^，。？?]{0,8}(?:不管|不理|不认|不办|不给办|推来推去|推着|踢皮球)"
)
_FAMILY = "family_not_members_claim"
_ABOVE = (
    "人刚走，还让您碰这样的钉子，太难为您了。单位推着不办，上面还有镇（街道）的工会和区总工会，打职工热线 12351 也能问，"
    "把单位的名字、他的名字说给他们听。要我们的同事帮着问，点下面。"
)
_ABOVE_AGAIN = ("您别一趟趟跑单位了，先打 12351，把单位不办的事说清；要同事帮着问，点下面。",)
_TO_PERSON = (OfferedChoice("找同事说", "转人工"),)


def meet(question: Question) -> Answer | None:
    """The way on all the same; None where nothing stands in it."""
    if _UNIT_REFUSES.search(question.text):
        return Answer(_ABOVE, _TO_PERSON, again=_ABOVE_AGAIN)
    if _NO_MEMBER.search(question.text):
        known = answer_faq(replace(question, faq=_FAMILY))
        return replace(known, choices=_TO_PERSON) if known else None
    return None
