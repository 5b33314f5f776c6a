"""A person is awaited: how it stands, what is added for them, and the wish taken back; all else is answered as ever."""

import re
from dataclasses import replace
from datetime import timedelta

from actions.answering import Answering
from actions.question import Answer, OfferedChoice, Question
from actions.urgency import tells_emergency
from vocabulary.awaited import AwaitedPerson
from vocabulary.expects import Move, Subject
from vocabulary.tickets import MAY_BE_WITHDRAWN, TicketReason

_WITHDRAWS = re.compile(
    r"(?:不用|不必|别|甭|先不|不)(?:再)?(?:给我|帮我)?(?:转|找人|找同事|等他?们?|叫人|麻烦(?:他们|同事|你们))(?:了|人工|同事)|不找了|"
    r"取消(?:转)?人工|撤(?:回|了)(?:吧|人工)?$|撤(?:回|了)吧|不(?:用|要)(?:人工|人|同事)了|人不用来|(?:不想?|不用)复核了|不用(?:给我)?登记了"
)
_ASKS_WHEN = re.compile(
    r"(?:几点|什么时候|啥时候?|多久|多长时间|何时|几时|哪天|多会儿?)[^，。？?]{0,6}(?:回|理|有人|有信|上班|下班|接|联系|找我|来人|轮到)|"
    r"(?:回|理|接|联系)[^，。？?]{0,4}(?:要|得|还要)?(?:多久|几天|多长时间)|今天能(?:回|有人)|"
    r"(?:还|到底|究竟)?有(?:没有?|活)?人(?:没有?|吗|呢|在|啊)|人呢|来了?没|还在吗|转(?:到|过去|好|上)?了?(?:没有?|吗)$|转到(?:哪|谁)|"
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
_FRESH = timedelta(minutes=30)
_URGENT = (TicketReason.REQUESTED, TicketReason.RELIEF_URGENT)

_TAKEN_BACK = "好，不转了，刚才找同事的请求撤回了。有什么接着问我；又想找人，说“转人工”。"
_ALL_TAKEN_BACK = "好，撤回了，连同刚才请同事看的那件事。还想办，再说一声就行；又想找人，说“转人工”。"
_KEPT = "好，不催您等着。不过您说的是急事，我给同事留着，没有撤；有什么要补充的，照样说。"
_WRITE_DOWN = re.compile(r"(?:写|记|加|补|备注)[上下]|帮我记|告诉(?:他|同事)|跟(?:他|同事)说")
_ADDED = "您要写上的也给同事记下了。"
_NOTED = "给同事记下了，同事接的时候看得到。还有要补充的，接着说。"
_NOTED_AGAIN = ("这一句也记下了，跟前面的放在一起。", "好，也加上了。想到什么接着说就行。")
_NUMBER = "号码给同事记下了，同事接的时候看得到。还有要补充的，接着说。"
_SORRY = "让您等得着急了，对不起。您说的都给同事留着。"
_SORRY_AGAIN = (
    "您生气我明白，换谁都着急。这句也给同事留着。",
    "是我们慢了。您说的每一句都在，不用再说一遍。",
)
_CALL = "着急就打职工服务热线 12351。"
_WITHDRAW = OfferedChoice("不用转了", "不用转了")


async def take(_answering: Answering, question: Question) -> Answer | None:
    """The wish taken back, how it stands, or what is left for whoever comes."""
    waiting = _find(question)
    if waiting is None:
        return None
    if question.move is Move.WITHDRAW or _WITHDRAWS.search(question.text):
        return _take_back(waiting)
    if _asks_how_it_stands(question, waiting):
        told = _say_state(waiting, question)
        return replace(told, text=f"{_ADDED}{told.text}") if _adds(question) else told
    if set(question.intents) == {"complain"} and waiting.reason.urgency <= TicketReason.COMPLAINT.urgency:
        state = f"{_say_place(waiting)}。"
        return Answer(f"{_SORRY}{state}", again=tuple(f"{sorry}{state}" for sorry in _SORRY_AGAIN))
    is_of_complaint = waiting.reason is TicketReason.COMPLAINT and set(question.intents) <= {"inform"}
    if question.move is Move.FOR_PERSON or (is_of_complaint and not question.programmes):
        return Answer(_NOTED, again=_NOTED_AGAIN)
    return Answer(_NUMBER, again=_NOTED_AGAIN) if _TELEPHONE.search(question.text) else None


def take_back_in_form(question: Question) -> Answer | None:
    """The same within a form, which goes on: only the wish for a person ends."""
    waiting = _find(question)
    is_meant = question.move is Move.WITHDRAW or bool(_WITHDRAWS.search(question.text))
    return _take_back(waiting) if waiting and is_meant else None


async def note(_answering: Answering, question: Question) -> Answer | None:
    """What says something, asks nothing and fits nothing else is meant for whoever comes."""
    waiting = _find(question)
    if waiting is None or question.programmes or question.named("claim_number") or question.talk.asked:
        return None
    if _ASKS.search(question.text):
        return None
    is_fresh = question.now - waiting.since <= _FRESH
    tells = set(question.intents) <= {"inform"} and (question.is_clear or is_fresh)
    return Answer(_NOTED, again=_NOTED_AGAIN) if tells else None


def _find(question: Question) -> AwaitedPerson | None:
    """None as well in danger, where the bot stays with them otherwise."""
    waiting = question.waiting
    if waiting is None or waiting.reason is TicketReason.CRISIS or question.way_back:
        return None
    return None if "crisis" in question.intents or tells_emergency(question.text) else waiting


def _adds(question: Question) -> bool:
    """Whether it is told what they are to write down, besides what is asked."""
    return question.move is Move.FOR_PERSON or bool(_WRITE_DOWN.search(question.text))


def _take_back(waiting: AwaitedPerson) -> Answer:
    if waiting.reason not in MAY_BE_WITHDRAWN:
        return Answer(_KEPT)
    return Answer(_ALL_TAKEN_BACK if waiting.about else _TAKEN_BACK, needs=("withdraw_person",))


def _asks_how_it_stands(question: Question, waiting: AwaitedPerson) -> bool:
    """A person asked for again is asked about; a review or a wish that waits is no person asked for yet."""
    if "request_human" in question.intents:
        return waiting.reason in _URGENT
    if question.named("claim_number") or question.programmes:
        return False
    is_of_wish = waiting.reason in (TicketReason.INTEREST, TicketReason.DISPUTE)
    topic = question.talk.topic
    if is_of_wish and topic is not None and topic.subject in _RECORDS:
        return False  # The wait that is asked about is the record's.
    is_of_record = topic is not None and topic.subject in _RECORDS
    if _ASKS_HOW_LONG.search(question.text) and not is_of_record:
        return True
    return bool(_ASKS_WHEN.search(question.text) or (is_of_wish and _IS_IT_DOWN.search(question.text)))


def _say_state(waiting: AwaitedPerson, question: Question) -> Answer:
    """Whether anybody is at work, the hours, the place; no fixed minute, and nothing of what is not known."""
    hours = f"平时的时间是{waiting.hours}。" if waiting.hours and _ASKS_HOURS.search(question.text) else ""
    lead = "登记上了，排着呢。" if _IS_IT_DOWN.search(question.text) else ""
    place = _say_place(waiting)
    if waiting.is_open or waiting.is_somebody_there:
        first = f"{lead}{_say_who_looks(waiting)}{place}。{hours}几分钟能轮到，我说不准；您的话都留着，等的时候照样可以问我。"
        second = f"还是排着，{place}。{hours}我催不动，您别干等，{_CALL}"
    else:
        back = (
            f"{waiting.opening}上班，上班以后按顺序回，准点我不敢说"
            if waiting.opening
            else "什么时候上班，我这里没有写"
        )
        first = f"{lead}这会儿没有同事在班上，{back}。{place}。{hours}要说的现在就可以留下，{_CALL}"
        second = f"还没到上班时间{f'，{waiting.opening}上班' if waiting.opening else ''}。{hours}您的话留着呢，不用守着；{_CALL}"
    third = f"您排着的位置没有变，{place}。实在等不了，单位工会的经办人和区里的窗口也能问；不想等了，说“不用转了”。"
    return Answer(first, (_WITHDRAW,), again=(second, third))


def _say_place(waiting: AwaitedPerson) -> str:
    return f"前面还有 {waiting.ahead} 位" if waiting.ahead else "您排在最前面"


def _say_who_looks(waiting: AwaitedPerson) -> str:
    if waiting.is_being_read:
        return "同事已经打开您的话了，"
    return "同事在班上，还没接到您，" if waiting.is_somebody_there else "您的话已经排给同事，还没有人打开，"
