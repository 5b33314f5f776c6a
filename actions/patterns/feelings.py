"""How it is with somebody is heard: an aside opens no form and no ticket; what may be done is offered."""

import re

from actions.answering import Answering
from actions.question import Answer, OfferedChoice, Question
from actions.stories import tells_of_death
from actions.urgency import tells_emergency
from vocabulary.expects import Move
from vocabulary.tickets import TicketReason

_WISHES = re.compile(r"申请|报销|理赔|报案|登记|救助|补助|怎么|咋|能不能|可以|帮我|给我|[?？]|吗$|多少")
_MAY_BE = frozenset({"file_claim", "apply_relief", "inform", "out_of_scope", "dispute_claim"})
_LIKELY = 0.5
_HEARD = "您不容易，我听着呢。先顾好自己，手续一样都不急；想说什么，接着说。"
_IN_HOSPITAL = (
    "要看病、要住院，谁心里都打鼓。先听大夫的，好好歇着；单子、票据收好，别的等您缓过来再说，我在这儿。"
)
_AGAIN = (
    "嗯，我在听。这些事压在一个人身上，谁都难。不急着办，想跟同事说说也行，点“转人工”。",
    "辛苦您了。先顾好自己和家里人，事情可以慢慢办，想起哪样就说哪样。",
)
_CHOICES = (OfferedChoice("找同事说", "转人工"),)


async def take(_answering: Answering, question: Question) -> Answer | None:
    """A warm word for words that only tell how it is; danger, death and need of today are met elsewhere."""
    if question.way_back or _WISHES.search(question.text):
        return None
    if tells_emergency(question.text) or tells_of_death(question.text):
        return None
    if not (_is_feeling(question) or _is_aside_in_danger(question)) or question.named("claim_number"):
        return None
    is_ill = question.named("illness") or question.named("event") == "hospital_stay"
    return Answer(_IN_HOSPITAL if is_ill else _HEARD, _CHOICES, again=_AGAIN, is_small_talk=True)


def _is_feeling(question: Question) -> bool:
    return question.move is Move.FEELING and set(question.intents) <= _MAY_BE


def _is_aside_in_danger(question: Question) -> bool:
    """After words of danger, whoever tells how it is and asks nothing is heard before any record is read out."""
    waiting = question.waiting
    is_in_danger = waiting is not None and waiting.reason is TicketReason.CRISIS
    tells = question.chances.get("inform", 0.0) >= _LIKELY and "crisis" not in question.intents
    asks = bool(question.aspects or question.programmes)
    return is_in_danger and tells and not asks and question.move in (None, Move.GIVE, Move.FEELING)
