"""Another record was meant than the one that was answered: 不是，是意外那个; the same is asked of it."""

import re
from dataclasses import replace

from actions.answering import Answering
from actions.claim_picking import pick
from actions.claim_status import offer_claims
from actions.question import Answer, Question
from actions.records.claim import answer_about
from actions.records.claim.reading import read_aspects, recall_aspects
from actions.records.claims_on_offer import find_records, is_of_claim
from vocabulary.expects import Asked, Move
from vocabulary.intents import IntentKind, select

_TAKES_BACK = re.compile(
    r"^(?:不是|不对|错了|弄错|搞错|看错|说错|我[说问看]的是|我要[问看]的是|问的不是|不要这|不是这)"
)
_WHOLE = re.compile(r"不是[^，。,]{1,8}?(?=是|[，。,])[，。,\s]*")
_OF_PROGRAMMES = select(kind=IntentKind.PROGRAMME)


async def take(answering: Answering, question: Question) -> Answer | None:
    """The record that was meant, with what was asked of the other one."""
    talk = question.talk
    takes_back = question.move is Move.CORRECT or _TAKES_BACK.search(question.text.strip())
    if not takes_back or (talk.asked and talk.asked.kind is Asked.YES):
        return None
    if talk.topic and not is_of_claim(talk.topic):
        return await _turn_to_programme(answering, question)
    records = await find_records(answering, question)
    if records is None or question.member is None or talk.topic is None:
        return None
    meant = replace(question, text=_WHOLE.sub("", question.text.strip(), count=1))
    others = [one for one in records.offered or records.every if one.number != talk.topic.key]
    picked = (
        pick(others, meant, records.spoken).claims
        or pick([one for one in records.every if one.number != talk.topic.key], meant, records.spoken).claims
    )
    asked = tuple(read_aspects(meant)) or recall_aspects(talk.topic)
    if not picked:
        return None
    if len(picked) > 1:
        return offer_claims(picked, question.today, asked)
    return await answer_about(
        answering.claims, answering.knowledge, question.member, picked[0], asked, question
    )


async def _turn_to_programme(answering: Answering, question: Question) -> Answer | None:
    """The same aspects of the programme that was meant instead."""
    known = question.talk.programmes
    meant = tuple(code for code in question.programmes if code not in known)
    aspects = tuple(one for one in question.talk.aspects if one in _OF_PROGRAMMES)
    if not meant or not aspects:
        return None
    return await answering.answer(
        replace(question, programmes=meant, context_programmes=meant, intents=aspects)
    )
