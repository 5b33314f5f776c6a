"""Where and when one is seen in person: it needs nobody's identity, and least of all after that was refused."""

from dataclasses import replace

from actions.answering import Answering
from actions.question import Answer, OfferedChoice, Question
from actions.talk import Topic
from actions.windows import say_window
from actions.wording import say_list
from claims.access import find_windows
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

_KEY = "windows"
_WORD = "窗口"
_ABOUT = Topic(Subject.SERVICE, _KEY, (), ("ask_contact",))
_OF_OTHERS = frozenset({"book_appointment", "request_human", "crisis", "cancel"})
_WHERE = "能约的窗口在{places}。您在哪个区？说一声，我看您去哪儿方便。地址和开门的钟点我手头没有准的，去之前打 12351 问一下。"
_NONE = "窗口在哪儿，系统里现在没有，打 12351 能问到。"
_TELL = "不想在这里核对身份也没关系，窗口当面核对。"
_HOURS = "窗口几点开门，系统里没有写，我不敢乱说，去之前打 12351 问一下。约的时候会列出能约的钟点；没核对身份，也可以直接去窗口问。"
_HOURS_AGAIN = ("开门的钟点我这里真没有，打 12351 最准。",)
_BOOK = OfferedChoice("约窗口", "我要预约")


async def take(answering: Answering, question: Question) -> Answer | None:
    """The districts that have one, the one for a district, or that no hours are known."""
    if question.way_back or question.talk.task or _OF_OTHERS.intersection(question.intents):
        return None
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.key == _KEY
    district = question.named("district")
    if is_spoken_of and district and set(question.intents) <= {"inform", "ask_contact", "affirm"}:
        said = await say_window(answering.claims, district)
        tell = _TELL if question.member is None else ""
        return Answer(f"{said}{tell}", (_BOOK,), topics=(_ABOUT,))
    if is_spoken_of and {Aspect.TIME, Aspect.VALID}.intersection(question.aspects[:1]):
        return Answer(_HOURS, (_BOOK,), topics=(_ABOUT,), again=_HOURS_AGAIN)
    asks_where = Aspect.WHERE in question.aspects and _WORD in question.text
    if not asks_where or question.member is not None:
        return None  # The member's own union and window are named elsewhere.
    if district:
        return replace(Answer(await say_window(answering.claims, district), (_BOOK,)), topics=(_ABOUT,))
    places = [f"{one.district}区" for one in await find_windows(answering.claims)]
    text = _WHERE.format(places=say_list(dict.fromkeys(places))) if places else _NONE
    return Answer(text, topics=(_ABOUT,))
