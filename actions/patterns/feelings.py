"""How it is with somebody is heard: an aside opens no form and no ticket; what may be done is offered."""

import re
from collections.abc import Sequence

from actions.answering import Answering
from actions.faq import hear_mood
from actions.question import Answer, OfferedChoice, Question
from actions.stories import tells_of_death
from actions.stories.reading import is_afraid, names_fear
from actions.urgency import tells_emergency
from vocabulary.expects import Move
from vocabulary.tickets import TicketReason

_WISHES = re.compile(r"申请|报销|理赔|报案|登记|救助|补助|怎么|咋|能不能|可以|帮我|给我|[?？]|吗$|多少")
_MAY_BE = frozenset({"file_claim", "apply_relief", "inform", "out_of_scope", "dispute_claim"})
_TELLS = frozenset(
    {
        "inform",
        "complain",
        "out_of_scope",
        "thank",
        "greet",
        "goodbye",
        "ask_bot",
        "seek_health_advice",
        "deny",
        "affirm",
    }
)
_ACTS = frozenset(
    {"request_human", "crisis", "unbind_identity", "update_profile", "book_appointment", "submit_documents"}
)
_LIKELY = 0.5
_OF_NEED = frozenset({"apply_relief", "file_claim", "dispute_claim", "complain"})
_HARD = 0.3
"""How likely a complaint or danger must be, that a hard time is told of and not the weather."""
_BEFORE_OPERATION = (
    "要动手术，心里发毛是常情，换谁都一样。担心的都问问大夫，身边叫个人陪着。盼您顺顺当当；票据、出院小结收好，别的出院再说。",
    "您这一关不好过，我听您说。今天早点歇着，手续的事一样都不急。",
    "盼您手术顺利，出来慢慢养，我在这儿。",
)
_AFRAID = (
    "害怕是常情，换谁心里都打鼓。先听大夫的，身边叫个人陪着；保障、理赔的事都不急，放一放没关系。",
    "嗯，我在听。怕就说出来，别一个人憋着；实在难受，12356 有人专门听您说话。",
    "您已经够难的了。喝口水，歇一歇，想说什么接着说。",
)
_IN_HOSPITAL = (
    "要看病、要住院，谁心里都打鼓。先听大夫的，好好歇着；单子、票据收好，别的等您缓过来再说，我在这儿。",
    "嗯，我在听。您先顾好身体，别的都能放一放。",
    "辛苦您了。好好养着，想起哪样就说哪样。",
)
_LISTENING = (
    "嗯，我听着呢。想说什么接着说，不急着办事。",
    "您接着说，我在。",
    "嗯，我在听。",
)
_CHILD = (
    "孩子遭罪，您也跟着揪心。先陪着他，按大夫说的来；报不报得上，等您有空了我帮您看。",
    "孩子好得快，您也歇口气。",
)
_HEARD = (
    "您这一阵真不容易，我听着呢。想说什么接着说，事情可以慢慢办。",
    "嗯，我在听。这些事压在一个人身上，谁都难。想跟同事说说也行，点“转人工”。",
    "辛苦您了。先顾好自己和家里人，想起哪样就说哪样。",
)
_CHOICES = (OfferedChoice("找同事说", "转人工"),)
_OPERATION = re.compile(r"手术|开刀|上台子")


async def take(_answering: Answering, question: Question) -> Answer | None:
    """A warm word for words that only tell how it is; danger, death and need of today are met elsewhere."""
    if question.way_back or tells_emergency(question.text) or tells_of_death(question.text):
        return None
    if _asks_nothing(question) and (heard := hear_mood(question)):
        return heard
    if _WISHES.search(question.text):
        return None
    if not (_is_feeling(question) or _is_aside_in_danger(question)) or question.named("claim_number"):
        return None
    first, *again = _find_words(question)
    choices = _CHOICES if first == _HEARD[0] else ()
    return Answer(first, choices, again=tuple(again), is_small_talk=True)


def _asks_nothing(question: Question) -> bool:
    """Whether how it is with them is all that is told: no record is asked after, and nothing is to be done."""
    if question.named("claim_number") or question.named("relief_number"):
        return False
    if question.move is Move.FEELING or set(question.intents) <= _TELLS:
        return not set(question.intents) & _ACTS
    return False


def _find_words(question: Question) -> Sequence[str]:
    """What fits: an operation, fear, or a hard time."""
    if _OPERATION.search(question.text):
        return _BEFORE_OPERATION
    if names_fear(question):
        return _AFRAID
    is_ill = question.named("illness") or question.named("event") == "hospital_stay"
    if is_ill and "child" in question.entities.get("relation", ()):
        return _CHILD
    if is_ill:
        return _IN_HOSPITAL
    is_hard = bool(_OF_NEED.intersection(question.intents)) or any(
        question.chances.get(one, 0.0) >= _HARD for one in ("complain", "crisis")
    )
    return _HEARD if is_hard else _LISTENING


def _is_feeling(question: Question) -> bool:
    if is_afraid(question) and question.move in (None, Move.GIVE, Move.FEELING, Move.CARRY):
        return True
    return question.move is Move.FEELING and set(question.intents) <= _MAY_BE


def _is_aside_in_danger(question: Question) -> bool:
    """After words of danger, whoever tells how it is and asks nothing is heard before any record is read out."""
    waiting = question.waiting
    is_in_danger = waiting is not None and waiting.reason is TicketReason.CRISIS
    tells = question.chances.get("inform", 0.0) >= _LIKELY and "crisis" not in question.intents
    asks = bool(question.aspects or question.programmes)
    return is_in_danger and tells and not asks and question.move in (None, Move.GIVE, Move.FEELING)
