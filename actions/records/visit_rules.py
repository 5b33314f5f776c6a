"""What is asked of a visit besides when and where: who may go, what else will do, and what nobody wrote; no booking is begun."""

from collections.abc import Mapping

from actions.not_known import say_not_written
from actions.question import Answer, OfferedChoice, Question
from vocabulary.aspects import Aspect

_ASK = "去之前打职工热线 12351 问一句最稳。"
_BOOK = (OfferedChoice("预约", "我要预约"),)
_RULES: Mapping[Aspect, str] = {
    Aspect.WHO_MAY: f"谁能去、能不能替，窗口的规定我这里没有；本人带身份证去最稳。{_ASK}",
    Aspect.SUBSTITUTE: f"没带齐、拿别的代替行不行，要看窗口，我这里没有规定。身份证、原件先带上，{_ASK}",
    Aspect.NOTIFIED: "去之前提醒不提醒，看您的通知开没开；最稳的是记住日子，问我一句也能看到。",
    Aspect.AMOUNT: f"去窗口要不要钱、前头排多少人，我这里都没有。{_ASK}",
    Aspect.HURRY: "窗口办事快慢我这里说不准；想早去，说“改时间”换个近的日子。",
    Aspect.COMPARED: "别人约在哪天、为什么不一样，我看不到，只看得到您自己的。",
    Aspect.MORE: "去过了、错过了都能再约，说“我要预约”就行。",
    Aspect.ELSEWHERE: "不去窗口也行：材料能在这里拍照传，或交给单位工会的经办人；有话点“转人工”。",
    Aspect.MEANING: "预约就是先把去窗口的日子、半天定下来，到时候带上身份证去。",
}
_OF_BOOKED: Mapping[Aspect, str] = {
    Aspect.CERTAIN: "约上了，位子给您留着，{when}去就行。",
    Aspect.HOW: "{when}带上身份证、京卡去就行；要改说“改时间”，不去了说“取消预约”。",
}
_NOT_OF_VISIT = frozenset(
    {
        Aspect.WHY,
        Aspect.WHY_SLOW,
        Aspect.RECKONING,
        Aspect.COVERED,
        Aspect.CARD,
        Aspect.ADVANCE,
        Aspect.ORIGIN,
    }
)


def say_rule(question: Question, aspect: Aspect, when: str) -> Answer | None:
    """What is known for such a question, with the day of the visit that stands; None where it is of the booking itself."""
    if when and aspect in _OF_BOOKED:
        return Answer(_OF_BOOKED[aspect].format(when=when))
    known = _RULES.get(aspect)
    if known is None and aspect not in _NOT_OF_VISIT:
        return None
    text = known or f"{say_not_written(question, aspect)}{_ASK}"
    return Answer(text, () if when else _BOOK)
