"""What is asked of notices: which come and which were stopped, what stopping one kind means, and the choice taken back."""

from collections.abc import Sequence

from actions.answering import Answering
from actions.notifications import ASKED, STATE_CHOICES, decide_notices, names_news
from actions.question import Answer, Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject

_EFFECT = (
    "活动、宣传和理赔、打款是分开停的：只停前一类，理赔、打款的不受影响；全停了，这些也不主动发，"
    "进度要您来问，问了我照样说。想恢复，说“打开提醒”。"
)
_STATE = "您的通知是这样："
_AGAIN = "好，照常给您发，停过的也恢复了。"
_NEWS_AGAIN = "好，活动消息打开了，照常给您发。不想收了随时说。"
_OF_EFFECT = frozenset({Aspect.EFFECT, Aspect.NOTIFIED})
_TO_HEAR = (
    "关注公众号“北京市职工互助保障”就行，有消息都发在这里。不想收说“不要活动消息”，想再收说“打开活动消息”；"
    "新活动问一句“最近有什么会员活动”就能看到。"
)
_TO_HEAR_AGAIN = ("消息都发在这个公众号里，关注着就行；想停、想开，说一声就改。",)
_OF_HEARING = frozenset({Aspect.HOW, Aspect.NOTIFIED})
_OF_STATE = frozenset({Aspect.STATE, Aspect.OVERVIEW})


async def answer(_answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """By the state as it is, which the bot adds; a wish is none of these."""
    if not _is_of_notices(question):
        return None
    if _wishes_to_hear(question, aspects):
        return Answer(_TO_HEAR, needs=("tell_notices",), again=_TO_HEAR_AGAIN)
    if _OF_EFFECT.intersection(aspects) and aspects[0] is not Aspect.UNDO:
        return Answer(_EFFECT, needs=("tell_notices",))
    if _OF_STATE.intersection(aspects):
        return Answer(_STATE, STATE_CHOICES, needs=("tell_notices",))
    is_asked = question.talk.asked is not None and question.talk.asked.kind is Asked.YES
    if Aspect.UNDO in aspects and not is_asked:
        if names_news(question.text):
            return Answer(_NEWS_AGAIN, needs=("want_news",))
        return Answer(_AGAIN, needs=("want_news", "want_service"))
    return None


def _wishes_to_hear(question: Question, aspects: Sequence[Aspect]) -> bool:
    """Whether they ask how news reach them, or that it may, before any were spoken of: nothing is stopped and nothing opened."""
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject is Subject.NOTICES
    is_asked = bool(_OF_HEARING.intersection(aspects[:1])) or (
        not aspects and decide_notices(question.text)[0] == ASKED
    )
    return not is_spoken_of and is_asked and question.talk.asked is None


def _is_of_notices(question: Question) -> bool:
    return question.about is Subject.NOTICES or set(question.intents) == {"manage_notifications"}
