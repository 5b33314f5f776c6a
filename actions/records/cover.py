"""The member's own cover: what there is, until when, and whether what happened may be claimed; a relative's is another's."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.coverage import (
    ANSWERED,
    OwnCover,
    answer_cover,
    find_past_day,
    find_relative,
    is_supposed,
    read_cover,
    say_help,
    say_hurt,
    say_joining,
    say_not_as_own,
    say_not_theirs,
    write_answer,
)
from actions.identity import ask_identity, refuse_another
from actions.knowledge import Knowledge
from actions.question import Answer, Question
from actions.records.claim import answer_about
from actions.said import Said
from actions.warm_words import names_injury
from claims.access import access_claims, access_enrolments
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.intents import INTENTS
from vocabulary.programmes import find_plan

_OF_RECORD = frozenset({Aspect.OVERVIEW, Aspect.STATE, Aspect.VALID, Aspect.ORIGIN, Aspect.WHY})
"""What no rule answers, so that it is only asked of one's own."""
_ALSO = 0.3
"""How likely a second question must be."""
_PRICE_LIKELY = 0.5
_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS, Subject.RELIEF)
_HOW_FAR = (Aspect.STATE, Aspect.OVERVIEW, Aspect.VALID)
_OF_A_CLAIM = (Aspect.STATE, Aspect.OVERVIEW)
_WHETHER = frozenset({Aspect.COVERED, Aspect.WHO_MAY, Aspect.AMOUNT, Aspect.HOW, Aspect.CERTAIN})
_OF_CHILD = ("tailored_after_school",)
_AS_OWN = frozenset({Aspect.SUBSTITUTE, Aspect.HOW})
_WHETHER_INTENTS = frozenset({"ask_scope", "ask_eligibility", "ask_benefit", "ask_process"})
_OF_THE_HOME = frozenset({"fire", "pipe_burst", "disaster"})
_MAY_MEAN_PRICE = frozenset({Aspect.AMOUNT, Aspect.HOW, Aspect.NEXT, Aspect.WHO_MAY})
_OF_JOINING = frozenset({"ask_enrolment", "ask_contribution"})
_KINDS = re.compile(r"(?:8|12|八|十二)[种样]")
_ILL = re.compile(r"病|住院|手术|癌|瘤|治|药|抢救|icu", re.IGNORECASE)
_HURT = re.compile(r"烫|摔|砸|磕|骨折|骨裂|烧伤|崴")
_FREE = "non_work_accident_property"
_MAY_ASK = frozenset({"unbind_identity", "dispute_claim", "complain"})
"""Acts that words about cover are taken for."""


async def answer(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """What is asked of one's cover; None where it is of a programme's rules, or where something is to be done."""
    if _only_fears(question):
        return await _answer_fear(answering, question)
    asked = [one for one in aspects if one in ANSWERED]
    if not aspects and question.move is Move.CARRY and "check_coverage" in question.intents:
        befell = question.named("event") or question.named("illness")
        asked = [Aspect.COVERED if befell and find_past_day(question) else Aspect.STATE]  # 那我四月还住过三天
    if _asks_of_renewing(question, aspects):
        asked = [Aspect.HOW]
    if asked[:1] == [Aspect.AMOUNT] and _asks_for_free(question):
        asked = [Aspect.OVERVIEW]
    if asked == [Aspect.VALID] and question.chances.get("ask_contact", 0.0) >= _ALSO:
        asked = [Aspect.VALID, Aspect.WHO]  # 到啥时候 要是病了跟谁说
    if asked and Aspect.EFFECT in aspects and "ask_enrolment" in question.intents:
        asked = [*(one for one in asked if one is not Aspect.EFFECT), Aspect.HOW]  # 到期以后还能再上不.
    if not asked or _is_elsewhere(question):
        return None
    question = _name_kinds(_name_childs_cover(question, asked))
    if await _holds_childs_cover(answering, question, asked):
        question = replace(question, programmes=_OF_CHILD)
    if question.programmes != _OF_CHILD and (refusal := refuse_another(question)):
        return refusal
    if question.member is None:
        return _ask_who(question, asked)
    if claim := await _answer_of_claim(answering, question, asked):
        return claim
    cover = await read_cover(answering.claims, answering.knowledge, question.member, question)
    return answer_cover(cover, asked)


def _only_fears(question: Question) -> bool:
    """Whether what would be paid for is asked before anything is found, of no relative and of no claim."""
    asks = question.move in (Move.ASK, Move.CARRY, None) and find_relative(question) is None
    return asks and is_supposed(question) and question.member is not None and not _is_elsewhere(question)


async def _answer_fear(answering: Answering, question: Question) -> Answer | None:
    if question.member is None:
        return None
    cover = await read_cover(answering.claims, answering.knowledge, question.member, question)
    return answer_cover(cover, (Aspect.COVERED,))


def _name_childs_cover(question: Question, asked: Sequence[Aspect]) -> Question:
    """A child's cover in after-school care is on the member's own record: 她的保障到啥时候, once it was spoken of."""
    topic, relation = question.talk.topic, question.named("relation")
    is_spoken_of = topic is not None and topic.programmes == _OF_CHILD and not question.programmes
    is_of_child = is_spoken_of and relation in (None, "child") and asked[0] in _HOW_FAR
    return replace(question, programmes=_OF_CHILD) if is_of_child else question


async def _holds_childs_cover(answering: Answering, question: Question, asked: Sequence[Aspect]) -> bool:
    """Whether a child's cover is asked for that is on the member's own record: 孩子那个保障还在吗."""
    is_of_child = question.named("relation") == "child" and not question.programmes and asked[0] in _HOW_FAR
    if question.member is None or not is_of_child:
        return False
    every = await access_enrolments(answering.claims, question.member, question.today)
    return any(one.plan_code in _OF_CHILD for one in every)


def _name_kinds(question: Question) -> Question:
    """算那12种不: a number of kinds of illness is one plan's, and not a claim's that was spoken of."""
    is_named = bool(question.programmes) or not question.named("illness") or not _KINDS.search(question.text)
    return question if is_named else replace(question, programmes=("womens_specified_disease",))


def _asks_for_free(question: Question) -> bool:
    """Whether what costs nothing is asked for, and no figure: 会员不是都有个不花钱的吗."""
    price = question.chances.get("ask_contribution", 0.0)
    is_likely = price >= _PRICE_LIKELY and price > question.chances.get("ask_benefit", 0.0)
    return is_likely and not question.programmes and "check_coverage" in question.intents


def _asks_of_renewing(question: Question, aspects: Sequence[Aspect]) -> bool:
    """How one's cover goes on, and who pays for it: what it costs is no figure of what it pays."""
    is_of_joining = _OF_JOINING.intersection(question.intents) and question.about is Subject.COVER
    return bool(is_of_joining) and set(aspects) <= _MAY_MEAN_PRICE and not question.programmes


async def _answer_of_claim(
    answering: Answering, question: Question, asked: Sequence[Aspect]
) -> Answer | None:
    """After a record was spoken of, 那重疾那份呢 is about the claim under that plan, where there is one."""
    topic = question.talk.topic
    is_of_records = topic is not None and topic.subject in _RECORDS and bool(topic.key)
    if not is_of_records or question.member is None or asked[0] not in _OF_A_CLAIM:
        return None
    plans = {find_plan(code) for code in question.programmes}
    every = await access_claims(answering.claims, question.member)
    meant = [one for one in every if one.plan_code in plans]
    if len(meant) != 1:
        return None
    return await answer_about(
        answering.claims, answering.knowledge, question.member, meant[0], (Aspect.STATE,), question
    )


def _is_of_own(question: Question) -> bool:
    """Whether it goes on about one's own claim, into which somebody near only comes: 我媳妇去开的证明行不."""
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject in _RECORDS and bool(topic.key)
    return is_spoken_of and question.about in _RECORDS and question.move is Move.CARRY


async def answer_of_relative(answering: Answering, question: Question) -> Answer | None:
    """Whether a relative's treatment is covered, known or not; None where none is spoken of."""
    relation, aspects = find_relative(question), set(question.aspects)
    if relation is None or question.way_back or question.about is Subject.RELIEF or _is_of_own(question):
        return None
    as_own = _would_file_as_own(question, relation)
    if _is_elsewhere(question) and not as_own:
        return None
    if (
        any(code.startswith("relief_") for code in question.programmes)
        or question.named("event") in _OF_THE_HOME
    ):
        return None
    is_asked = aspects & (_WHETHER | _AS_OWN | {Aspect.ELSEWHERE})
    if not is_asked and not as_own and not (not aspects and _WHETHER_INTENTS.intersection(question.intents)):
        return None
    cover = None
    if question.member is not None:
        cover = await read_cover(answering.claims, answering.knowledge, question.member, question)
    said = _say_of_relative(question, relation, cover, answering.knowledge)
    return write_answer(cover, said, question.aspects, relation)


def _would_file_as_own(question: Question, relation: str) -> bool:
    """After a relative's treatment was spoken of: 那用我的名字报呢 is asked, and no form begun."""
    topic = question.talk.topic
    was_told = topic is not None and (topic.subject, topic.key) == (Subject.COVER, relation)
    return was_told and question.move is Move.CARRY and set(question.intents) == {"file_claim"}


def _say_of_relative(
    question: Question, relation: str, cover: OwnCover | None, knowledge: Knowledge
) -> list[Said]:
    aspects = set(question.aspects)
    if is_hurt(question):
        return [say_hurt(question, relation, knowledge)]
    if {"secondary_reimbursement", _FREE}.intersection(question.programmes) and _would_join(question):
        return [say_not_theirs(question, relation, cover)]
    if _would_join(question):
        return [say_joining(question, relation, knowledge)]
    topic = question.talk.topic
    was_told = topic is not None and (topic.subject, topic.key) == (Subject.COVER, relation)
    is_as_own = (was_told and aspects & _AS_OWN) or Aspect.SUBSTITUTE in aspects
    if (is_as_own and Aspect.ELSEWHERE not in aspects) or _would_file_as_own(question, relation):
        return [say_not_as_own(question, relation, cover)]
    if Aspect.ELSEWHERE in aspects or was_told:
        own = [Aspect.COVERED] if Aspect.COVERED in aspects and cover and question.programmes else []
        first = [Said(answer_cover(cover, own).text)] if cover and own else []
        return [*first, say_help(cover)]
    return [say_not_theirs(question, relation, cover)]


def _befell(told: Question | None) -> bool:
    """Whether what was told before befell somebody, and not the home alone."""
    return told is not None and not _OF_THE_HOME.intersection(told.entities.get("event", ()))


def _would_join(question: Question) -> bool:
    """Whether it is asked if somebody may come along, and nothing has befallen them."""
    befell = question.tells or question.named("event") or question.named("illness") or _befell(question.told)
    is_ill = (
        not question.programmes and bool(_ILL.search(question.text))
    ) or "grave" in question.entities.get("circumstance", ())
    is_asked = "ask_eligibility" in question.intents and "ask_scope" not in question.intents
    return is_asked and Aspect.WHO_MAY in question.aspects and not befell and not is_ill


def is_hurt(question: Question) -> bool:
    """Whether an accident is told of, and no illness."""
    return (
        "fall" in question.entities.get("event", ())
        or names_injury(question)
        or bool(_HURT.search(question.text))
    )


def _is_elsewhere(question: Question) -> bool:
    """Whether an act is wished for, or relief is named."""
    acts = {one for one in question.intents if one in INTENTS and INTENTS[one].is_act} - _MAY_ASK
    if question.about is Subject.COVER and Aspect.COVERED in question.aspects:
        acts -= {"file_claim"}
    return bool(acts) or any(code.startswith("relief_") for code in question.programmes)


def _ask_who(question: Question, asked: Sequence[Aspect]) -> Answer | None:
    if not _OF_RECORD.intersection(asked):
        return None
    return ask_identity(question)
