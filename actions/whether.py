"""Whether something may be claimed or had is a question: it opens no form, which comes once it is wished for."""

import re

from actions.interests import is_wished
from actions.question import Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject

_LIKELY = 0.4
_WHETHER = frozenset({Aspect.COVERED, Aspect.WHO_MAY, Aspect.CERTAIN, Aspect.VALID})
_IN_WORDS = re.compile(
    r"(?:能|可以|给|还能|可)(?:够)?(?:理)?[报赔领销申][^，。？?]{0,4}(?:吗|么|嘛|不|没有?)(?:[啊呀呢？?。]|$)"
    r"|(?:能不能|可不可以|能否)(?:给)?(?:我)?(?:理)?[报赔领销申]|[报赔]不[报赔]|[报赔]得[了上](?:吗|不)"
)
"""Where the model does not tell."""
_SUPPOSED_YES = re.compile(r"能[^，。？?]{0,8}(?:报|赔|算|管|领)(?:的|上|下来)?吧[？?。]*$")
_WHICH = re.compile(
    r"(?:按|算|报|走|是)[^，。？?]{1,8}(?:还是|抑或|或者?是?)[^，。？?]{0,6}(?:意外|工伤|报|算|走|申报)"
)
"""能按大病报吧; 该按工伤还是按意外报."""


def asks_whether(question: Question) -> bool:
    """Whether it is asked if it may be claimed, and not wished for besides."""
    if find_spoken_of(question) or _SUPPOSED_YES.search(question.text) or _asks_which_way(question):
        return True
    if is_wished(question.text) or question.move in (Move.AGREE, Move.GO_ON):
        return False
    is_told_so = bool(question.aspects) and question.aspects[0] in _WHETHER and question.move is Move.ASK
    return is_told_so or bool(_IN_WORDS.search(question.text))


def _asks_which_way(question: Question) -> bool:
    """Whether it is asked as which of two it is to be filed: 该按工伤还是按意外报."""
    return bool(_WHICH.search(question.text))


def find_spoken_of(question: Question) -> tuple[str, ...]:
    """The programme that was explained, where the message goes on from it and likely asks what it pays for: 那能报吧."""
    topic = question.talk.topic
    if topic is None or topic.subject is not Subject.PROGRAMME or "ask_scope" not in topic.aspects:
        return ()
    is_of_it = question.move is Move.CARRY and question.about is Subject.PROGRAMME
    return topic.programmes if is_of_it and question.chances.get("ask_scope", 0.0) >= _LIKELY else ()
