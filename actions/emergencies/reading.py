"""Reads which emergency is under way, and which of its matters a message speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from actions.interests import is_wished
from actions.likely import find_events
from actions.question import Question
from actions.talk import Telling, ToldPart, Topic
from actions.talk.writing import shorten_telling
from actions.tasks.signals import asks_something
from actions.urgency import has_no_shelter, is_long_ago, names_a_case
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import INTENTS
from vocabulary.tickets import TicketReason

FIRE, DISASTER, LIFE = "fire", "disaster", "life"
KEY = "emergency"
"""The topic that keeps an emergency: its kind, its day, and what was said of it already."""
_LASTS = timedelta(days=1)
_ALARMS = {"fire": FIRE, "illness": LIFE}
_TOLD = {"faq:now_fire": FIRE, "faq:now_flooding_home": DISASTER, "faq:now_water_and_electricity": DISASTER}
_BY_WATER = re.compile(r"水|淹|塌|震|垮|滑坡|泥石流|埋")
_OF_HOME = re.compile(r"家|房|屋|村|院|东西|铺|宿舍|货")
_HELP = re.compile(
    r"(?:消防|119|救火|120|救护车|急救|大夫|医生|警察|民警|110|交警)[^，。]{0,6}(?:来|到|在|拉|接|扑|灭|弄|处理)"
    r"|(?:在|到|去|送|进|拉)(?:了)?(?:医院|急诊)|火(?:已经)?(?:灭|扑|救)"
)
_SAFE = re.compile(
    r"人(?:都|倒|倒是|员|全|全都)*(?:没(?:什么|啥|大)?事|平安|安全|没伤|好着|出来|跑出来)"
    r"|没(?:有)?(?:人|伤着人|伤到人|人受)?(?:受)?伤|(?:都|全|跑|撤|逃)(?:都|跑)?出来|^出来了|没大?事"
)
_HURT = re.compile(
    r"烫|燎|烧[伤着到]|灼|呛|摔|磕|碰[伤着]|受伤|伤[了着到]|骨[折裂]|砸[了伤着到]|划|扭|崴|流血|破皮"
)
_BURN = re.compile(r"烫|燎|烧[伤着到]|灼")
_PAPER = re.compile(r"证明|单子|认定书|材料|手续|票据|发票")
_BARE = re.compile(
    r"(?:那|行|好的?|嗯|成|就|先|快|现在|直接|开始|帮我|给我|替我|我|要|想|你|您|[，,\s])*(?:申请|报案|申报|登记|填|报)"
    r"(?:一下|上|个|下)?(?:应急)?(?:救助|那个)?(?:吧|呗|了|哈)?[。！!]*"
)
_ANYBODY = re.compile(r"(?:有|来)(?:个|没有?|活)?人(?:没有?|吗|么|嘛|管)|没人(?:管|理|问)")
_OF_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS, Subject.RELIEF)
_OBJECTS = frozenset({"complain", "dispute_claim"})
_WISHES = frozenset({"apply_relief", "file_claim"})
_WISHING = (Move.AGREE, Move.GO_ON, Move.SUBMIT, Move.CHOOSE)
_HOW = frozenset({"ask_process", "ask_deadline"})
_WHAT = frozenset(
    {"ask_scope", "ask_eligibility", "ask_overview", "ask_contact", "check_coverage", "ask_enrolment"}
)
_ASKED = frozenset(
    {Aspect.WHO_MAY, Aspect.COVERED, Aspect.ELSEWHERE, Aspect.WHO, Aspect.NEXT, Aspect.CERTAIN}
)
_TELLS = frozenset(
    {
        "inform",
        "affirm",
        "deny",
        "greet",
        "goodbye",
        "thank",
        "complain",
        "out_of_scope",
        "submit_documents",
        "nlu_fallback",
    }
)
_LEAVES = frozenset({"cancel", "deny", "goodbye", "inform", "thank", "affirm"})
_LEFT_ALONE = frozenset({"crisis", "bind_identity", "unbind_identity", "book_appointment", "join_activity"})


@dataclass(frozen=True)
class Emergency:
    """`said` are the marks of what was said of it; `is_alarm`: its first words were met by the numbers to call."""

    kind: str
    said: tuple[str, ...] = ()
    is_new: bool = False
    is_alarm: bool = False

    def as_topic(self, question: Question, marks: Sequence[str]) -> Topic:
        """The same with what has been said now."""
        said = tuple(dict.fromkeys((*self.said, *marks)))
        day = question.today.isoformat()
        return Topic(Subject.PROGRAMME, KEY, ("relief_disaster",), (self.kind, day, *said))


@dataclass(frozen=True)
class Matters:
    """What a message speaks of."""

    is_safe: bool
    has_help: bool
    is_hurt: bool
    is_burn: bool
    has_no_shelter: bool
    of_papers: bool
    of_amount: bool
    of_way: bool
    of_plans: bool
    is_wish: bool
    wants_person: bool

    @property
    def asks(self) -> bool:
        """Whether anything of the emergency is asked."""
        return self.of_papers or self.of_amount or self.of_way or self.of_plans or self.is_wish


def begin_topic(question: Question, says: str) -> Topic | None:
    """What keeps an emergency of the home whose first words were just said; None for danger of another kind."""
    kind = _TOLD.get(says)
    return Emergency(kind).as_topic(question, ()) if kind else None


def is_kept(question: Question) -> bool:
    """Whether one of the home was told of before, or an alarm of one stands."""
    alarm = _find_alarm(question)
    return _find_kept(question) is not None or (alarm is not None and alarm.kind != LIFE)


def is_under_way(question: Question) -> bool:
    """Whether one is, or is told of now."""
    return find(question) is not None


def find(question: Question) -> Emergency | None:
    """The emergency that this message belongs to; None where it is about something else."""
    if question.way_back or question.talk.task or _is_left_alone(question):
        return None
    if "request_human" in question.intents and question.waiting is None:
        return None
    if (
        question.named("claim_number")
        or question.named("relief_number")
        or "death" in question.entities.get("event", ())
    ):
        return None
    kept = _find_kept(question)
    if kept is None:
        kept = _find_alarm(question) or _find_told(question)
    return kept if kept and _is_of_it(question) else None


def _is_left_alone(question: Question) -> bool:
    """Whether it is met elsewhere; that help is there, or that all are out, is no new cry."""
    alarm = _find_alarm(question)
    is_from_without = alarm is not None and alarm.kind != LIFE
    is_over = bool(_SAFE.search(question.text) or _HELP.search(question.text))
    left = _LEFT_ALONE - {"crisis"} if is_from_without and is_over else _LEFT_ALONE
    return bool(left.intersection(question.intents))


def goes_on(question: Question) -> bool:
    """Whether the message tells more of one that was told of before."""
    found, matters = find(question), read_matters(question)
    names = matters.is_hurt or question.named("district") or question.named("event")
    return found is not None and not found.is_new and bool(names or not matters.asks)


def recall_alarm(question: Question) -> Question:
    """With the words that raised an alarm as what was told: nobody has to say again what burns."""
    waiting, alarm = question.waiting, _find_alarm(question)
    if waiting is None or alarm is None or not waiting.words or question.talk.told is not None:
        return question
    entities = {} if alarm.kind == LIFE else {"event": (alarm.kind,)}
    told = Telling((ToldPart(shorten_telling(waiting.words), entities, waiting.since.date()),))
    return replace(question, talk=replace(question.talk, told=told))


def read_matters(question: Question) -> Matters:
    """By what was understood, and by the few words for what nobody asks for elsewhere."""
    words, intents, aspects = question.text, set(question.intents), set(question.aspects)
    has_help = bool(_HELP.search(words))
    asks_way = Aspect.HOW in aspects and "ask_process" in intents
    of_papers = "ask_documents" in intents or (bool(_PAPER.search(words)) and not asks_way)
    of_amount = not of_papers and ("ask_benefit" in intents or Aspect.AMOUNT in aspects)
    wishes = bool(_BARE.fullmatch(words.strip())) or (
        bool(intents & _WISHES) and question.move in _WISHING and not has_help
    )
    is_yes = "affirm" in intents and question.talk.is_asked(Asked.STEP, "apply_relief")
    of_way = bool(intents & _HOW or Aspect.HOW in aspects)
    return Matters(
        bool(_SAFE.search(words)),
        has_help,
        _names_hurt(question),
        bool(_BURN.search(words)),
        has_no_shelter(words),
        of_papers,
        of_amount,
        not of_papers and of_way,
        not of_papers
        and bool(intents & _WHAT or aspects & _ASKED or (intents & _WISHES and _asks_of_wish(question))),
        (wishes or is_yes) and not of_papers,
        "request_human" in intents or bool(_ANYBODY.search(words)),
    )


def files_claim(question: Question, matters: Matters, *, is_elsewhere: bool) -> bool:
    """Whether the claim of a plan is wished for: by its name, or where the fund is another district's."""
    is_named = bool(question.programmes) and not any(one.startswith("relief_") for one in question.programmes)
    is_for_claim = set(question.intents) == {"file_claim"} and not question.aspects
    is_wish = matters.is_wish or is_wished(question.text)
    return is_for_claim and is_wish and (is_named or (is_elsewhere and not question.programmes))


def _names_hurt(question: Question) -> bool:
    safe = _SAFE.search(question.text)
    rest = question.text.replace(safe.group(), "") if safe else question.text
    return bool(_HURT.search(rest)) or "fall" in question.entities.get("event", ())


def _find_topic(question: Question) -> Topic | None:
    return next((one for one in question.talk.topics if one.key == KEY), None)


def _find_kept(question: Question) -> Emergency | None:
    topic = _find_topic(question)
    if topic is None or len(topic.aspects) < 2:
        return None
    kind, day, *said = topic.aspects
    is_over = day < (question.today - _LASTS).isoformat()
    return None if is_over else Emergency(kind, tuple(said))


def _asks_of_wish(question: Question) -> bool:
    """Whether it is asked of what one may wish for: where nothing is asked of it, it is only told."""
    return question.move is Move.ASK and (bool(question.aspects) or asks_something(question))


def _find_alarm(question: Question) -> Emergency | None:
    waiting = question.waiting
    if waiting is None or waiting.reason is not TicketReason.CRISIS or waiting.danger not in _ALARMS:
        return None
    if question.now - waiting.since > _LASTS:
        return None
    kind = _ALARMS[waiting.danger]
    is_water = kind == FIRE and bool(_BY_WATER.search(waiting.words))
    return Emergency(DISASTER if is_water else kind, is_alarm=True)


def _find_told(question: Question) -> Emergency | None:
    """One that is told of as having befallen the member's home just now; a wish for relief alone is the form's."""
    events = (
        find_events(question) if question.move in (None, Move.GIVE) else question.entities.get("event", ())
    )
    kind = next((one for one in (FIRE, DISASTER) if one in events), None)
    if kind is None or not _OF_HOME.search(question.text):
        return None
    if (
        is_long_ago(question.text)
        or names_a_case(question.text)
        or any(_looks_up(i) for i in question.intents)
    ):
        return None
    if question.about in _OF_RECORDS and _OBJECTS.intersection(question.intents):
        return None  # 烧成那样还不受理 is anger at a decision.
    is_wish = "apply_relief" in question.intents and Aspect.WHO_MAY not in question.aspects
    if question.member is not None and is_wish and not _asks_of_wish(question):
        return None
    return Emergency(kind, is_new=True)


def _is_of_it(question: Question) -> bool:
    """Whether the message goes on with it, and asks of no record, no other programme, and of nothing else."""
    if any(
        not code.startswith("relief_") and code != "non_work_accident_property"
        for code in question.programmes
    ):
        return False
    if _asks_for_another(question):
        return False
    asks_of_record = question.about in _OF_RECORDS and any(_looks_up(one) for one in question.intents)
    return not asks_of_record


def _asks_for_another(question: Question) -> bool:
    """Whether it is asked if somebody of the family may have a cover, and nothing befell them."""
    is_named = {"spouse", "parent", "child"}.intersection(question.entities.get("relation", ()))
    is_asked = {Aspect.WHO_MAY, Aspect.COVERED}.intersection(question.aspects)
    return bool(is_named and is_asked) and not question.named("event") and not _names_hurt(question)


def tells(question: Question) -> bool:
    """Whether the message only tells, or was not understood."""
    return set(question.intents) <= _TELLS or not question.is_clear


def leaves_for_later(question: Question) -> bool:
    """Whether all of it is left for later, and nothing is asked."""
    return question.move is Move.PUT_OFF and not question.aspects and set(question.intents) <= _LEAVES


def _looks_up(intent: str) -> bool:
    return (
        intent in INTENTS
        and INTENTS[intent].looks_up
        and not INTENTS[intent].is_act
        and intent != "check_coverage"
    )
