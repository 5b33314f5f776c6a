"""How it is with somebody is heard: an aside opens no form and no ticket; what may be done is offered."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answering import Answering, calls_for_person
from actions.faq import hear_mood
from actions.marking import was_said
from actions.question import Answer, OfferedChoice, Question
from actions.stories import tells_of_death
from actions.stories.reading import is_afraid, names_fear
from actions.talk import AskedNow
from actions.urgency import tells_emergency
from vocabulary.expects import Asked, Move
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
_AT_THE_END = (
    "您这话我听着揪心。这会儿身上难受得厉害吗，身边有没有人？撑不住就打 120；心里怕、想找人说，打 12356。钱和手续先放一边，您慢慢说，我听着。",
    "我在，您不是一个人。叫个亲人到身边坐坐，疼得厉害、喘不上来就打 120。想说什么，接着跟我说。",
    "您心里装着事，别自己扛。跟家里人、跟大夫都说说；想找外人说，12356 有人听。我在这儿。",
)
_COMPANY = (
    "一个人待着，想找人说说话，太平常了，您说，我陪着。我是自动答话的，不是真人；想跟真人说，点下面找同事；心里堵得难受，打 12356 有人专门听。",
    "我在呢，您接着说，说什么都行。",
)
_LISTENS_ON = (
    "听您这么一说，那会儿的日子像在眼前似的。后来呢？您接着讲，我爱听。",
    "嗯，我听着呢，这些事说出来心里就亮堂点。还有什么，接着说。",
    "您说的我都听进去了。想起什么就说什么，不赶时间。",
)
_KEEPS_COMPANY, _ALONE, _TALKS = "company", "mood_alone_at_night", "talk_to_someone"
_DESPAIRS = 0.4
"""How likely danger must be, that fear is of dying and not of a result."""
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
    if _fears_the_worst(question):
        return Answer(_AT_THE_END[0], _CHOICES, again=_AT_THE_END[1:], says="at_the_end", is_small_talk=True)
    if _wants_company(question):
        return Answer(
            _COMPANY[0],
            _CHOICES,
            again=_COMPANY[1:],
            says=_KEEPS_COMPANY,
            asks=AskedNow(Asked.STEP, "request_human"),
            is_small_talk=True,
        )
    if question.move is Move.FEELING and question.mood is None:
        question = replace(question, mood=question.likely_mood)
    if _asks_nothing(question) and (heard := hear_mood(question)):
        return heard
    if _chats_on(question):
        return Answer(_LISTENS_ON[0], again=_LISTENS_ON[1:], says="listens_on", is_small_talk=True)
    if _WISHES.search(question.text):
        return None
    if not (_is_feeling(question) or _is_aside_in_danger(question)) or question.named("claim_number"):
        return None
    first, *again = _find_words(question)
    choices = _CHOICES if first == _HEARD[0] else ()
    return Answer(first, choices, again=tuple(again), is_small_talk=True)


def _fears_the_worst(question: Question) -> bool:
    """Whether fear for life itself is told beside nothing else; what is asked of a record is not."""
    tells = set(question.intents) <= {"inform"} and not question.aspects and Move.FEELING in question.moves
    is_heard_else = question.mood is not None or _is_kept_company(question)
    return tells and not is_heard_else and question.chances.get("crisis", 0.0) >= _DESPAIRS


def _wants_company(question: Question) -> bool:
    """Whether somebody to talk to is longed for, and no colleague called: 想跟人说两句."""
    is_told = question.move is Move.FEELING and not question.aspects
    is_likely = _TALKS in (question.likely_faq, question.faq)
    is_wish = set(question.intents) <= {"request_human", "inform"} and "request_human" in question.intents
    is_plain = calls_for_person(question.text) and not is_likely
    told = question.told
    is_asked = question.talk.is_asked(Asked.KIND, "death")
    if is_asked or (told is not None and tells_of_death(told.text)):
        return False  # Whoever mourns was offered a person, and takes the offer.
    return (is_told or is_likely) and is_wish and not is_plain and question.waiting is None


def _is_kept_company(question: Question) -> bool:
    return any(was_said(one, question) for one in (_KEEPS_COMPANY, f"faq:{_ALONE}"))


def _chats_on(question: Question) -> bool:
    """Whether they tell on of their life, once they are kept company, and nothing befell them."""
    befell = question.tells or question.named("amount") or question.programmes or question.aspects
    return (
        _is_kept_company(question)
        and not befell
        and set(question.intents) <= {"inform"}
        and question.waiting is None
    )


def _asks_nothing(question: Question) -> bool:
    """Whether how it is with them is all that is told: no record is asked after, and nothing is to be done."""
    if question.named("claim_number") or question.named("relief_number"):
        return False
    if question.move is Move.ASK and "seek_health_advice" in question.intents:
        return False  # What to take for it is asked of a doctor.
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
    is_told = question.move is Move.FEELING or (
        Move.FEELING in question.moves and set(question.intents) <= {"inform"} and not question.aspects
    )
    return is_told and set(question.intents) <= _MAY_BE


def _is_aside_in_danger(question: Question) -> bool:
    """After words of danger, whoever tells how it is and asks nothing is heard before any record is read out."""
    waiting = question.waiting
    is_in_danger = waiting is not None and waiting.reason is TicketReason.CRISIS
    tells = question.chances.get("inform", 0.0) >= _LIKELY and "crisis" not in question.intents
    asks = bool(question.aspects or question.programmes)
    return is_in_danger and tells and not asks and question.move in (None, Move.GIVE, Move.FEELING)
