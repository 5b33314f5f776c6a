"""A relative is ill, and it is asked whether that is paid for: a kind word and a plain no first, then who may help."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.districts import URGENT, say_called
from actions.faq import answer_likely
from actions.question import Answer, Question
from actions.records.cover import answer_of_relative, is_hurt
from actions.stories import tells_of_death
from actions.tasks.relief import OF_DISTRICT
from actions.urgency import needs_money_now, tells_emergency
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject

_NEAR = frozenset({"spouse", "parent", "child", "kin"})
_OF_HOME = ("fire", "pipe_burst", "disaster")
_LIKELY = 0.5
_ILL = re.compile(r"病|癌|瘤|住院|手术|治|瘫")
_OF_HELP = (Subject.RELIEF, Subject.COVER, Subject.PROGRAMME, None)
_OTHERS_UNION = (
    "{district}那边的工会有没有帮扶、家属生病给不给，公开的材料没写，我不敢说能也不敢说不能，别先放弃："
    "请家里人问自己的单位工会和{district}区总工会，也可以打 12351。{stays}大兴的救助看的是申请人自己的单位在不在大兴。"
)
_DISTANT = "in_laws_grandparents_siblings"
"""The nearest of the frequent questions to one about whoever else was hurt."""
_NOT_OTHERS = (
    "走不了您的：各人的保障只管本人，别人的记录我也看不到。他要是会员，请他在自己的微信里核对身份来问；"
    "不是会员的，先问他自己单位的工会怎么入会，这回的事算不算也请他问那边。"
)
_NOT_OTHERS_AGAIN = "别人的得别人自己来问，我替不了。他单位的工会，或职工热线 12351 都能问。"
_WHETHER = frozenset({Aspect.WHO_MAY, Aspect.COVERED})


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer, and a person besides where it cannot wait; None where no relative's treatment is asked about."""
    if tells_of_death(question.text):
        return None
    if tells_emergency(question.text) and needs_money_now(question.text):
        return None  # The fund may be for families too: that is not ours to refuse.
    if _is_of_others_union(question):
        return _say_of_others_union(question)
    if asks_for_other(question):
        return Answer(_NOT_OTHERS, again=(_NOT_OTHERS_AGAIN,), says="not_others")
    if _befell_nobody(question) and (known := answer_likely(question)):
        return known  # 老伴儿说不管了: what is asked is often asked.
    if _is_of_fund(question):
        return await _say_of_fund(answering, question)
    answer = await answer_of_relative(answering, _ask_only(question))
    if answer is None or not tells_emergency(question.text):
        return answer
    text = "\n".join(filter(None, (say_called(question), answer.text)))
    return replace(answer, text=text, person=URGENT)


def _is_of_others_union(question: Question) -> bool:
    """Whether the union of somebody near, in another district than the fund's, is asked for its help."""
    district = question.named("district")
    is_near = question.named("relation") in ("spouse", "parent")
    asked = _WHETHER.intersection(question.aspects) or Aspect.ELSEWHERE in question.aspects
    return is_near and district not in (None, OF_DISTRICT) and bool(asked) and question.about in _OF_HELP


def _say_of_others_union(question: Question) -> Answer:
    district = question.named("district")
    topic = question.talk.topic
    is_own = topic is not None and topic.subject is Subject.RELIEF and bool(topic.key)
    stays = "您自己那份照旧在走，不受影响。" if is_own else ""
    return Answer(_OTHERS_UNION.format(district=district, stays=stays))


def asks_for_other(question: Question) -> bool:
    """Whether a neighbour's or a room mate's mishap is to go by the member's own cover, which is spoken of."""
    topic = question.talk.topic
    befell = bool(question.named("event")) or "own_name" in question.entities.get("circumstance", ())
    is_own = topic is not None and (
        topic.subject is Subject.CLAIM or (topic.subject is Subject.COVER and befell)
    )
    is_as_own = "own_name" in question.entities.get("circumstance", ()) and question.named("relation") is None
    is_distant = question.likely_faq == _DISTANT and question.named("event") is not None
    is_other = question.named("relation") == "other" and "kin" not in question.entities.get(
        "circumstance", ()
    )
    asks = question.about in (Subject.CLAIM, Subject.COVER, Subject.PROGRAMME, None)
    return (
        is_own
        and (is_other or is_as_own or is_distant)
        and asks
        and question.member is not None
        and not question.talk.is_clerk
        and bool(_WHETHER.intersection(question.aspects))
        and "ask_eligibility" in question.intents
    )


def _is_of_fund(question: Question) -> bool:
    """Whether somebody near is ill, and it is the fund that is asked about."""
    named = (*question.entities.get("relation", ()), *question.entities.get("circumstance", ()))
    if (
        not _NEAR.intersection(named)
        or not _WHETHER.intersection(question.aspects)
        or question.named("event") in _OF_HOME
    ):
        return False
    if question.programmes and not _names_fund(question.programmes):
        return False
    topic = question.talk.topic
    spoken_of = topic is not None and topic.subject is Subject.PROGRAMME and _names_fund(topic.programmes)
    chance = question.chances.get("apply_relief", 0.0)
    is_named = bool(question.programmes) or chance >= _LIKELY or question.about is Subject.RELIEF
    is_ill = bool(question.named("illness") or _ILL.search(question.text))
    return is_named or (spoken_of and is_ill and question.move is Move.CARRY and not is_hurt(question))


def _names_fund(programmes: Sequence[str]) -> bool:
    return any(code.startswith("relief_") for code in programmes)


async def _say_of_fund(answering: Answering, question: Question) -> Answer:
    """Who may have it, with what is written of a family; a kind word first where somebody is ill."""
    programmes = question.programmes or ("relief_fund",)
    asked = replace(
        question, intents=("ask_eligibility",), programmes=programmes, context_programmes=programmes, parts=()
    )
    return await answering.answer(asked)


def _ask_only(question: Question) -> Question:
    """Who asks whether it is paid for wishes for nothing yet, however grave it is: 我爸在抢救, 你们能报吗."""
    asks = question.move is Move.ASK and _WHETHER.intersection(question.aspects)
    if not asks or "apply_relief" not in question.intents or question.programmes:
        return question
    others = tuple(one for one in question.intents if one != "apply_relief")
    return replace(question, intents=others or ("ask_eligibility",))


def _befell_nobody(question: Question) -> bool:
    """Whether somebody near is only spoken of, and none of them fell ill or was hurt."""
    is_named = bool(_NEAR.intersection(question.entities.get("relation", ())))
    return (
        is_named
        and not question.programmes
        and not (question.named("event") or question.named("illness") or _ILL.search(question.text))
    )
