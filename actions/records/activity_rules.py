"""What is asked of an activity besides seats and hours: whether one is told, who else may take the seat, and what nobody wrote."""

import re
from collections.abc import Mapping, Sequence

from actions.not_known import say_not_written
from actions.question import Question
from actions.wording import say_list
from claims.values import Activity, ActivitySignUp
from vocabulary.aspects import Aspect

OF_COUNT = re.compile(
    r"名额|位[子置]|座|几[个位名]?人?|多少人|[剩还][^，。？?]{0,3}几个|前[头面]|排[了到着]?(?:多少|几)"
)
OF_LINE = re.compile(r"前[头面]|排[了到着]?(?:多少|几)")
TOLD = "轮到了会不会有专门的通知，系统里没写，我不敢说会；随时来问您报了哪些活动，就看得到排第几、轮到没有。"
_NO_LINE = "您现在没有报着、也没有排着队的活动。"
_LINE = "前头排了几位，要排上队才看得到自己是第几位。"
_FULL = "满了、能排队的有{titles}，想排说“报名”和名字就行。"
_ASK = "请问单位工会，或回复“转人工”。"
_RULES: Mapping[Aspect, str] = {
    Aspect.SUBSTITUTE: "自己去不了，换别人顶名额行不行，系统里没写。去不了早点说一声，名额让给下一位。",
    Aspect.WHO: f"这个活动谁在管，系统里没写。{_ASK}",
    Aspect.HURRY: "排队快不了，有人退出才轮到下一位。",
    Aspect.COMPARED: f"别人报没报上、为什么不一样，我看不到。{_ASK}",
}


def say_rule(aspect: Aspect, question: Question, when: str, is_mine: bool) -> str:
    """What is known of one activity for such a question; else that it is not written."""
    if aspect is Aspect.NOTIFIED:
        return TOLD
    if aspect is Aspect.NEXT:
        return (
            f"不用再办什么，到时候去就行：{when}。" if is_mine else f"想去，说一声“报名”就给您报上：{when}。"
        )
    return _RULES.get(aspect) or f"{say_not_written(question, aspect)}{_ASK}"


def say_of_line(
    aspects: Sequence[Aspect],
    question: Question,
    activities: Sequence[Activity],
    mine: Mapping[str, ActivitySignUp],
) -> str:
    """Of no one activity: whether one is told of a seat, and how many are before; empty where neither is asked."""
    if Aspect.NOTIFIED in aspects:
        return TOLD if mine else f"{_NO_LINE}{TOLD}"
    if Aspect.AMOUNT not in aspects or not OF_COUNT.search(question.text):
        return ""
    full = say_list(f"“{one.title}”" for one in activities if not one.seats_left and one.code not in mine)
    return _LINE + (_FULL.format(titles=full) if full else "")
