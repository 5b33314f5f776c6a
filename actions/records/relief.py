"""The member's applications for relief: which of them is meant, and what is asked of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.coverage import UNIVERSAL, find_past_day, read_cover
from actions.eligibility import WHAT_BEFELL, is_told_for_relief, say_eligible, say_why_only_here
from actions.identity import ask_identity, refuse_another
from actions.likely import find_likely
from actions.question import Answer, OfferedChoice, Question
from actions.records.claim import answer as answer_claim
from actions.relief import UNKNOWN_NUMBER
from actions.relief_case import (
    ANSWERED,
    OwnApplication,
    answer_case,
    answer_cases,
    ask_which,
    name_topic,
    read_aspects,
    read_cases,
)
from actions.talk import Topic
from actions.tasks.relief import OF_DISTRICT
from actions.wording import say_list
from claims.access import access_claims
from claims.states import ReliefStep
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.programmes import find_plan

_CLAIM = re.compile(r"理赔|报销|[Ll][Pp]")
_RELIEF = re.compile(r"救助|救命|基金")
_SORRY = "让您着急上火了，对不住。"
_LEFT_ALONE = frozenset({"crisis", "request_human", "bind_identity", "unbind_identity", "withdraw_person"})
_ASK_ON = frozenset({Aspect.MORE, Aspect.CHANGE, Aspect.WHY, Aspect.STATE, Aspect.HURRY, Aspect.ADVANCE})
"""What is asked of an application even where the message sounds like a new one."""
_OF_RECORD = frozenset(
    {
        Aspect.STATE,
        Aspect.OVERVIEW,
        Aspect.WHY,
        Aspect.WHY_SLOW,
        Aspect.RECEIVED,
        Aspect.WHEN_DONE,
        Aspect.CHANGE,
        Aspect.RECKONING,
    }
)
"""What no rule answers, so that it is only asked of a record."""
_OF_CLAIM = _OF_RECORD | {Aspect.ADVANCE, Aspect.NEXT, Aspect.MISSING}
_OF_CASE_SPOKEN_OF = frozenset({Aspect.HOW, Aspect.SUBSTITUTE, Aspect.VALID, Aspect.TIME})
"""What a rule answers as well, so that it is of an application only where that is spoken of."""
_OF_REFUSED: Mapping[Aspect, Aspect] = {
    **dict.fromkeys((Aspect.AMOUNT, Aspect.RECKONING, Aspect.STATE, Aspect.NEXT), Aspect.ELSEWHERE),
    **dict.fromkeys((Aspect.HOW, Aspect.SUBSTITUTE, Aspect.MISSING), Aspect.HOW),
    **dict.fromkeys((Aspect.WHY_SLOW, Aspect.WHERE, Aspect.WHEN, Aspect.WHO_MAY), Aspect.WHY),
}
"""What is meant by it once it is known that there is no money: who else may help, or what it goes by."""
_LEFT = frozenset({"cancel", "affirm", "thank", "goodbye"})
"""What asks nothing, and is no wish to know who else may help."""
_OBJECTING = (Move.GIVE, Move.CORRECT, Move.REFUSE, Move.CARRY, None)
_BY_RULE: Mapping[Aspect, str] = {
    Aspect.WHO_MAY: "ask_eligibility",
    Aspect.COVERED: "ask_scope",
    Aspect.AMOUNT: "ask_benefit",
    Aspect.HOW: "ask_process",
    Aspect.MISSING: "ask_documents",
    Aspect.WHEN: "ask_payout_time",
    Aspect.WHO: "ask_contact",
    Aspect.ELSEWHERE: "ask_eligibility",
}
"""The intent that asks the same of the rules."""
_ELSE = "还能问的是应急救助。"
_HOW_TO_APPLY = OfferedChoice("怎么申请", "怎么申请应急救助")
_SHORTEST = 2
_AGAIN = 0.3
"""How likely a new application must be, beside how the old one stands."""


async def answer(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """What is asked of the application that is meant; which of several, where that is not plain."""
    if refusal := refuse_another(question):
        return refusal
    if question.member is None:
        is_own = _OF_RECORD.intersection(aspects) or _is_complaint(question)
        return _ask_who(question) if is_own and _may_be_meant(question, aspects) else None
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    number = question.named("relief_number")
    if number and not any(one.one.number == number for one in cases):
        return Answer(UNKNOWN_NUMBER.format(number=number))
    asked = _read_asked(question, aspects, cases)
    if not asked or not _may_be_meant(question, asked):
        return None
    if not cases:
        return await _answer_without(answering, question, aspects)
    if not ANSWERED.intersection(asked) or _is_of_rule(question, asked):
        return None
    meant = pick(cases, question, asked)
    if len(meant) == 1:
        return answer_case(meant[0], asked)
    return answer_cases(meant) if {Aspect.STATE, Aspect.OVERVIEW} & set(asked) else ask_which(meant)


def _read_asked(
    question: Question, aspects: Sequence[Aspect], cases: Sequence[OwnApplication]
) -> Sequence[Aspect]:
    """What is asked, by the words and by how the application stands: anger and an objection ask why it was refused."""
    refused = [one for one in cases if one.one.step is ReliefStep.DENIED]
    if refused and _is_complaint(question):
        return (Aspect.WHY,)
    if "apply_relief" in question.intents and not aspects:
        # Once more is asked about before it is wished for.
        is_again = bool(cases) and question.about is Subject.RELIEF and not question.is_clear
        return (Aspect.MORE,) if is_again and not question.tells else ()
    is_done = bool(cases) and not any(one.is_under_review for one in cases)
    may_be_again = question.chances.get("apply_relief", 0.0) >= _AGAIN and question.move is not Move.GIVE
    may_be_again = may_be_again and not question.named("amount")
    if is_done and not refused and may_be_again and not aspects and "check_relief" in question.intents:
        return (Aspect.MORE,)  # 趁他还在厂里把救助再递一回
    is_refused = any(one.is_spoken_of for one in refused)
    is_left = _LEFT.intersection(question.intents) or question.move in (Move.PUT_OFF, Move.STOP, Move.FEELING)
    is_bare = not aspects and not question.named("district") and bool(question.intents) and not is_left
    if is_refused and is_bare and "submit_documents" in question.intents:
        return (Aspect.HOW,)
    if is_refused and (is_bare or _asks_at_home(question, aspects, refused)):
        # How it was decided was said: what is left is who else may help.
        return (Aspect.ELSEWHERE,)
    if is_refused and aspects and aspects[0] in _OF_REFUSED:
        return (_OF_REFUSED[aspects[0]],)
    if asked := read_aspects(question, aspects):
        return asked
    objects = question.about is Subject.RELIEF and question.move in _OBJECTING
    return (Aspect.WHY,) if objects and is_refused and question.named("district") else ()


def _is_of_rule(question: Question, asked: Sequence[Aspect]) -> bool:
    """Whether it is asked how one applies, or what will do, and no application is spoken of: the rules say that."""
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject is Subject.RELIEF and bool(topic.key)
    return asked[0] in _OF_CASE_SPOKEN_OF and (bool(question.programmes) or not is_spoken_of)


def _asks_at_home(question: Question, aspects: Sequence[Aspect], refused: Sequence[OwnApplication]) -> bool:
    """Whether the same is looked for in their own district, and no reason is asked for: 凭什么朝阳就不管."""
    asks_why = bool({Aspect.WHY, Aspect.COMPARED}.intersection(aspects))
    return not asks_why and _is_of_own_district(question, refused)


def _is_of_own_district(question: Question, refused: Sequence[OwnApplication]) -> bool:
    """Whether the member's own district is named, where another one's fund refused: 那朝阳有这样的钱没."""
    district = question.named("district")
    return any(one.is_of_another_district and one.profile.district == district for one in refused)


def _is_complaint(question: Question) -> bool:
    return "complain" in question.intents and question.about is Subject.RELIEF


async def answer_instead_of_claim(
    answering: Answering, question: Question, aspects: Sequence[Aspect]
) -> Answer | None:
    """An application is what is meant by 昨天交的那个, 我报的那个, where there is no claim at all."""
    if question.member is None or await access_claims(answering.claims, question.member):
        return None
    if not _CLAIM.search(question.text) and not question.programmes:
        return await answer(answering, question, aspects)
    if not _OF_RECORD.intersection(aspects) and "check_claim" not in question.intents:
        return None
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    return await _say_no_claim(answering, question, cases) if cases else None


async def _say_no_claim(
    answering: Answering, question: Question, cases: Sequence[OwnApplication]
) -> Answer | None:
    """That there is no claim, what there is instead, and whether anything in force could have been claimed under."""
    assert question.member is not None
    cover = await read_cover(answering.claims, answering.knowledge, question.member, question)
    causes = say_list(f"{case.cause}这份应急救助" for case in cases)
    likely = find_likely(question)
    lacks = bool(likely) and not any(
        find_plan(code) in {one.plan_code for one in cover.valid}
        for code in likely
        if find_plan(code) not in UNIVERSAL
    )
    own = "这类保障也没看到单位给您上，" if lacks else ""
    held = f"{own}在保的有{cover.names(cover.valid)}。" if cover.valid else ""
    text = f"您名下没有理赔，有的是{causes}。{held}那回是还没报，还是单位报的？单位刚报的可能没录进来。"
    return Answer(text, topics=(name_topic(cases[0], (Aspect.STATE,)),) if len(cases) == 1 else ())


async def _answer_without(
    answering: Answering, question: Question, aspects: Sequence[Aspect]
) -> Answer | None:
    """Without an application: of the claim that there is, else what holds for this member's own unit and district."""
    if question.about is not Subject.RELIEF:
        return None
    topic = question.talk.topic
    is_of_fund = topic is not None and any(code.startswith("relief_") for code in topic.programmes)
    if is_of_fund and {Aspect.WHY, Aspect.COMPARED}.intersection(aspects):
        return Answer(await say_why_only_here(answering.claims, question.member, OF_DISTRICT))
    if (
        (not is_of_fund or question.named("event"))
        and _OF_CLAIM.intersection(aspects)
        and not _RELIEF.search(question.text)
    ):
        return await answer_claim(answering, replace(question, about=Subject.CLAIM), aspects)
    intents = tuple(dict.fromkeys(_BY_RULE[one] for one in aspects if one in _BY_RULE))
    if not intents or _OF_RECORD.intersection(aspects):
        return None
    if aspects[0] is Aspect.WHO_MAY and not is_told_for_relief(question):
        lead = await say_eligible(answering.claims, question.member, OF_DISTRICT)
        topics = (Topic(Subject.PROGRAMME, "relief_fund", ("relief_fund",), ("ask_eligibility",)),)
        if lead:
            return Answer(f"{lead}{WHAT_BEFELL}", (_HOW_TO_APPLY,), topics=topics)
    programmes = question.programmes or ("relief_fund",)
    said = await answering.answer(replace(question, intents=intents, programmes=programmes))
    if aspects[0] is not Aspect.ELSEWHERE:
        return said
    return replace(said, text=f"{_ELSE}{said.text}", choices=(*said.choices, _HOW_TO_APPLY))


def pick(
    cases: Sequence[OwnApplication], question: Question, asked: Sequence[Aspect]
) -> Sequence[OwnApplication]:
    """Those that the message may mean: as it names them, as they were spoken of, as it asks."""
    if number := question.named("relief_number"):
        return [one for one in cases if one.one.number == number] or cases
    for fits in (
        _by_cause(cases, question),
        [one for one in cases if one.is_spoken_of],
        _by_day(cases, question),
        _by_step(cases, asked),
    ):
        if len(fits) == 1:
            return fits
        cases = fits or cases
    return cases


def _may_be_meant(question: Question, asked: Sequence[Aspect]) -> bool:
    """Whether nothing says that it is about a programme, another kind of record, or a new application."""
    if _LEFT_ALONE.intersection(question.intents):
        return False
    if any(not code.startswith("relief_") for code in question.programmes):
        return False
    is_new = "apply_relief" in question.intents or "file_claim" in question.intents
    if is_new and not _ASK_ON.intersection(asked):
        return False
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject is Subject.RELIEF and bool(topic.key)
    is_named = bool(question.programmes) and question.about is not Subject.RELIEF
    return not (is_named and not is_spoken_of and not set(asked) & _OF_RECORD)


def _ask_who(question: Question) -> Answer:
    return ask_identity(question, _SORRY if "complain" in question.intents else "")


def _by_cause(cases: Sequence[OwnApplication], question: Question) -> list[OwnApplication]:
    """Those whose cause shares words with the message, where the others' do not."""
    words = question.text
    return [
        one
        for one in cases
        if any(
            one.cause[at : at + _SHORTEST] in words for at in range(max(len(one.cause) - _SHORTEST + 1, 1))
        )
    ]


def _by_day(cases: Sequence[OwnApplication], question: Question) -> list[OwnApplication]:
    day = find_past_day(question)
    return [one for one in cases if day is not None and one.one.submitted_on == day]


def _by_step(cases: Sequence[OwnApplication], asked: Sequence[Aspect]) -> list[OwnApplication]:
    if Aspect.WHY in asked:
        return [one for one in cases if one.one.step is ReliefStep.DENIED]
    if Aspect.MORE in asked or Aspect.OVERVIEW in asked:
        return []
    open_ = [one for one in cases if one.is_under_review]
    return open_ or [one for one in cases if one.one.step is ReliefStep.APPROVED]
