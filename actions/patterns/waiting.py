"""A person is awaited: how it stands, what is added for them, and the wish taken back; all else is answered as ever."""

import re
from dataclasses import replace
from datetime import timedelta

from actions.answering import Answering
from actions.patterns import own_records
from actions.patterns.awaited_words import (
    meet_anger,
    say_noted,
    say_noted_beside,
    say_number_noted,
    say_state,
    take_back,
)
from actions.question import Answer, Question
from actions.talk import AskedNow
from actions.tasks.readers import is_of_registered
from actions.tasks.signals import asks_something
from actions.urgency import tells_emergency
from actions.wording import COMPLAINT
from vocabulary.aspects import Aspect
from vocabulary.awaited import AwaitedPerson
from vocabulary.expects import Asked, Move, Subject
from vocabulary.tickets import MAY_BE_WITHDRAWN, TicketReason

_WITHDRAWS = re.compile(
    r"(?:不用|不必|别|甭|先不|不)(?:再)?(?:给我|帮我)?(?:转|找人|找同事|等他?们?|叫人|麻烦(?:他们|同事|你们))(?:了|人工|同事)|不找了|"
    r"取消(?:转)?人工|撤(?:回|了)(?:吧|人工)?$|撤(?:回|了)吧|不(?:用|要)(?:人工|人|同事)了|人不用来|(?:不想?|不用)复核了|不用(?:给我)?登记了"
)
_ASKS_WHEN = re.compile(
    r"(?:几点|什么时候|啥时候?|多久|多长时间|何时|几时|哪天|几天|多会儿?)[^，。？?]{0,6}(?:回|答复|理|有人|有信|上班|下班|接|联系|找我|来人|轮到)|"
    r"(?:回|理|接|联系)[^，。？?]{0,4}(?:要|得|还要)?(?:多久|几天|多长时间)|今天能(?:回|有人)|"
    r"(?:还|到底|究竟)?有(?:没有?|活)?人(?:没有?|吗|呢|在|啊)|有没有人|没人[啊吗呀么了呢]?[?？]?$|人呢|来了?没|还在吗|转(?:到|过去|好|上)?了?(?:没有?|吗)$|转到(?:哪|谁)|"
    r"前面(?:还)?有?几|排(?:到|在)?第?几|几点(?:上|下)班|(?:今天|现在|周[六日末]|礼拜[六天日]|星期[六天日]|节假日|国庆|中午|晚上)[^，。？?]{0,4}(?:上班|有人|值班)|催"
)
_ASKS_HOW_LONG = re.compile(
    r"(?:还|得|要)[^，。？?]{0,3}(?:多久|多长时间|几[天分]|等到)|没人[啊吗呀么了]?[?？]?$"
)
"""Of a record, where one is spoken of; else of the person."""
_IS_IT_DOWN = re.compile(
    r"(?:登记|报|记|转|交)(?:上|好|过去|到)(?:去)?了?(?:吗|没有?)|(?:登记|记)了(?:吗|没有?)"
)
_ASKS_HOURS = re.compile(r"几点(?:上|下)班|上班|值班|有人|周[六日末]|礼拜|星期|节假日|国庆")
_TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ASKS = re.compile(r"[?？]|吗$|呢$|怎么|咋|什么|啥|多少|哪")
_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.RELIEF, Subject.VISIT, Subject.PAPERS)
_WRITE_DOWN = re.compile(r"(?:写|记|备注)[上下]|帮我记|告诉(?:他|同事)|跟(?:他|同事)说")
_CALL_ME = re.compile(
    r"(?:尾号|尾数|号码)[^，。]{0,3}\d{3,4}(?!\d)|[上下]午(?:别|再|打)|(?:别|再|晚点)打"
    r"|(?:给|往)我?(?:家里)?(?:打|回|来)(?:个)?电话|打我(?:手机|电话)"
)
_FRESH = timedelta(minutes=30)
_URGENT = (TicketReason.REQUESTED, TicketReason.RELIEF_URGENT, TicketReason.COMPLAINT)
_ENDS = (Move.STOP, Move.REFUSE)
_GIVES_UP = frozenset({"cancel", "deny"})
_OF_PERSON = frozenset({Aspect.STATE, Aspect.WHEN, Aspect.WHY_SLOW, Aspect.HURRY})
_TELLS = frozenset({"inform", "complain", "nlu_fallback", "out_of_scope"})
_NOTED = (Move.GIVE, Move.FOR_PERSON, Move.CORRECT)
_OF_ONESELF = re.compile(r"\d|[我俺咱]|[一二三四五六七八九十]万")
"""What says nothing of oneself and names no number is small talk, and no word for a colleague."""
_CHATTING = "嗯，听着呢。要给同事留的话，写“留言：……”就行，别的也可以接着问我。"
_ASKS_SEEN = re.compile(
    r"(?:看|瞧)(?:见|到|了|过)[^，。？?]{0,6}(?:没|吗)|(?:有人|谁)(?:看|接|打开|处理)|打开(?:看)?了?(?:没|吗)"
)
_ASKS_NUMBER = re.compile(
    r"(?:受理|登记|工单|排队|什么|有无|有没有|给[我个]*)[^，。？?]{0,3}(?:编号|单号|号码)|(?:编号|单号)[^，。？?]{0,4}(?:多少|给|有|发)"
)
_TELLS_NOTHING = (Move.COURTESY, Move.AGREE, Move.LOST, Move.WHY)
_COURTEOUS = frozenset({"thank", "greet", "goodbye", "affirm", "ask_bot", "ask_help"})
_OPEN = AskedNow(Asked.STEP, "person")
"""After words about the person, what follows is likely about the person too."""


async def take(answering: Answering, question: Question) -> Answer | None:
    """The wish taken back, how it stands, or what is left for whoever comes."""
    waiting = _find(question)
    if waiting is None:
        return None
    if _withdraws(question, waiting):
        return await _answer_besides(answering, question, take_back(waiting))
    answer = _take(question, waiting)
    return replace(answer, asks=answer.asks or _OPEN) if answer else None


async def _answer_besides(answering: Answering, question: Question, taken_back: Answer) -> Answer:
    """With the answer to what is asked of a record in the same breath: 不等了，我那笔到了没."""
    asking = question.parts[-1:] if len(question.parts) > 1 else ()
    intents = tuple(one for one in question.intents if one not in _GIVES_UP)
    if not asking or not intents or not question.aspects or question.about not in _RECORDS:
        return taken_back
    talk = replace(question.talk, asked=None)
    rest = replace(
        question, text=asking[0].text, intents=intents, parts=(), move=None, talk=talk, waiting=None
    )
    more = await own_records.take(answering, rest)
    if more is None or more.opens or more.person:
        return taken_back
    first = taken_back.text.partition("。")[0]
    needs = tuple(dict.fromkeys((*taken_back.needs, *more.needs)))
    return replace(more, text=f"{first}。\n{more.text}", needs=needs)


def _take(question: Question, waiting: AwaitedPerson) -> Answer | None:
    tells, stands = _tells(question, waiting), _asks_how_it_stands(question, waiting)
    if stands:
        state = _say_state(question, waiting)
        return replace(state, text=f"{say_noted_beside(question.text)}{state.text}") if tells else state
    if tells and not _asks_besides(question):
        is_missing = question.talk.is_asked(Asked.STORY, COMPLAINT) and not question.named("date")
        return say_noted(question.text, asks_day=is_missing)
    if set(question.intents) == {"complain"} and waiting.reason.urgency <= TicketReason.COMPLAINT.urgency:
        return meet_anger(waiting)
    return say_number_noted() if _TELEPHONE.search(question.text) and not tells else None


def take_back_in_form(question: Question) -> Answer | None:
    """The same within a form, which goes on: only the wish for a person ends."""
    waiting = _find(question)
    is_meant = question.move is Move.WITHDRAW or bool(_WITHDRAWS.search(question.text))
    return take_back(waiting) if waiting and is_meant else None


def hear_in_form(question: Question) -> Answer | None:
    """Who wants to be called instead of asked on is noted for whoever comes: 别问了，给我打电话."""
    waiting = _find(question)
    if waiting is None or not _CALL_ME.search(question.text) or _TELEPHONE.search(question.text):
        return None
    return replace(say_noted(question.text), asks=_OPEN)


async def note(_answering: Answering, question: Question) -> Answer | None:
    """What says something, asks nothing and fits nothing else is meant for whoever comes."""
    waiting = _find(question)
    if waiting is None or question.programmes or question.named("claim_number"):
        return None
    if _ASKS.search(question.text) or (question.talk.asked and question.talk.asked != _OPEN):
        return None
    is_fresh = question.now - waiting.since <= _FRESH
    tells = set(question.intents) <= {"inform"} and (question.is_clear or is_fresh)
    if tells and question.move not in _NOTED and not (question.aspects or _OF_ONESELF.search(question.text)):
        return Answer(_CHATTING, asks=_OPEN, is_small_talk=True)
    return replace(say_noted(question.text), asks=_OPEN) if tells else None


def note_beside(question: Question, answer: Answer) -> Answer:
    """The answer to what was asked, after what was told with it is noted."""
    waiting = _find(question)
    if (
        waiting is None
        or not answer.text
        or question.talk.task
        or answer.asks == _OPEN
        or "stands_by" in answer.needs
    ):
        return answer
    if not _tells(question, waiting) or not _asks_besides(question):
        return answer
    return replace(answer, text=f"{say_noted_beside(question.text)}\n{answer.text}")


def _find(question: Question) -> AwaitedPerson | None:
    """None as well in danger, where the bot stays with them otherwise."""
    waiting = question.waiting
    if waiting is None or waiting.reason is TicketReason.CRISIS or question.way_back:
        return None
    return None if "crisis" in question.intents or tells_emergency(question.text) else waiting


def _withdraws(question: Question, waiting: AwaitedPerson) -> bool:
    """Said in so many words; or given up right after words about the person."""
    if question.move is Move.WITHDRAW or _WITHDRAWS.search(question.text):
        return True
    is_meant = question.move in _ENDS and set(question.intents) <= _GIVES_UP
    gives_up = is_meant or set(question.intents) == {"cancel"}
    return gives_up and question.talk.asked == _OPEN and waiting.reason in MAY_BE_WITHDRAWN


def _tells(question: Question, waiting: AwaitedPerson) -> bool:
    """Whether something is told for whoever comes: a complaint's particulars, when to call, what to say."""
    if question.move in _TELLS_NOTHING or set(question.intents) <= _COURTEOUS or _is_mood_alone(question):
        return False
    if (
        question.move is Move.FOR_PERSON
        or _WRITE_DOWN.search(question.text)
        or _CALL_ME.search(question.text)
        or is_of_registered(question.text)
        or question.talk.is_asked(Asked.STORY, COMPLAINT)
    ):
        return True
    if question.talk.asked and question.talk.asked != _OPEN:
        return False
    if "inform" in question.intents and len(question.intents) > 1 and question.talk.asked == _OPEN:
        return True
    if question.talk.asked == _OPEN and question.move is Move.GIVE and set(question.intents) <= {"inform"}:
        return True
    is_told = question.move in (Move.GIVE, Move.CORRECT) or bool(question.named("date"))
    return waiting.reason is TicketReason.COMPLAINT and is_told and set(question.intents) <= _TELLS


def _is_mood_alone(question: Question) -> bool:
    """Whether how it is with them is all that is told, which is heard and not written down for a colleague."""
    is_for_person = question.move is Move.FOR_PERSON or bool(_WRITE_DOWN.search(question.text))
    return (
        question.mood is not None and not is_for_person and not question.talk.is_asked(Asked.STORY, COMPLAINT)
    )


def _asks_besides(question: Question) -> bool:
    """Whether the message asks something of its own besides what it tells; a complaint's story asks of records alone."""
    if question.talk.is_asked(Asked.STORY, COMPLAINT):
        return question.about in _RECORDS and bool(question.aspects)
    of_rule = bool(question.programmes) and any(one.startswith("ask_") for one in question.intents)
    return of_rule or asks_something(question) or bool(question.aspects)


def _asks_how_it_stands(question: Question, waiting: AwaitedPerson) -> bool:
    """A person asked for again is asked about; a review or a wish that waits is no person asked for yet."""
    if "request_human" in question.intents:
        return waiting.reason in _URGENT
    if question.about is Subject.PERSON and _OF_PERSON.intersection(question.aspects):
        return True
    if question.named("claim_number") or question.programmes:
        return False
    if _ASKS_NUMBER.search(question.text):
        return True
    if waiting.about and _ASKS_SEEN.search(question.text):
        return True
    is_of_wish = waiting.reason in (TicketReason.INTEREST, TicketReason.DISPUTE)
    topic = question.talk.topic
    if is_of_wish and topic is not None and topic.subject in _RECORDS:
        return False  # The wait that is asked about is the record's.
    is_of_record = topic is not None and topic.subject in _RECORDS
    if _ASKS_HOW_LONG.search(question.text) and not is_of_record:
        return True
    return bool(_ASKS_WHEN.search(question.text) or (is_of_wish and _IS_IT_DOWN.search(question.text)))


def _say_state(question: Question, waiting: AwaitedPerson) -> Answer:
    is_complaint = waiting.reason is TicketReason.COMPLAINT
    return say_state(
        waiting,
        asks_hours=bool(_ASKS_HOURS.search(question.text)),
        asks_days=is_complaint and "request_human" not in question.intents,
        is_down=bool(_IS_IT_DOWN.search(question.text)),
        asks_number=bool(_ASKS_NUMBER.search(question.text)),
    )
