"""What is asked of notices: which come and which were stopped, what stopping one kind means, and the choice taken back."""

from collections.abc import Sequence

from actions.answering import Answering
from actions.notifications import STATE_CHOICES, names_news
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
_OF_STATE = frozenset({Aspect.STATE, Aspect.OVERVIEW})


async def answer(_answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """By the state as it is, which the bot adds; a wish is none of these."""
    if not _is_of_notices(question):
        return None
    if _OF_EFFECT.intersection(aspects):
        return Answer(_EFFECT, needs=("tell_notices",))
    if _OF_STATE.intersection(aspects):
        return Answer(_STATE, STATE_CHOICES, needs=("tell_notices",))
    is_asked = question.talk.asked is not None and question.talk.asked.kind is Asked.YES
    if Aspect.UNDO in aspects and not is_asked:
        if names_news(question.text):
            return Answer(_NEWS_AGAIN, needs=("want_news",))
        return Answer(_AGAIN, needs=("want_news", "want_service"))
    return None


def _is_of_notices(question: Question) -> bool:
    return question.about is Subject.NOTICES or set(question.intents) == {"manage_notifications"}
