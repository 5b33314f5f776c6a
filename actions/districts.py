"""Where a member's unit is, and what is said to whoever is not of the district whose fund it is."""

import re
from dataclasses import replace

from actions.knowledge import Knowledge
from actions.likely import find_likely
from actions.question import Answer, HandoffWish, OfferedChoice, Question
from actions.tasks.relief import ELSEWHERE
from actions.urgency import tells_emergency
from actions.wording import say_list
from claims.access import access_profile
from claims.database import ClaimsDatabase
from vocabulary.tickets import TicketDesk, TicketReason

URGENT = HandoffWish(TicketReason.RELIEF_URGENT, TicketDesk.RELIEF)
CALLED = "您先别急，已经叫同事了，您说的都记下了。等不及，也可以打职工热线 12351。"

_OWN_DISTRICT = (
    r"(?:我|我们|俺|单位|公司|厂子?|学校|上班|工作)[^，。？?]{{0,6}}(?:在|是){district}(?!医院)"
    r"|{district}区?(?:这边)?(?:的)?(?:单位|公司|会员|职工|上班|工作|干活)"
)


async def find_district(claims: ClaimsDatabase, question: Question) -> str | None:
    """Where the unit is: as the member says it, else as it is recorded; 大兴 in the fund's own name says neither."""
    named = question.named("district")
    if named and re.search(_OWN_DISTRICT.format(district=named), question.text):
        return named
    if question.member is None:
        return None
    return (await access_profile(claims, question.member)).district


def say_elsewhere(knowledge: Knowledge, question: Question, district: str) -> Answer:
    """The fund is Daxing's; what else may pay for what happened is named, and the way to a person."""
    likely = find_likely(question) or (find_likely(question.told) if question.told else ())
    others = [code for code in likely if not code.startswith("relief_")]
    is_urgent = tells_emergency(question.text)
    text = f"{CALLED if is_urgent else ''}{ELSEWHERE.format(district=district)}"
    choices: tuple[OfferedChoice, ...] = (OfferedChoice("转人工", "转人工"),)
    if others:
        names = say_list(knowledge.short_name(code) for code in others)
        text += f"另外，{names}可能用得上，说“我要报案”我先帮您登记。"
        choices = (OfferedChoice("我要报案", "我要报案"), *choices)
    return Answer(text, choices, person=replace(URGENT, about=f"所在区：{district}") if is_urgent else None)
