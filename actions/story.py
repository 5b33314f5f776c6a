"""What is told over several messages: whether one goes on with the story, takes back something of it, or begins another."""

import re
from dataclasses import replace

from actions.likely import find_events
from actions.question import Question
from actions.talk import Draft, Telling, ToldPart
from actions.talk.writing import shorten_telling
from actions.tasks.signals import corrects_plainly, supposes
from actions.warm_words import is_injury
from vocabulary.day_names import find_days
from vocabulary.expects import Asked, Move
from vocabulary.intents import INTENTS
from vocabulary.places import find_hospital
from vocabulary.sums import find_sums

_WISH_WORDS = re.compile(
    r"(?:那|行|好的?|嗯|成|就|先|快|帮我|给我|替我|给|你|您|吧|哦|[，,\s])*(?:登记|登|申请|申报|报)"
    r"(?:一下|上|个|下|这个|(?:[我俺他她]|孩子|娃|老[大二三]|闺女|儿子|自己)?(?:自己|家)?的)?(?:吧|呗|了|哈)?(?=$|[，,。！!\s])"
)
_WISH_AT_END = re.compile(r"(?:给我?|帮我|替我)(?:登记|登|申请)(?:上|了|一下|下)*(?:吧|呗|啊)?[。！!]*$")
_OF_PLAN = re.compile(
    r"(?:那|行|好的?|嗯|成|就|先|帮我|给我|替我|吧|[，,\s])*(?:登记|申请|申报|报)[^，,。？?吗不没]{2,10}$"
)
"""报家财险吧 names what it is to be filed with."""
_BODY, _HOME = "body", "home"
_GROUPS = {
    "fall": _BODY,
    "traffic_accident": _BODY,
    "hospital_stay": _BODY,
    "outpatient_visit": _BODY,
    "fire": _HOME,
    "disaster": _HOME,
}
"""What may belong to one story; any other event stands alone."""
_OF_KIND = {
    "accident": {_BODY, _HOME},
    "hospital_stay": {_BODY},
    "critical_illness": {_BODY},
    "specified_disease": {_BODY},
    "pipe_burst": {"pipe_burst", _HOME},
    "fire": {_HOME, _BODY},
    "medical": {_BODY},
    "disaster": {_HOME, _BODY, "pipe_burst"},
}
"""What may be told of in a form of this kind."""
_FREE = (Asked.STEP, Asked.KIND, Asked.STORY, Asked.GO_ON, Asked.PROGRAMME, Asked.MEANING)
"""What is told while these are open is no answer to them alone."""
_TELLING = (None, Move.GIVE, Move.CORRECT, Move.FEELING, Move.NOT_KNOWN, Move.REFUSE)
_FAMILY = frozenset({"parent", "spouse", "child", "other"})
_ONLY_TELLS = frozenset({"inform", "deny"})
_BESIDE = frozenset({"inform", "deny", "affirm"})
_WISHES = frozenset({"file_claim", "apply_relief"})
_SHORTEST, _SHORTEST_STORY = 4, 6
_LIKELY = 0.5


def wishes_barely(question: Question) -> bool:
    """Whether the words only wish for what was told or explained to be filed."""
    words = question.text.strip()
    is_of_plan = bool(question.programmes) and bool(_OF_PLAN.match(words)) and not question.aspects
    return bool(_WISH_WORDS.match(words) or _WISH_AT_END.search(words)) or is_of_plan


def leave_wish_out(words: str) -> str:
    """What is told beside the wish: 那登记吧 4号夜里着的."""
    return _WISH_WORDS.sub("", words.strip(), count=1).strip(" ，,。！!")


def hear(question: Question, is_more: bool = False) -> Telling | None:
    """What is told once this message is heard; None where it tells nothing. `is_more` is known to go on with the same."""
    before = question.talk.told if question.told else None
    if supposes(question):
        return None
    part = ToldPart(shorten_telling(question.text), question.entities, question.today, _takes_back(question))
    if before is not None and is_more:
        return before.add(part)
    if before is None or _begins_another(before, question):
        return Telling((part,)) if _tells_story(question) else None
    return before.add(replace(part, text=part.text)) if _goes_on(before, question) else None


def is_of_another(question: Question) -> bool:
    """Whether the message tells of something else than what was told before."""
    before = question.talk.told
    return before is not None and _begins_another(before, question)


def takes_back(question: Question) -> bool:
    """Whether the message corrects something of what was told before."""
    return question.told is not None and _takes_back(question) and _is_free(question)


def adds(question: Question) -> bool:
    """Whether the message, which asks nothing, tells more of what was told before: a sum, a day, a place."""
    before = question.talk.told
    if before is None or question.told is None or _takes_back(question) or _begins_another(before, question):
        return False
    circumstances = question.entities.get("circumstance", ())
    asked = question.talk.asked
    if circumstances and asked is not None and asked.kind is Asked.KIND:
        return False  # It answers how it happened.
    is_off_work = "off_work" in circumstances
    moves = (None, Move.GIVE, Move.CHOOSE, *((Move.CORRECT,) if is_off_work else ()))
    is_told = (
        question.move is Move.GIVE and question.chances.get("inform", 0.0) >= _LIKELY and not question.aspects
    )
    is_plain = (is_told or set(question.intents) <= _BESIDE) and question.move in moves
    return is_plain and _is_free(question) and (_names_value(question) or is_off_work)


def tells_of_other(question: Question, draft: Draft, has_story: bool) -> bool:
    """Whether what befell somebody is told in a form of something else: a burst pipe while a fall is filed, or a visit booked."""
    happened = find_events(question) - {"other", "outpatient_visit", "death"}
    if (
        not happened
        or len(question.text) < _SHORTEST_STORY
        or question.move not in (None, Move.GIVE)
        or supposes(question)
    ):
        return False
    if any(INTENTS[one].looks_up for one in question.intents if one in INTENTS):
        return False
    kind = _OF_KIND.get(draft.values.get("kind", ""))
    if has_story and (kind is None or draft.values.get("told") is None):
        return False
    groups = {_GROUPS.get(one, one) for one in happened}
    return not has_story or not (groups & kind if kind else groups)


def _tells_story(question: Question) -> bool:
    """Whether it says what happened; who asks after a record names an illness, and tells nothing."""
    if "death" in question.entities.get("event", ()):
        return True
    looks_up = any(INTENTS[one].looks_up for one in question.intents if one in INTENTS)
    is_asking = looks_up and question.move in (Move.ASK, Move.CARRY) and not _names_value(question)
    is_told = question.tells or (bool(find_events(question)) and question.move is Move.GIVE)
    return is_told and not is_asking


def _begins_another(before: Telling, question: Question) -> bool:
    """Whether another thing befell somebody: of another kind, or another illness with a day of its own."""
    old, new = set(before.entities.get("event", ())), find_events(question)
    if before.sent and question.tells and _names_value(question):
        return True
    if "death" in old:
        return False
    if "death" in new:
        return True
    groups = {_GROUPS.get(one, one) for one in new - {"other"}}
    known = {_GROUPS.get(one, one) for one in old - {"other"}}
    if groups - known and known and not (groups == {_BODY} and not question.named("date")):
        return _tells_story(question)
    return _is_of_other_person(before, question) or _is_of_other_illness(before, question)


def _is_of_other_person(before: Telling, question: Question) -> bool:
    """Whether somebody of the family is named whom nothing befell so far: 我妈查出胃癌 after one's own fall."""
    told, known = set(question.entities.get("relation", ())), set(before.entities.get("relation", ()))
    is_new = bool(told & _FAMILY) and not told & known
    return (
        is_new
        and bool(question.named("illness"))
        and before.entities.get("illness", ()) != ()
        and _tells_story(question)
    )


def _is_of_other_illness(before: Telling, question: Question) -> bool:
    old, new = before.entities.get("illness", ()), question.entities.get("illness", ())
    is_of_kinds = any(map(is_injury, old)) != any(map(is_injury, new))
    if not old or not new or not (question.named("event") or question.named("date") or is_of_kinds):
        return False
    is_same = any(set(one) & set(other) for one in old for other in new)
    return (
        not is_same and not (any(map(is_injury, old)) and any(map(is_injury, new))) and _tells_story(question)
    )


def _goes_on(before: Telling, question: Question) -> bool:
    """Whether it tells more of what was told: names something of it, a sum, a day or a place, or answers what was asked of it."""
    if takes_back(question) or adds(question):
        return True
    only_tells = set(question.intents) <= (_BESIDE if _names_value(question) else _ONLY_TELLS)
    if question.talk.unanswered and only_tells and question.move is Move.GIVE:
        return True  # It is told for what is done once it is known who asks.
    if any(INTENTS[one].looks_up for one in question.intents if one in INTENTS):
        return False
    if question.move not in _TELLING and not (only_tells and question.move is Move.CHOOSE):
        return bool(_WISHES.intersection(question.intents)) and _names_value(question)
    if not _is_free(question):
        return False
    named = (question.named(one) for one in ("illness", "circumstance", "event"))
    tells_on = question.move is Move.GIVE and only_tells and len(question.text) >= _SHORTEST
    is_told = only_tells or bool(_WISHES.intersection(question.intents)) or question.tells
    return (is_told and (any(named) or _names_value(question))) or (tells_on and not _is_of_record(question))


def _is_of_record(question: Question) -> bool:
    topic = question.talk.topic
    return topic is not None and bool(topic.key)


def _is_free(question: Question) -> bool:
    """Whether no open question takes what is told as its answer."""
    asked = question.talk.asked
    return asked is None or asked.kind in _FREE


def _takes_back(question: Question) -> bool:
    return corrects_plainly(question) and _names_value(question)


def _names_value(question: Question) -> bool:
    """Whether it names a day, a sum or a hospital."""
    words = question.text
    return any(find_days(words)) or any(find_sums(words)) or find_hospital(words) is not None
