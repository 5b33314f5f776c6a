"""What seems to ask nothing, but does something else by its move or by what it names, is read as what it likeliest asks."""

import re
from dataclasses import replace

from actions.asking_on import asks
from actions.coverage.happening import is_at_work
from actions.identity import asks_for_owner
from actions.question import Question
from actions.stories.reading import tells_of_death
from actions.urgency import tells_emergency
from actions.whether import asks_whether
from actions.wording import COMPLAINT
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import INTENTS, IntentKind, select
from vocabulary.programmes import find_plan

_ASIDES = frozenset({"inform", "deny", "affirm", "greet", "goodbye", "thank", "cancel"})
_OF_PROGRAMMES = select(kind=IntentKind.PROGRAMME)
_OF_COVER = frozenset({"fall", "traffic_accident", "hospital_stay", "pipe_burst", "fire", "disaster"})
_ELSEWHERE = (("out_of_scope",), ("nlu_fallback",), ())
_GOES_ON = re.compile(r"(?:那|那么|还有)?[^，。？?啥什怎]{2,8}呢[？?]*")
_RELIEF = "check_relief"
_OF_WORK = frozenset(
    {"inform", "check_payment", "ask_eligibility", "ask_scope", "ask_benefit", "ask_contribution"}
)
_VAGUE = 8
_SHORTEST = 6
_SURE, _LIKELY = 0.6, 0.25
"""How likely a question must be beside an aside: by itself, and where the message asks by its move."""
_HALF = 0.5
_NUMBER_CHANGED = 0.7
_GRAVE = 0.75
"""So sure danger must be where it is told that somebody near has died: 我爱人走了."""
_FAMILY = frozenset({"spouse", "parent", "child"})
_MEANT_ELSEWHERE = frozenset({Asked.YES, Asked.KIND, Asked.RECORD, Asked.RATING})


def _mourn(question: Question) -> Question:
    """A loss that is told and no danger, unless that is sure."""
    is_loss = "death" in question.entities.get("event", ()) or (
        bool(_FAMILY.intersection(question.entities.get("relation", ()))) and tells_of_death(question.text)
    )
    if question.intents != ("crisis",) or not is_loss or question.chances.get("crisis", 1.0) >= _GRAVE:
        return question
    return replace(question, intents=("inform",), move=Move.GIVE)


def lean(question: Question) -> Question:
    """The question with what it likeliest asks, where its first reading is an aside: 别说那么多, 就说哪天到."""
    question = _mourn(question)
    question = _of_office(_of_work(_of_no_activity(_call_person(_change_number(question)))))
    question = _sign_up(_turn_to_office(_of_relief(_of_a_story(question))))
    question = _carry_on(_ask_what_is_meant(_of_what_just_happened(_of_one_kind(question))))
    if question.intents == ("complain",):
        return _hear_why(question)
    asked = question.talk.asked
    if not question.intents or not set(question.intents) <= _ASIDES or len(question.text) < _SHORTEST:
        return question
    if asks_for_owner(question) and question.tells and "death" not in question.entities.get("event", ()):
        # Who writes on the telephone of somebody ill wants to know how their matter stands.
        return replace(
            question, intents=("check_claim",), aspects=(Aspect.OVERVIEW,), about=Subject.CLAIM, is_clear=True
        )
    asks_of_else = question.move is Move.ASK and bool(question.programmes)
    is_answer = asked is not None and (asked.kind in _MEANT_ELSEWHERE or asked.act in ("person", COMPLAINT))
    if is_answer and not asks_of_else:
        return question  # What is told for a colleague asks nothing.
    is_told_on = question.told is not None and bool(question.named("amount")) and not asks(question.text)
    if is_told_on:
        return replace(question, move=Move.GIVE)  # What it cost, however it was heard.
    if question.move is Move.FEELING or (Move.FEELING in question.moves and not question.aspects):
        return question  # 怕等不到那天 asks for no day.
    bar = _LIKELY if question.move in (Move.ASK, Move.CARRY, Move.WHY) else _SURE
    meant = next((one for one in question.likely if _is_question(one)), None)
    if meant is None or question.chances.get(meant, 0.0) < bar:
        return question
    return replace(question, intents=(meant,), is_clear=True)


def _of_work(question: Question) -> Question:
    """A plan that is asked about after a hurt at work is of one's own cover, which says that such a hurt goes another way."""
    told, plans = question.told, [one for one in question.programmes if find_plan(one)]
    is_asked = question.move in (Move.ASK, Move.CARRY) and set(question.intents) <= _OF_WORK
    if question.member is None or told is None or not plans or not is_asked or not is_at_work(told):
        return question
    return replace(
        question,
        intents=("ask_scope",),
        aspects=(Aspect.COVERED,),
        about=Subject.COVER,
        parts=(),
        is_clear=True,
    )


def _call_person(question: Question) -> Question:
    """Anger that likely wants a person is met with one, and no card is read out again: 问啥都不知道 找个懂的来."""
    is_wish = "complain" in question.intents and question.move is not Move.WITHDRAW
    if not is_wish or question.chances.get("request_human", 0.0) < _SURE or question.talk.asked:
        return question
    return replace(question, intents=("request_human",), aspects=(), parts=())


def _change_number(question: Question) -> Question:
    """What is told of a new number, by itself, is the wish to have it changed: 我换号了."""
    is_told = set(question.intents) <= {"inform", "nlu_fallback"} and not question.programmes
    is_likely = question.chances.get("update_profile", 0.0) >= _NUMBER_CHANGED
    if not is_told or not is_likely or question.waiting is not None or question.talk.task is not None:
        return question
    return replace(question, intents=("update_profile",), is_clear=True)


def _turn_to_office(question: Question) -> Question:
    """What names another office's matter and may ask for it is that office's: 我摔过腰, 工伤找谁认."""
    office = question.named("office")
    meant = "ask_labour_rights" if office == "work_injury" else "out_of_scope"
    chances = [question.chances.get(one, 0.0) for one in ("out_of_scope", "ask_labour_rights", "ask_contact")]
    # Who tells of a hurt, and what it cost, asks no office: 让狗咬了 打了五针 一共两千三.
    only_tells = question.move is Move.GIVE or not asks(question.text)
    is_story = only_tells and question.tells and office != "work_injury"
    is_aside = set(question.intents) == {"inform"} and not is_story
    if not office or not is_aside or question.programmes or max(chances) < _LIKELY:
        return question
    return replace(question, intents=(meant,), is_clear=True)


def _sign_up(question: Question) -> Question:
    """给我报上 after an activity was spoken of is a wish for it, and no claim is filed."""
    topic = question.talk.topic
    is_of_activity = topic is not None and topic.subject is Subject.ACTIVITY
    tells = question.tells or question.programmes or question.named("event") or question.named("illness")
    wishes = "file_claim" in question.intents and set(question.intents) <= {
        "file_claim",
        "affirm",
        "join_activity",
    }
    if not is_of_activity or tells or not wishes:
        return question
    return replace(question, intents=("join_activity",), about=Subject.ACTIVITY, aspects=())


def _of_office(question: Question) -> Question:
    """What was not understood, or seems only told, but names another office's matter, is that office's."""
    office = question.named("office")
    if question.intents == ("out_of_scope",) and any(find_plan(one) for one in question.programmes):
        meant = next((one for one in question.likely if one in _OF_PROGRAMMES), "")
        is_likely = question.chances.get(meant, 0.0) >= _LIKELY
        return replace(question, intents=(meant,), is_clear=True) if is_likely else question
    if office is None or question.programmes or question.talk.task is not None:
        return question
    is_told = set(question.intents) <= {"inform", "ask_contact"}
    if office == "work_injury" and (is_told or not question.is_clear):
        return replace(
            question, intents=("ask_labour_rights",), aspects=(), about=None, is_clear=True, parts=()
        )
    return question if question.is_clear else replace(question, intents=("out_of_scope",), is_clear=True)


def _of_no_activity(question: Question) -> Question:
    """Who tells of a hurt wants no outing: 免费的那个能赔不."""
    is_unsure = question.chances.get("join_activity", 0.0) < _HALF
    if (
        question.intents != ("join_activity",)
        or not is_unsure
        or not (question.named("event") or question.named("illness"))
    ):
        return question
    meant = next((one for one in question.likely if one in _OF_PROGRAMMES), None)
    return replace(question, intents=(meant,), about=None, is_clear=True) if meant else question


def _carry_on(question: Question) -> Question:
    """Another programme's name, and no more, asks of it what was asked of the last: 那意外险的呢."""
    before = tuple(i for i in question.talk.aspects if i in _OF_PROGRAMMES and i != "ask_overview")
    is_bare = set(question.intents) <= {"inform", "ask_overview"} and _GOES_ON.fullmatch(
        question.text.strip()
    )
    if not before or not is_bare or not question.programmes or question.move is Move.ASK:
        return question
    return replace(question, intents=before, is_clear=True)


def _of_one_kind(question: Question) -> Question:
    """Of a plan that is named, how it stands is asked of its claim and of no application for relief."""
    named = question.programmes and not any(code.startswith("relief_") for code in question.programmes)
    if not named or not {"check_claim", "check_payment"}.intersection(question.intents):
        return question
    return _ask_of_no_application(question)


def _of_relief(question: Question) -> Question:
    """What relief asks of no application of one's own is asked of the fund: 救助能给他申请不."""
    topic = question.talk.topic
    is_of_own = topic is not None and topic.subject is Subject.RELIEF and bool(topic.key)
    is_asked = bool(question.intents) and set(question.intents) <= _OF_PROGRAMMES
    if question.programmes or is_of_own or not is_asked or question.about is not Subject.RELIEF:
        return question
    if "救助" not in question.text or "二次" in question.text:
        return question
    return replace(question, programmes=("relief_fund",), context_programmes=("relief_fund",))


def _of_a_story(question: Question) -> Question:
    """A story that ends in whether it counts is of one's own cover, whatever else it was taken for; else it only tells."""
    is_told = question.tells and _OF_COVER.intersection(question.entities.get("event", ()))
    if not is_told or question.intents not in _ELSEWHERE or question.named("office"):
        return question
    if not asks_whether(question):
        return replace(question, intents=("inform",), is_clear=True)
    return replace(
        question, intents=("ask_scope",), aspects=(Aspect.COVERED,), about=Subject.COVER, is_clear=True
    )


def _of_what_just_happened(question: Question) -> Question:
    """What befell somebody this very day is applied for, and no application of it is looked up: 房顶塌了, 有救助没有."""
    is_of_both = {"apply_relief", _RELIEF} <= set(question.intents)
    if not is_of_both or question.named("relief_number") or not tells_emergency(question.text):
        return question
    return replace(_ask_of_no_application(question), aspects=(), about=None)


def _ask_of_no_application(question: Question) -> Question:
    parts = tuple(
        replace(one, intents=tuple(each for each in one.intents if each != _RELIEF)) for one in question.parts
    )
    return replace(question, intents=tuple(i for i in question.intents if i != _RELIEF), parts=parts)


def _ask_what_is_meant(question: Question) -> Question:
    """那个还要吗 as the first words of all is of some paper, and no record of anybody's; how is no wish to be told news."""
    talk = question.talk
    is_first = not talk.topics and talk.unanswered is None and not question.entities
    if (
        is_first
        and question.member is None
        and len(question.text) <= _VAGUE
        and Aspect.MISSING in question.aspects
    ):
        return replace(question, intents=("ask_documents",), about=None)
    is_of_all = Aspect.COVERED in question.aspects and not question.entities and "你们" in question.text
    if (
        question.intents == ("ask_scope",)
        and is_of_all
        and question.chances.get("ask_overview", 0.0) >= _HALF
    ):
        return replace(question, intents=("ask_overview",), context_programmes=(), aspects=(), about=None)
    is_of_cover = talk.topic is not None and talk.topic.subject is Subject.COVER
    if question.intents == ("manage_notifications",) and Aspect.HOW in question.aspects and is_of_cover:
        return replace(question, intents=("check_coverage",), about=Subject.COVER)
    return question


def _hear_why(question: Question) -> Question:
    """Anger that tells what was not paid is about that decision, and not about the service alone."""
    tells = question.tells or question.named("amount") or question.programmes
    if not tells or question.talk.topic is not None or question.chances.get("dispute_claim", 0.0) < _LIKELY:
        return question
    return replace(question, intents=("dispute_claim", "complain"))


def _is_question(intent: str) -> bool:
    found = INTENTS.get(intent)
    return found is not None and found.kind in (IntentKind.PROGRAMME, IntentKind.RECORDS)
