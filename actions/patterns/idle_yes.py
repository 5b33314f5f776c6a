"""A yes where nothing waits for one: that nothing was changed by it, and what stands."""

from actions.answering import Answering
from actions.question import Answer, Question
from vocabulary.expects import Move, Subject

_YES = frozenset({"affirm", "goodbye"})
"""With thanks beside it, it is thanks."""
_SENT = "已经交上去了，编号 {key}，不用再交。想知道到哪一步，随时问我。"
_NOTHING = "好。刚才没有等您点头才办的事，什么都没动；想办哪样，说一句我就接着来。"
_AGAIN = ("好，您接着说。现在没有办着的事，也没有改动什么。",)


async def take(_answering: Answering, question: Question) -> Answer | None:
    """None at the very beginning, or where something is open that the yes may be of."""
    talk = question.talk
    is_yes = set(question.intents) <= _YES and question.intents[:1] == ("affirm",) and not question.aspects
    if not is_yes or talk.asked or question.waiting or question.way_back or not talk.said:
        return None
    topic, told = talk.topic, talk.told
    is_of_sent = topic is not None and topic.key and topic.subject in (Subject.CLAIM, Subject.RELIEF)
    if topic is not None and is_of_sent and told is not None and told.sent and Move.SUBMIT in question.moves:
        return Answer(_SENT.format(key=topic.key), topics=(topic,))
    return Answer(_NOTHING, again=_AGAIN, is_small_talk=True)
