"""One of a list is chosen, by anything that it may be picked by; the list stays on offer after one was shown."""

from dataclasses import replace

from actions.answering import Answering, join_answers
from actions.claim_picking import Picked, drop_state, pick, points
from actions.claim_status import SHOW_CLAIM, offer_claims, offer_fitting, order_claims
from actions.question import Answer, Question
from actions.records.claim import answer_about, say_overview
from actions.records.claim.meant import narrow
from actions.records.claim.reading import (
    OF_CLAIM,
    may_speak_of_record,
    read_aspects,
    read_key,
    recall_aspects,
)
from actions.records.claims_on_offer import RecordsOnOffer, find_records, is_of_claim
from actions.urgency import tells_emergency
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move
from vocabulary.intents import INTENTS, InChoice
from vocabulary.programmes import find_plan

_STOPPED = Answer("好，先不看了。还有别的事直接说。")
_UNKNOWN = "您名下没有找到 {number} 这个编号。请对一下编号再发给我。"
_OUT = "只有 {count} 笔，没有这一笔。想看哪一笔？"
_AGAIN = "没对上是哪一笔。说第几个、编号尾号、金额，或者是哪回事，都行："
_STILL = "刚才那几笔理赔，想看哪一笔？"
_SHORT = 8


async def take(answering: Answering, question: Question) -> Answer | None:
    """The record that the words pick, with what is asked of it; while the choice is open, the list again for other words."""
    is_asked = question.talk.is_asked(Asked.RECORD, SHOW_CLAIM)
    records = await find_records(answering, question)
    if records is None or tells_emergency(question.text):
        return None
    if not records.offered and is_of_claim(question.talk.topic):
        records = replace(records, offered=records.every)
    if not records.offered:
        return None
    if named := question.named("claim_number"):
        return await _show_named(answering, question, records, named) if is_asked else None
    picked = pick(records.offered, question, records.spoken, is_asked)
    if not picked.claims and not picked.is_place:
        picked = pick(records.every, question, records.spoken)
    if _is_meant(question, picked, is_asked):
        return await _answer_picked(answering, question, records, picked)
    return await _go_on(answering, question, records) if is_asked else None


def _is_meant(question: Question, picked: Picked, is_asked: bool) -> bool:
    """Whether the message picks: a short one that points does, whatever it was taken for; a longer one must be of records."""
    if not (picked.claims or picked.is_out) or _asks_of_other_plans(question, picked):
        return False
    is_short = len(question.text.strip()) <= _SHORT
    if picked.is_plain and is_short:
        return True
    if is_asked and len(picked.claims) == 1 and question.move is Move.CHOOSE:
        return True
    is_question = bool(question.aspects) and question.about in OF_CLAIM
    if is_question and not (is_asked or picked.is_plain or points(question)):
        return False  # It is answered of the record that it names, or that is spoken of.
    chooses = question.move in (Move.CHOOSE, Move.CHOOSE_ALL, Move.CARRY)
    return may_speak_of_record(question) and (is_asked or chooses or points(question))


def _asks_of_other_plans(question: Question, picked: Picked) -> bool:
    """Whether plans are named that none of them is of, and something is asked: 重疾跟医疗能一块报不 chooses nothing."""
    plans = {find_plan(code) or code for code in question.programmes}
    return bool(plans and question.aspects) and plans.isdisjoint(one.plan_code for one in picked.claims)


async def _answer_picked(
    answering: Answering, question: Question, records: RecordsOnOffer, picked: Picked
) -> Answer:
    asked, today = _find_asked(question), question.today
    if picked.is_all:
        return say_overview(answering.knowledge, order_claims(records.every), today)
    if not picked.claims:
        count = len(records.offered)
        return offer_claims(records.offered, today, asked, _OUT.format(count=count))
    if len(picked.claims) > 1 or question.member is None:
        return offer_fitting(picked.claims, today, asked)
    return await answer_about(
        answering.claims, answering.knowledge, question.member, picked.claims[0], asked, question
    )


def _find_asked(question: Question) -> tuple[Aspect, ...]:
    """What is asked of the one that is picked: by these words, else what the list was shown for, else what was asked last."""
    asked_now, topic = question.talk.asked, question.talk.topic
    if said := tuple(read_aspects(replace(question, text=drop_state(question.text)))):
        return said
    if asked_now and asked_now.act == SHOW_CLAIM:
        return read_key(asked_now.key)
    return recall_aspects(topic) if topic and is_of_claim(topic) else ()


async def _show_named(
    answering: Answering, question: Question, records: RecordsOnOffer, number: str
) -> Answer:
    chosen = next((one for one in records.every if one.number == number), None)
    if chosen is None or question.member is None:
        return Answer(_UNKNOWN.format(number=number))
    asked = _find_asked(question)
    return await answer_about(answering.claims, answering.knowledge, question.member, chosen, asked, question)


async def _go_on(answering: Answering, question: Question, records: RecordsOnOffer) -> Answer | None:
    """What is no choice: the end of it, a question in between, something else, or words that fit none."""
    intent = INTENTS.get(question.likely[0]) if question.is_clear and question.likely else None
    move = intent.in_choice if intent else InChoice.CHOOSE
    if move is InChoice.STOP or question.move in (Move.STOP, Move.PUT_OFF):
        return _STOPPED
    if move is InChoice.LEAVE:
        return None
    asked_now = question.talk.asked
    asked = read_key(asked_now.key) if asked_now else ()
    if move is InChoice.CHOOSE:
        able = narrow(records.offered, question.aspects) if question.aspects else ()
        if len(able) == 1 and question.member is not None:  # 帮我催一下: only one of them waits for anything.
            return await answer_about(
                answering.claims, answering.knowledge, question.member, able[0], question.aspects, question
            )
        return offer_claims(records.offered, question.today, asked, _AGAIN)
    answer = await answering.answer(question)
    again = offer_claims(records.offered, question.today, asked, _STILL)
    return answer if answer.opens or answer.asks else join_answers([answer, again])
