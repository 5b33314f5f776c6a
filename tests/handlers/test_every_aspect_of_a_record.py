"""Every aspect has an answer of its own of every kind of record: no card instead of it, and no card twice running."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk
from vocabulary.aspects import Aspect

_WORDS: Mapping[Aspect, str] = {
    Aspect.OVERVIEW: "都说说",
    Aspect.STATE: "到哪了",
    Aspect.WHEN: "还得等几天",
    Aspect.WHEN_DONE: "哪天的事",
    Aspect.WHY_SLOW: "咋这么慢",
    Aspect.AMOUNT: "能给多少",
    Aspect.RECKONING: "咋算的",
    Aspect.WHY: "为啥这样",
    Aspect.MISSING: "还要交什么",
    Aspect.RECEIVED: "收着没",
    Aspect.SUBSTITUTE: "没有那个行不",
    Aspect.NEXT: "接下来呢",
    Aspect.CERTAIN: "肯定没问题吧",
    Aspect.CARD: "打哪张卡",
    Aspect.ORIGIN: "谁给我弄的",
    Aspect.NOTIFIED: "到时候会告诉我吗",
    Aspect.MORE: "还能再来一回不",
    Aspect.ELSEWHERE: "没别的办法了吗",
    Aspect.ADVANCE: "能先给点不",
    Aspect.HURRY: "能快点不",
    Aspect.WHO: "谁在管这事",
    Aspect.WHERE: "在哪儿弄",
    Aspect.TIME: "几点来着",
    Aspect.COVERED: "这样算不算",
    Aspect.VALID: "还作不作数",
    Aspect.WHO_MAY: "我够不够条件",
    Aspect.HOW: "怎么弄",
    Aspect.CHANGE: "写错了能改不",
    Aspect.UNDO: "能撤吗",
    Aspect.REVIEW: "再给看看",
    Aspect.EFFECT: "有啥影响不",
    Aspect.MEANING: "这是啥意思",
    Aspect.COMPARED: "别人咋不一样",
}
_CARD = frozenset({Aspect.STATE, Aspect.OVERVIEW})
_INTENTS = {
    "claim": "check_claim",
    "payment": "check_payment",
    "relief": "check_relief",
    "cover": "check_coverage",
    "visit": "book_appointment",
    "activity": "join_activity",
    "papers": "submit_documents",
}
_PEOPLE: Mapping[str, tuple[str, Mapping[Aspect, str]]] = {
    "claim": ("zhao_lei", {}),
    "payment": ("tang_lin", {}),
    "relief": ("qin_song", {}),
    "cover": ("hou_jun", {one: "the term is its card" for one in (Aspect.VALID, Aspect.WHEN, Aspect.WHEN_DONE, Aspect.TIME)}),
    "papers": ("li_qiang", {one: "the papers are its card" for one in (Aspect.MISSING, Aspect.RECEIVED)}),
    "visit": (
        "yan_rui",
        {one: "day and hour are its card" for one in (Aspect.TIME, Aspect.WHEN, Aspect.VALID, Aspect.NEXT, Aspect.WHEN_DONE, Aspect.WHERE)},
    ),
    "activity": (
        "yan_rui",
        {
            one: "the seat is its card"
            for one in (Aspect.MISSING, Aspect.MORE, Aspect.VALID, Aspect.CERTAIN, Aspect.HOW, Aspect.RECEIVED, Aspect.WHEN_DONE)
        },
    ),
}  # fmt: skip
"""Who has such a record, and which aspects its card says as well, with the reason."""
_FIRST = re.compile(r"[。；\n]")


def test_every_aspect_is_walked() -> None:
    assert set(_WORDS) == set(Aspect)


@pytest.mark.parametrize(
    ("about", "aspect"),
    [(about, one) for about, (_, said) in _PEOPLE.items() for one in Aspect if one not in _CARD | set(said)],
)
async def test_no_aspect_gets_the_card_of_the_record(
    claims: ClaimsDatabase, about: str, aspect: Aspect
) -> None:
    member = await find_demo_member(claims, _PEOPLE[about][0])
    assert member
    talk = ActionTalk(claims, member)
    card = await _show(talk, about)
    answer = await talk.say(_WORDS[aspect], _INTENTS[about], "carry", [aspect], about)
    assert answer
    assert _FIRST.split(answer)[0] != _FIRST.split(card)[0]
    assert card.partition("\n")[0] not in answer


def _pair(about: str) -> Sequence[tuple[str, Aspect, Aspect]]:
    others = [one for one in Aspect if one not in _CARD | set(_PEOPLE[about][1]) | {Aspect.REVIEW}]
    return [(about, first, then) for first, then in pairwise(others)]


@pytest.mark.parametrize(
    ("about", "first", "then"),
    [pair for about in ("claim", "relief", "cover", "payment") for pair in _pair(about)],
)
async def test_no_two_questions_get_the_same_words_running(
    claims: ClaimsDatabase, about: str, first: Aspect, then: Aspect
) -> None:
    member = await find_demo_member(claims, _PEOPLE[about][0])
    assert member
    talk = ActionTalk(claims, member)
    before = await talk.say(_WORDS[first], _INTENTS[about], "ask", [first], about)
    assert await talk.say(_WORDS[then], _INTENTS[about], "carry", [then], about) != before


async def _show(talk: ActionTalk, about: str) -> str:
    first = "missing" if about == "papers" else "state"
    text = "科学小实验报上没" if about == "activity" else "到哪了"
    return await talk.say(text, _INTENTS[about], "ask", [first], about)
