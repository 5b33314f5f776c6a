"""Which programme is meant where none is named: by what happened and what the member holds, else the question that decides."""

import re

from actions.first_step import answer_of_case
from actions.knowledge import Knowledge
from actions.likely import find_likely
from actions.question import Answer, OfferedChoice, Question
from actions.talk import AskedNow
from actions.wording import say_list
from claims.access import access_enrolments
from claims.database import ClaimsDatabase
from vocabulary.expects import Asked
from vocabulary.programmes import find_plan

_ASKED_OF = {
    "ask_benefit": "能给多少",
    "ask_scope": "管不管",
    "ask_eligibility": "谁能参加",
    "ask_process": "怎么办",
    "ask_documents": "要什么材料",
    "ask_deadline": "什么时候前要办",
    "ask_contribution": "要交多少钱",
    "ask_enrolment": "怎么参加",
    "ask_difference": "有什么区别",
}
_UNIVERSAL = ("secondary_reimbursement", "non_work_accident_property")
"""What every member with a card is in, so that nobody has to be enrolled."""
_HAPPENED = (("生病住院", "生病住院了"), ("得了大病", "得了大病"), ("受伤", "摔伤了"))
_JOINING = (
    ("自己不用报名的", "二次报销"),
    ("住院的", "住院津贴"),
    ("大病的", "重疾"),
    ("女工的", "女工特疾"),
    ("意外的", "意外险"),
    ("我替单位办", "直投"),
)
_WHICH_AGAIN = (
    "还差一样：说的是住院、大病、受伤，还是别的？说几个字就行。",
    "不急，说说出了什么事，我来认是哪一样；也可以点“转人工”。",
)
_OF_JOINING = frozenset({"ask_enrolment", "ask_contribution", "ask_difference"})
_MOST_HELD, _MOST_GROUPS = 3, 2
_FIRST = {
    "ask_process": "先告诉单位工会的经办人，由他往上报，最快。",
    "ask_documents": "先备好身份证、诊断证明、看病的票据，以经办人说的为准。",
}
"""What holds for nearly all, before it is asked which."""
_VAGUE = 12
"""So short a message told nothing of what happened: what it means is asked, and nothing said before that."""
_SAID_OF_SEVERAL = frozenset({"ask_deadline", "ask_documents", "ask_process"})
_DATED = re.compile(r"（\d{4}年[^（）]*）")
_SENTENCES = re.compile(r"[^。！？\n]+[。！？]")


async def find_meant(claims: ClaimsDatabase, question: Question) -> tuple[str, ...]:
    """What may pay for what happened, narrowed to what the member holds; one alone is what is meant."""
    likely = find_likely(question) or (find_likely(question.told) if question.told else ())
    if len(likely) < 2 or question.member is None:
        return likely
    held = await _find_held(claims, question)
    if not any(find_plan(code) in held for code in likely):
        return likely
    return tuple(code for code in likely if code.startswith("tailored_") or _may_pay(code, held))


async def ask_programme(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """Which programme is meant: of those that fit, of those that are held, or by what has happened."""
    intent, fitting = question.intents[0], await find_meant(claims, question)
    asked = _ASKED_OF.get(intent, "")
    asks = AskedNow(Asked.PROGRAMME, intent)
    if fitting and (first_step := await answer_of_case(claims, knowledge, question, fitting)):
        return first_step
    if fitting:
        names = [knowledge.short_name(code) for code in fitting]
        text = f"这种情况，{say_list(names)}都可能用得上。您先问哪一项？点一个，或者直接说名字。"
        return Answer(text, tuple(OfferedChoice(name, f"{name}{asked}") for name in names), asks=asks)
    held = await _find_held(claims, question)
    if held and intent not in _OF_JOINING:
        codes = [*sorted(held), *_UNIVERSAL][: _MOST_HELD + 1]
        names = [knowledge.short_name(code) for code in codes]
        text = "您问的是哪一项？也可以直接说出了什么事。"
        return Answer(text, tuple(OfferedChoice(name, f"{name}{asked}") for name in names), asks=asks)
    known = knowledge.find(None, intent.removeprefix("ask_"))
    said = f"{known.text}\n" if known.kind == "known" else ""
    if intent in _OF_JOINING:
        choices = tuple(OfferedChoice(title, f"{name}{asked}") for title, name in _JOINING)
        return Answer(f"{said}您问的是哪一样，还是替单位办？", choices, asks=asks)
    choices = tuple(OfferedChoice(title, f"{words}，{asked}") for title, words in _HAPPENED)
    if len(question.text) <= _VAGUE:
        return Answer(
            f"{_FIRST.get(intent, '')}您说的是哪一样？说个名字，或者说说出了什么事；也可以点一个。",
            choices,
            asks=asks,
            again=_WHICH_AGAIN,
        )
    return Answer(
        f"{said}是哪种情况？说一句出了什么事就行，或者点一个。", choices, asks=asks, again=_WHICH_AGAIN
    )


def answer_of_several(knowledge: Knowledge, codes: tuple[str, ...], intent: str) -> str:
    """What holds for all that may pay, said once for those of which the same is so; empty where it differs too much."""
    if intent not in _SAID_OF_SEVERAL:
        return ""
    groups: dict[str, list[str]] = {}
    for code in codes:
        said = _DATED.sub("", knowledge.find(code, intent.removeprefix("ask_")).text)
        groups.setdefault("".join(_SENTENCES.findall(said)[:2]), []).append(code)
    if len(groups) > _MOST_GROUPS:
        return ""
    return "\n".join(
        f"{say_list(knowledge.short_name(code) for code in group)}：{text}" for text, group in groups.items()
    )


def _may_pay(code: str, held: frozenset[str]) -> bool:
    plan = find_plan(code)
    return plan is None or plan in _UNIVERSAL or plan in held


async def _find_held(claims: ClaimsDatabase, question: Question) -> frozenset[str]:
    """The plans in force that a unit enrolled the member in."""
    if question.member is None:
        return frozenset()
    enrolments = await access_enrolments(claims, question.member, question.today)
    return frozenset(one.plan_code for one in enrolments if one.standing == "valid").difference(_UNIVERSAL)
