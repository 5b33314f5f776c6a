"""What is said while a person is awaited: true at that moment, and never twice in the same words."""

from actions.awaited import say_place, say_who_looks
from actions.question import Answer, OfferedChoice
from vocabulary.awaited import AwaitedPerson
from vocabulary.tickets import MAY_BE_WITHDRAWN, TicketReason

_TAKEN_BACK = "好，不转了，找同事的请求撤回了，刚才留的话也就不用回了。又想找人，说“转人工”。"
_ALL_TAKEN_BACK = "好，撤回了，连同刚才请同事看的那件事。还想办，再说一声就行；又想找人，说“转人工”。"
_KEPT = "好，不催您等着。不过您说的是急事，我给同事留着，没有撤；有什么要补充的，照样说。"
_NOTED = "给同事记下了：“{words}”。同事接的时候看得到，还有要说的接着写。"
_NOTED_AGAIN = ("这一句也记下了：“{words}”，跟前面的放在一起。", "也加上了：“{words}”。想到什么接着写就行。")
_BESIDE = "给同事记下了：“{words}”。"
_WHICH_DAY = "大概是哪天的事？记不清也没关系。"
_NUMBER = "号码给同事记下了，同事接的时候看得到。还有要补充的，接着说。"
_SORRY = "让您等得着急了，对不起。您说的都给同事留着，{place}；急就打 12351。"
_SORRY_AGAIN = (
    "您生气我明白，换谁都着急。前面说的每一句都在，{place}，不用再说一遍。",
    "是我没帮上忙。要补的写一句就行，同事接的时候看得到；{place}。",
    "您说得对，光道歉没用。实在等不了，打职工服务热线 12351；{place}，没有变。",
)
_OF_COMPLAINT = "是我没帮上忙，对不起。您要投诉的事记着呢，{place}；急就打 12351。"
_OF_COMPLAINT_AGAIN = (
    "您生气我明白。前面说的都在投诉里，还有要加的，写一句就行；{place}。",
    "我不跟您争。投诉没有丢，{place}；等不及就打职工服务热线 12351。",
)
_CALL = "着急就打职工服务热线 12351。"
_NO_DAYS = "多久回话没有定好的天数，我说不准。"
_NO_NUMBER = "转给同事的没有编号，就认这个对话，回话也在这里。"
_WITHDRAW = OfferedChoice("不用转了", "不用转了")
_LONGEST = 60


def take_back(waiting: AwaitedPerson) -> Answer:
    """The wish ends, with what was left for whoever came; need of today stays."""
    if waiting.reason not in MAY_BE_WITHDRAWN:
        return Answer(_KEPT)
    return Answer(_ALL_TAKEN_BACK if waiting.about else _TAKEN_BACK, needs=("withdraw_person",))


def say_noted(text: str, *, asks_day: bool = False) -> Answer:
    """What was told, read back, so that nobody has to tell it again."""
    words = _quote(text)
    more = _WHICH_DAY if asks_day else ""
    return Answer(
        _NOTED.format(words=words) + more, again=tuple(one.format(words=words) for one in _NOTED_AGAIN)
    )


def say_noted_beside(text: str) -> str:
    """The same before the answer to what was asked with it."""
    return _BESIDE.format(words=_quote(text))


def say_number_noted() -> Answer:
    """A telephone number is not said back."""
    return Answer(_NUMBER, again=("号码也记下了，跟前面的放在一起。", "好，这个号码也加上了。"))


def meet_anger(waiting: AwaitedPerson) -> Answer:
    """One calm sentence, and one way."""
    place = say_place(waiting)
    is_complaint = waiting.reason is TicketReason.COMPLAINT
    first = _OF_COMPLAINT if is_complaint else _SORRY
    again = _OF_COMPLAINT_AGAIN if is_complaint else _SORRY_AGAIN
    return Answer(first.format(place=place), again=tuple(one.format(place=place) for one in again))


def say_state(
    waiting: AwaitedPerson, *, asks_hours: bool, asks_days: bool, is_down: bool, asks_number: bool = False
) -> Answer:
    """Whether anybody is at work, the hours, the place; no fixed minute, and nothing of what is not known."""
    hours = f"平时的时间是{waiting.hours}。" if waiting.hours and asks_hours else ""
    lead = "登记上了，排着呢。" if is_down else _NO_DAYS if asks_days else _NO_NUMBER if asks_number else ""
    place = say_place(waiting)
    if waiting.is_open or waiting.is_somebody_there:
        minutes = "" if asks_days else "几分钟能轮到，我说不准；"
        first = f"{lead}{say_who_looks(waiting)}{place}。{hours}{minutes}要说的事、方便接的电话和时间，现在就可以写在这里。"
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
    fourth = f"这会儿还没轮到，{place}。您的话一句没丢，先去忙也行，回来在这里接着看。"
    return Answer(first, (_WITHDRAW,), again=(second, third, fourth))


def _quote(text: str) -> str:
    words = text.strip().rstrip("。.！!，, ")
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
