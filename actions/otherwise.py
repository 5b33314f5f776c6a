"""What was found was said already, to another question: what else of it is asked comes instead, or plainly that it is not known."""

from dataclasses import replace

from actions.answering import Answering
from actions.asking_on import OF_STATE, asks
from actions.coverage import read_cover, say_further
from actions.faq import answer_likely
from actions.not_known import NOT_WRITTEN, name_asked, say_not_written
from actions.question import Answer, OfferedChoice, Question
from actions.repeating import was_just_said, was_said_to_another, was_told
from actions.talk import Topic
from vocabulary.expects import Asked, Move, Subject

_TO_PERSON = (OfferedChoice("转人工", "转人工"),)
_NO_OTHERS = "现在能报的就是刚才那些，没有别的了。想去哪个，说名字就行。"
_NO_OTHERS_AGAIN = ("就那些，名字前面都列了；新的出来会列在里头。",)
_LISTED = "{illness}算不算，我手头没有准的名单，不敢说算，也不敢说不算。"
_NOT_WRITTEN = "{asked}，公开的材料没写，我不敢乱说。"
_ASKED_OF = {
    "ask_scope": "您说的这种情况算不算",
    "ask_eligibility": "您说的这种情况算不算",
    "ask_benefit": "到底能给多少",
    "ask_contribution": "这笔钱怎么出",
    "ask_enrolment": "再细的办法",
    "ask_difference": "再细的差别",
}
"""Of these a case of its own may be asked; anything else is asked once more of the same."""
_WHETHER = frozenset({"ask_scope", "ask_eligibility"})
_OF_CASE = ("illness", "relation", "circumstance", "event", "district", "amount")
_LONGEST = 16
_ENDS = " ，,。.？?！!~～"
_NOT_KNOWN = "not_known"
_OF_RECORDS = ("claim:", "relief:", "payment:", "enrolment:")
_ASKING = (Move.ASK, Move.CARRY, Move.WHY, None)
_SHORTEST = 4


async def answer_otherwise(answering: Answering, question: Question, answer: Answer) -> Answer:
    """The answer as it is, where it is new, or where the same is asked once more; what is often asked before what answers nothing."""
    if (likely := answer_rather(answering, question, answer)) is not answer:
        return likely
    if _is_the_same(answer, question) and _asks_else(question, answer):
        return answer_instead(question) or _say_not_in_record(question, answer)
    if not was_said_to_another(answer, question):
        return answer
    topic = answer.topics[-1] if answer.topics else question.talk.topic
    if topic is not None and topic.subject is Subject.COVER and question.member is not None:
        return say_further(await read_cover(answering.claims, answering.knowledge, question.member, question))
    if answer.offers and answer.offers.subject is Subject.ACTIVITY:
        return replace(answer, text=_NO_OTHERS, again=_NO_OTHERS_AGAIN, says="no_other_activity")
    if topic is not None and topic.subject is Subject.PROGRAMME and _asks_of_a_case(question):
        return _say_not_known(answering, question, topic, answer)
    return answer


def answer_rather(answering: Answering, question: Question, answer: Answer) -> Answer:
    """What is often asked and may be asked here, before what answers nothing; what is known of all programmes stays."""
    asks = answer.asks
    is_known = (
        asks is not None
        and asks.kind is Asked.PROGRAMME
        and answering.knowledge.find(None, asks.act.removeprefix("ask_")).kind == "known"
    )
    return (answer_instead(question) if answers_nothing(answer) and not is_known else None) or answer


def answers_nothing(answer: Answer) -> bool:
    """Whether it only asks back which programme or what is meant, or says that the matter is nowhere written."""
    asks_back = answer.asks is not None and answer.asks.kind in (Asked.PROGRAMME, Asked.MEANING)
    return asks_back or NOT_WRITTEN in answer.text


def answer_instead(question: Question) -> Answer | None:
    """What is often asked and may be asked here, though that is not plain; 那个还用交不 points at something else."""
    if question.move is Move.CARRY and question.talk.topic is None:
        return None
    return answer_likely(question)


def _is_the_same(answer: Answer, question: Question) -> bool:
    """Whether it was said just now, or, where nothing that is asked was understood, at all."""
    is_unheard = not question.aspects and not question.likely_aspects[1:] and asks(question.text)
    return was_just_said(answer, question) or (is_unheard and was_told(answer, question))


def _asks_else(question: Question, answer: Answer) -> bool:
    """Whether a record's answer comes again to a question that it does not answer."""
    is_of_record = any(one.source.startswith(_OF_RECORDS) for one in answer.facts)
    is_free = not (answer.opens or answer.person or answer.offers or answer.asks or answer.needs)
    is_plain = bool(question.aspects and question.likely_aspects)
    asked = None if is_plain else next(iter((*question.aspects, *question.likely_aspects)), None)
    is_said = question.move in _ASKING and len(question.text.strip()) >= _SHORTEST
    is_else = asked not in OF_STATE if asked else asks(question.text) and not is_plain
    return is_of_record and is_free and is_said and is_else


def _say_not_in_record(question: Question, answer: Answer) -> Answer:
    """By its name that it is not known, with one way on; another one the second time."""
    first = f"{say_not_written(question)}单位工会的经办人最清楚；要同事看，点“转人工”。"
    again = (f"{name_asked(question)}，我这里真没有。打职工热线 12351 能问，或点“转人工”。",)
    return Answer(first, _TO_PERSON, answer.facts, topics=answer.topics, again=again, says=_NOT_KNOWN)


def _asks_of_a_case(question: Question) -> bool:
    """Whether a case of its own is asked about, and not the rule once more in other words."""
    if _WHETHER.intersection(question.intents):
        return True
    is_of_case = bool(_ASKED_OF.keys() & set(question.intents))
    return is_of_case and (question.move is Move.CARRY or any(question.named(one) for one in _OF_CASE))


def _say_not_known(answering: Answering, question: Question, topic: Topic, answer: Answer) -> Answer:
    """What is not known, in the member's own words, and another way on each time."""
    programme = next(iter(topic.programmes), None)
    found = answering.knowledge.programmes.get(programme or "")
    said, asked = _name_asked(question), "拿诊断证明" if question.named("illness") else "请"
    first = f"{said}{asked}问{found.turn_to if found else '单位工会'}。"
    again = (
        f"{said}打职工热线 12351 能问，说清是哪个项目就行。",
        f"{said}点“转人工”，请同事去问，您不用再说一遍。",
    )
    return Answer(first, _TO_PERSON, answer.facts, topics=answer.topics, again=again, says=_NOT_KNOWN)


def _name_asked(question: Question) -> str:
    if illness := question.named("illness"):
        return _LISTED.format(illness=illness)
    words = question.text.strip(_ENDS)
    by_intent = next(name for intent, name in _ASKED_OF.items() if intent in question.intents)
    return _NOT_WRITTEN.format(asked=f"“{words}”" if len(words) <= _LONGEST else by_intent)
