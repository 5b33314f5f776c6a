"""Whoever reviews a record is to be told, asked or pushed: the note is written with what was told, and read back."""

import re

from actions.answering import Answering
from actions.claim_picking import pick_named
from actions.claim_status import SHOW_CLAIM
from actions.passing_on import PASS_ON, PASS_ON_CHOICES, ask_to_pass_on
from actions.patterns import own_records
from actions.question import Answer, HandoffWish, Question
from actions.records.claim.asked import UNDER_REVIEW, AskedClaim
from actions.relief_case import CORRECT_RELIEF, OwnApplication, ask_to_change, name_topic, read_cases
from actions.reviews.reasons import find_record, quote
from actions.talk import Remark, Topic
from actions.tasks.signals import agrees, asks_something
from claims.access import access_claim, access_claims
from claims.states import ClaimState, ReliefStep
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import INTENTS
from vocabulary.tickets import TicketDesk, TicketReason

_PUSHES = re.compile(r"催")
_ASKS_WHETHER = re.compile(r"能|可以|有用|[吗么?？]|多久|怎么|咋|谁|窗口")
_TELLS = re.compile(
    r"(?:帮|替|给|劳驾|麻烦)(?:我|俺|咱)?(?:们)?(?:跟|和|向|给|问|告诉|转告|反映)[^，。？?]{0,10}"
    r"|(?:跟|和|告诉|转告|问问?)(?:一?下)?(?:审|管|办|经手|负责)[^，。？?]{0,6}(?:的|人|同事|同志)|(?:捎|带|留)(?:个|句|一句)(?:话|口信)|^(?:再|还)?(?:加|补|添|写)(?:上)?(?:一)?句"
)
_LEAD = re.compile(
    r"^(?:再|还)?(?:加|补|添|写)(?:上)?(?:一)?句[吧呗啊：:]*"
    r"|^(?:那|行|好|对了|再|你|您|请|麻烦|劳驾)*(?:帮|替|给)?(?:我|俺|咱们?)?(?:跟|和|向|给|问问?|告诉|转告|捎|带|留)(?:一?下)?"
    r"(?:审|管|办|经手|负责)[^，。]{0,4}?(?:的人|的同事|的同志|同志|同事)(?:(?:说|讲|反映|转告|告诉)(?:一?声|一?下|一?句|清楚)?)?[吧呗啊：:]*"
    r"|^(?:那|行|好|对了|再|你|您|请|麻烦|劳驾)*(?:帮|替|给)?(?:我|俺|咱们?)?(?:跟|和|向|给|问问?|告诉|转告|捎|带|留)(?:一?下)?"
    r"[^，。]{0,8}?(?:(?:的人|同事|同志|师傅)?(?:说|讲|反映|转告|告诉)(?:一?声|一?下|一?句|清楚)?|个话|句话|口信)[吧呗啊：:]*"
)
_CLAUSE = re.compile(r"[，,。;；！!\s]+")
_LIKELY = 0.5
_OF_RECORD = frozenset(
    {Aspect.AMOUNT, Aspect.RECKONING, Aspect.WHEN, Aspect.MORE, Aspect.COVERED, Aspect.WHO_MAY}
)
"""What is asked of the record itself, though words to somebody are heard: 能给我给满不."""
_SEEN = frozenset({Aspect.RECEIVED, Aspect.STATE, Aspect.NOTIFIED})
_SHORTEST, _LONGEST = 3, 60
_BARE = 10
"""So short a question names no paper: 他们看见没."""
_ASK = "给管{desk}的同事写上：{what}的事，{words}。现在转过去吗？"
_PUSHED = (
    "给管{desk}的同事写上了：{stands}，您想催一催。我加不了急，几天有结果没有准日子；有没有人打开，随时问我。"
)
_NOT_YET = "还没有。{words}我还没转过去，要您点一下头：回“对”就转。"
_WANT = "想催一催进度"
_WAITING = UNDER_REVIEW | {ClaimState.APPROVED}
_RELIEF_STEPS = frozenset(
    {ReliefStep.SUBMITTED, ReliefStep.UNIT_REVIEW, ReliefStep.TOWNSHIP_REVIEW, ReliefStep.COMMITTEE_REVIEW}
)


async def take(answering: Answering, question: Question) -> Answer | None:
    """What is written for staff; None where nothing is to be, or somebody is awaited who is told it."""
    if question.member is None or question.way_back or question.talk.task:
        return None
    asked = question.talk.asked
    if asked and asked.act == CORRECT_RELIEF and _names_value(question, is_anew=asked.kind is Asked.YES):
        return await _change(answering, question, asked.key)
    if asked and asked.act == PASS_ON and _asks_whether_seen(question):
        said = [one.text for one in question.talk.remarks if one.key == asked.key]
        return Answer(_NOT_YET.format(words=quote(said[-1:]) or "这句话"), PASS_ON_CHOICES, asks=asked)
    if asked and asked.act == PASS_ON and not question.waiting and _adds_words(question):
        return await _ask_to_tell(answering, question)
    if question.waiting or (asked and asked.kind is Asked.YES):
        return None
    if _pushes(question):
        return await _push(answering, question)
    return await _ask_to_tell(answering, question) if _is_told_to_tell(question) else None


def _names_value(question: Question, is_anew: bool) -> bool:
    """Whether it says what is to be written; where that was read back already, in other words."""
    is_value = bool(question.named("amount") or re.search(r"\d{3,}", question.text))
    return is_value and (not is_anew or question.move is not Move.AGREE)


async def _change(answering: Answering, question: Question, key: str) -> Answer | None:
    assert question.member is not None
    number, _, part = key.partition("|")
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    case = next((one for one in cases if one.one.number == number), None)
    if case is None:
        return None
    said = ask_to_change(case, part)
    topics = (name_topic(case, (Aspect.CHANGE,)),)
    return Answer(said.first, said.choices, topics=topics, asks=said.asks)


def _asks_whether_seen(question: Question) -> bool:
    is_of_words = question.about not in (Subject.CLAIM, Subject.PAPERS, Subject.PAYMENT)
    is_seen = bool(question.aspects) and question.aspects[0] in _SEEN and not question.programmes
    return is_seen and (is_of_words or len(question.text.strip()) <= _BARE)


def _adds_words(question: Question) -> bool:
    """Whether more is said for staff before the yes: 再留句话，门牌是302不是203."""
    is_for_them = Move.FOR_PERSON in question.moves or bool(_TELLS.search(question.text))
    return is_for_them and not agrees(question) and bool(_find_words(question))


def _pushes(question: Question) -> bool:
    """Whether the bot is told to push, and not only asked whether that may be done."""
    is_wish = Aspect.HURRY in question.aspects and bool(_PUSHES.search(question.text))
    return is_wish and not _ASKS_WHETHER.search(question.text)


def _is_told_to_tell(question: Question) -> bool:
    acts = any(INTENTS[one].is_act for one in question.intents if one in INTENTS)
    is_likely = question.chances.get("request_human", 0.0) >= _LIKELY and not acts
    is_heard = question.move is Move.FOR_PERSON or is_likely
    is_of_person = "request_human" in question.intents or "crisis" in question.intents
    asks = bool(_OF_RECORD.intersection(question.aspects)) and question.about is not Subject.PERSON
    is_by_words = bool(_TELLS.search(question.text)) and not asks
    return (is_heard or is_by_words) and not is_of_person and bool(_find_words(question))


def _find_words(question: Question) -> str:
    """What is to be said, without the clause that says to whom."""
    clauses = [_LEAD.sub("", one) if _TELLS.search(one) else one for one in _CLAUSE.split(question.text)]
    words = "，".join(one for one in clauses if len(one) >= 2)
    return words[:_LONGEST] if len(words) >= _SHORTEST else ""


async def _find_claim(answering: Answering, question: Question) -> AskedClaim | None:
    """The claim that is spoken of, else the one that can wait for anything: of those that are named, that were just shown, of all."""
    assert question.member is not None
    record = find_record(question.talk)
    if record is not None and record.subject is Subject.RELIEF:
        return None
    found = await access_claim(answering.claims, question.member, record.key) if record else None
    if found is None:
        every = await access_claims(answering.claims, question.member)
        offer = question.talk.offered if question.talk.is_asked(Asked.RECORD, SHOW_CLAIM) else None
        shown = offer.keys if offer else ()
        meant = pick_named(every, question) or [one for one in every if one.number in shown] or every
        current = [one for one in meant if one.state in _WAITING]
        found = current[0] if len(current) == 1 else None
    return (
        AskedClaim(answering.claims, answering.knowledge, question.member, found, question) if found else None
    )


async def _find_case(answering: Answering, question: Question) -> OwnApplication | None:
    assert question.member is not None
    record = find_record(question.talk)
    is_of_relief = question.about is Subject.RELIEF or (record and record.subject is Subject.RELIEF)
    if not is_of_relief:
        return None
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    open_ones = [one for one in cases if one.one.step in _RELIEF_STEPS or one.one.step is ReliefStep.APPROVED]
    return next(
        (one for one in open_ones if record and one.one.number == record.key), next(iter(open_ones), None)
    )


async def _push(answering: Answering, question: Question) -> Answer | None:
    """A ticket for the desk, with how long it has been; where papers are awaited pushing is of no use."""
    if case := await _find_case(answering, question):
        stands = f"{case.name}{case.where}，{case.waited if case.is_under_review else '批了还没发'}"
        about = f"救助申请 {case.one.number}，会员{_WANT}"
        person = HandoffWish(TicketReason.REQUESTED, TicketDesk.RELIEF, about)
        topics = (name_topic(case, (Aspect.HURRY,)),)
        return Answer(_PUSHED.format(desk="救助", stands=stands), person=person, topics=topics)
    one = await _find_claim(answering, question)
    if one is None or one.claim.state not in _WAITING:
        return None
    stands = f"{one.name}{one.stage}，{one.since}起{one.waited}"
    person = HandoffWish(TicketReason.REQUESTED, TicketDesk.CLAIMS, f"理赔 {one.claim.number}，会员{_WANT}")
    return Answer(_PUSHED.format(desk="理赔", stands=stands), person=person, topics=(_name(one),))


async def _ask_to_tell(answering: Answering, question: Question) -> Answer | None:
    """The words read back, and the yes asked for; what the record answers already is said first."""
    words = _find_words(question)
    if case := await _find_case(answering, question):
        key, what, desk = case.one.number, case.name, "救助"
        topic = name_topic(case, (Aspect.NOTIFIED,))
    elif one := await _find_claim(answering, question):
        key, what, desk, topic = one.claim.number, one.name, "理赔", _name(one)
    else:
        return None
    first = ""
    if asks_something(question):
        known = await own_records.take(answering, question)
        first = f"{known.text}\n" if known and known.text else ""
    text = f"{first}{_ASK.format(desk=desk, what=what, words=quote([words]))}"
    remarks = (Remark(key, words),)
    return Answer(text, PASS_ON_CHOICES, topics=(topic,), asks=ask_to_pass_on(key), remarks=remarks)


def _name(one: AskedClaim) -> Topic:
    return Topic(Subject.CLAIM, one.claim.number, (one.claim.plan_code,), ("check_claim",))
