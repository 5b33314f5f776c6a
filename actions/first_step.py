"""Something befell somebody, and several programmes may pay: what to do first is said at once, and no chooser asked."""

from dataclasses import replace

from actions.coverage import OwnCover, answer_cover, read_cover
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.talk import Topic
from actions.wording import say_list
from claims.database import ClaimsDatabase
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

_FREE = {
    "secondary_reimbursement": "二次报销不用报，每季度自动算",
    "non_work_accident_property": "家财险会员都有，不用自己参加",
}
_HOSPITAL = frozenset({"inpatient_medical", "hospital_cash"})
_BY_UNIT = _HOSPITAL | {"critical_illness", "womens_specified_disease", "accident"}
_ILL = "先把身体养好。"
_TO_CLERK = "{after}告诉单位工会的经办人，由他往上报。"
_OF_UNIT = "{names}要单位给您上过才有"
_KEEP = "{papers}、诊断证明、票据先留好。"
_REVIEWED = "这次算不算、给多少，由工会审核定。"
_BY_NAME_OF_ILLNESS = "看病名在不在病种名单里"
_SUMS = {
    "womens_specified_disease": _BY_NAME_OF_ILLNESS,
    "critical_illness": _BY_NAME_OF_ILLNESS,
    "inpatient_medical": "看住院花费",
    "hospital_cash": "看住院天数",
    "secondary_reimbursement": "看“自付一”，自动算",
    "accident": "看单位上的是哪一档",
}
"""What decides how much there is."""
_TO_PAGE = "看您上了哪样，要先知道是您，点下面核对一下身份。"
_FILE = (OfferedChoice("现在登记", "我要申请理赔"),)
_OF_CASE = frozenset({"ask_process", "ask_scope", "ask_eligibility", "ask_benefit"})


async def answer_of_case(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question, fitting: tuple[str, ...]
) -> Answer | None:
    """By the member's own cover where it is known; None where a choice decides, or where relief may be meant."""
    intent = question.intents[0]
    if intent not in _OF_CASE or not set(fitting) <= _BY_UNIT | _FREE.keys():
        return None
    topic = Topic(Subject.PROGRAMME, programmes=fitting)
    if question.member is not None:
        cover = await read_cover(claims, knowledge, question.member, question)
        return _say_lacking(knowledge, fitting, cover, answer_cover(cover, (Aspect.COVERED,)))
    text = _say(knowledge, question, fitting, intent)
    answer = Answer(text, _FILE, topics=(topic,))
    if question.talk.unanswered is not None:
        return answer  # The page was offered, and pressing helps nobody.
    return replace(answer, text=f"{text}{_TO_PAGE}", needs=("identity",))


def _say_lacking(knowledge: Knowledge, fitting: tuple[str, ...], cover: OwnCover, answer: Answer) -> Answer:
    """What the unit took out none of, before what there is besides."""
    by_unit = [code for code in fitting if code in _BY_UNIT]
    held = {one.plan_code for one in cover.every}
    if not by_unit or held.intersection(by_unit) or not cover.valid:
        return answer
    names = say_list(knowledge.short_name(code) for code in by_unit)
    return replace(answer, text=f"{names}您名下没有查到，要单位给上过才有。{answer.text}")


def _say(knowledge: Knowledge, question: Question, fitting: tuple[str, ...], intent: str) -> str:
    is_hospital = bool(_HOSPITAL.intersection(fitting)) and question.named("event") == "hospital_stay"
    kind = _ILL if is_hospital or question.named("illness") else ""
    names = say_list(knowledge.short_name(code) for code in fitting if code in _BY_UNIT)
    parts = [
        _OF_UNIT.format(names=names) if names else "",
        *(_FREE[code] for code in fitting if code in _FREE),
    ]
    whose = f"{'；'.join(part for part in parts if part)}。"
    if intent == "ask_benefit":
        sums = _say_sums(knowledge, fitting)
        return (
            f"{kind}给多少要看单位给您上的是哪样：{sums}。{_REVIEWED}"
            if sums
            else f"{kind}{whose}{_REVIEWED}"
        )
    if intent != "ask_process":
        return f"{kind}{whose}{_REVIEWED}"
    first = _TO_CLERK.format(after="出院后" if is_hospital else "先")
    papers = _KEEP.format(papers="出院小结、费用清单" if is_hospital else "病历")
    return f"{kind}{first}{whose}{papers}"


def _say_sums(knowledge: Knowledge, fitting: tuple[str, ...]) -> str:
    """Those of which the same decides are named together."""
    named: dict[str, list[str]] = {}
    for code in fitting:
        if code in _SUMS:
            named.setdefault(_SUMS[code], []).append(knowledge.short_name(code))
    return "，".join(f"{'、'.join(names)}{what}" for what, names in named.items())
