"""A difficulty or a wish of one record is passed on to staff, in the member's own words, after a yes."""

import re

from actions.question import Act, Answer, HandoffWish, OfferedChoice, Question
from actions.reviews.reasons import collect_reasons, quote
from actions.talk import AskedNow
from claims.database import ClaimsDatabase
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked
from vocabulary.tickets import TicketDesk, TicketReason

PASS_ON = "pass_on"
"""What a yes would do."""
PASS_ON_CHOICES = (OfferedChoice("对，转过去", "对，转过去"), OfferedChoice("先不转", "先不转"))
_NAMED = re.compile(
    r"(?:对|是的?|嗯|好的?|行)*[,，\s]*(?:(?:帮我|给我|那就?|就)?(?:转给|交给|请)同事(?:改|看看?|定)?|就?这么改|转过去)(?:吧|了)?[。!！]*"
)
_DONE = "好，转给同事了，是{title} 的事{reason}。"
_WITH_WORDS = "，您说的{quoted}也写上了"
_LEFT = "好，没有转，什么都没动。想转了，说“转给同事”就行。"
_OF_RELIEF = "JZ"


def ask_to_pass_on(key: str) -> AskedNow:
    """The open question whether to pass on what is said of this record."""
    return AskedNow(Asked.YES, PASS_ON, key)


async def pass_on(_claims: ClaimsDatabase, question: Question, key: str) -> Answer:
    """The ticket for the desk, with the record and the words."""
    is_relief = key.startswith(_OF_RELIEF)
    title = f"{'救助申请' if is_relief else '理赔'} {key}" if key else "您说的这件事"
    words = collect_reasons(question, key)
    about = f"{title}{f'，会员说：{quote(words)}' if words else ''}" if key else ""
    reason = _WITH_WORDS.format(quoted=quote(words)) if words else ""
    desk = TicketDesk.RELIEF if is_relief else TicketDesk.CLAIMS
    return Answer(
        _DONE.format(title=title, reason=reason), person=HandoffWish(TicketReason.REQUESTED, desk, about)
    )


PASSING_ON = Act(
    pass_on,
    _NAMED,
    _LEFT,
    may_be_undone=True,
    hears=frozenset({Aspect.HURRY}),
    again="刚才问您的：那件事要转过去吗？",
)
