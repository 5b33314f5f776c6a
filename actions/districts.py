"""Where a member's unit is, and what is said to whoever is not of the district whose fund it is."""

import re
from dataclasses import replace

from actions.eligibility import say_not_of_fund
from actions.emergency import calls_for_help
from actions.knowledge import Knowledge
from actions.likely import find_events, find_likely
from actions.question import Answer, HandoffWish, OfferedChoice, Question
from actions.talk import Topic
from actions.tasks.relief import OF_DISTRICT
from actions.urgency import presses_for_money
from actions.warm_words import feel_with
from actions.wording import say_list
from claims.access import access_claims, access_enrolments, access_profile
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from vocabulary.expects import Subject
from vocabulary.programmes import find_plan
from vocabulary.tickets import TicketDesk, TicketReason

URGENT = HandoffWish(TicketReason.RELIEF_URGENT, TicketDesk.RELIEF)
CALLED = "您先别急，已经叫同事了，您说的都记下了。等不及，也可以打职工热线 12351。"
_FREE = "non_work_accident_property"
_OF_HOME = frozenset({"fire", "pipe_burst", "disaster"})
_HURTS = frozenset({"fall", "traffic_accident"})
_PACKAGES = ("comprehensive", "tailored_")
_GRAVE = "人在重症里，您守着最难熬。"
_ELSEWHERE_SHORT = "{fund}的应急救助您单位够不上，{district}的帮扶问{district}区总工会，或打 12351。"
_NO_ADVANCE = "先垫钱、预支，没看到有这样的规定，我不敢应：押金先问医院住院处能不能缓，也跟单位工会说一声。"
_TO_PERSON = OfferedChoice("转人工", "转人工")
_ABOUT = (Topic(Subject.PROGRAMME, programmes=("relief_fund",)),)
_OVER = frozenset({ClaimState.PAID, ClaimState.CLOSED, ClaimState.DENIED})
"""A claim that is done is for what happened before."""
_KINDS = {"pipe_burst": "pipe_burst", "fire": "fire", "fall": "accident", "traffic_accident": "accident"}
_AGAIN = (
    "{fund}那份您的单位不在范围里，我不能替您往上交。{district}的会员走本区：先找单位工会，再问{district}区总工会；"
    "想让同事帮着问该找谁，说“转人工”。"
)
_OWN_DISTRICT = (
    r"(?:我|我们|俺|单位|公司|厂子?|学校|上班|工作)[^，。？?]{{0,6}}(?:在|是){district}(?!医院)"
    r"|(?:我们|俺们|咱们?){district}|{district}区?(?:这边)?(?:的)?(?:单位|公司|会员|职工|上班|工作|干活)"
)


def say_called(question: Question) -> str:
    """Said once: whoever waits for a person already knows."""
    return "" if question.waiting else CALLED


async def find_district(claims: ClaimsDatabase, question: Question) -> str | None:
    """Where the unit is: as the member says it, else as it is recorded; 大兴 in the fund's own name says neither."""
    for named in question.entities.get("district", ()):
        if re.search(_OWN_DISTRICT.format(district=named), question.text):
            return named
    if question.member is None:
        return None
    return (await access_profile(claims, question.member)).district


async def say_elsewhere(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question, district: str
) -> Answer:
    """The fund is Daxing's; whom to ask in the member's own district, and what else may pay for what happened."""
    is_urgent = calls_for_help(question)
    lead = say_called(question) if is_urgent else ""
    needs_money = is_urgent and presses_for_money(question.text)
    text = (
        _ELSEWHERE_SHORT.format(fund=OF_DISTRICT, district=district)
        if needs_money
        else await say_not_of_fund(claims, question.member, district, OF_DISTRICT)
    )
    choices: tuple[OfferedChoice, ...] = (_TO_PERSON,)
    if "ask_benefit" in question.intents:
        text += f"{district}区的给多少，我手上没有数，不能拿{OF_DISTRICT}的给您当准。"
    own = ""
    if others := await find_others(claims, question):
        names = say_list(knowledge.short_name(code) for code in others)
        is_home = _FREE in others and bool(find_events(question) & _OF_HOME)
        keep = "拍好照片" if is_home else "票据、证明收好"
        report = f"{names}可能用得上，{keep}，说“我要报案”我先帮您登记。"
        is_asked = any(code.startswith("relief_") for code in question.programmes)
        text = f"{text}另外，{report}" if is_asked else f"{_feel(question)}先看您名下的：{report}{text}"
        own = f"{names}可能用得上，说“我要报案”。"
        choices = (OfferedChoice("我要报案", "我要报案"), *choices)
    person = replace(URGENT, about=f"所在区：{district}") if is_urgent else None
    again = (f"{_AGAIN.format(district=district, fund=OF_DISTRICT)}{own}",)
    if needs_money:
        text = f"{_NO_ADVANCE}{text}"
    if "grave" in question.entities.get("circumstance", ()):
        lead = f"{_GRAVE}{lead}"
    return Answer(f"{lead}{text}", choices, person=person, topics=_ABOUT, again=() if is_urgent else again)


def _feel(question: Question) -> str:
    """A kind word for what befell them, where nothing kind was said of it yet."""
    events = tuple(sorted(find_events(question)))
    return (
        ""
        if calls_for_help(question)
        else feel_with(replace(question, entities={**question.entities, "event": events}))
    )


async def find_others(claims: ClaimsDatabase, question: Question) -> list[str]:
    """The programmes that may pay for what is told, and of which the member has no claim of that kind yet."""
    likely = find_likely(question) or (find_likely(question.told) if question.told else ())
    filed = await access_claims(claims, question.member) if question.member is not None else ()
    event = question.named("event") or (question.told.named("event") if question.told else None)
    kind = _KINDS.get(event or "")
    plans = {one.plan_code for one in filed if kind in (None, one.kind) and one.state not in _OVER}
    fitting = [code for code in likely if not code.startswith("relief_") and find_plan(code) not in plans]
    if question.member is None:
        return fitting
    held = [
        one
        for one in await access_enrolments(claims, question.member, question.today)
        if one.standing == "valid"
    ]
    packages = [one.plan_code for one in held if one.plan_code.startswith(_PACKAGES)]
    own = {one.plan_code for one in held}
    return [
        *(code for code in fitting if find_plan(code) in own),
        *(code for code in packages if code not in plans and _HURTS & find_events(question)),
    ]
