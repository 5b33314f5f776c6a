"""Questions about programmes: aspect × programme from the knowledge table, figures from the version in force."""

import re
from collections.abc import Sequence

from actions.coverage import say_benefits
from actions.interests import offer_to_take_down
from actions.knowledge import Knowledge
from actions.likely import find_likely
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import Topic
from actions.wording import ASK_A_PERSON, say_list
from claims.access import find_plan_version
from claims.database import ClaimsDatabase
from vocabulary.expects import Subject
from vocabulary.programmes import PROGRAMMES, find_plan

_CENTRE_WIDE = frozenset(
    {"ask_contact", "ask_privacy", "ask_labour_rights", "ask_overview", "ask_payout_time"}
)
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
_OF_ALL = re.compile(r"你们(?:是|都|这|有)|都有(?:啥|什么|哪些)|有哪些(?:项目|保障|险|救助)|保险公司")
_USUAL = ("inpatient_medical", "critical_illness", "secondary_reimbursement", "relief_fund")
_MOST_PROGRAMMES = 2


async def answer_programme_question(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question
) -> Answer:
    """The cells of the programmes that are meant; where none is, which one is meant."""
    intent = question.intents[0]
    programmes = decide_programmes(question)
    if not programmes and intent == "ask_member_card":
        programmes = ("member_card",)
    if not programmes and intent not in _CENTRE_WIDE:
        return _ask_programme(knowledge, question)
    # The difference from the others stands with each programme: said once, it is enough.
    named = programmes[: 1 if intent == "ask_difference" else _MOST_PROGRAMMES] or (None,)
    answers = [await _answer_cell(claims, knowledge, one, intent, question) for one in named]
    text = "\n\n".join(dict.fromkeys(_name(knowledge, named, answers)))
    topics = (topic_of(programmes),) if programmes else ()
    choices = offer_to_take_down(knowledge, programmes, intent)
    facts = tuple(fact for one in answers for fact in one.facts)
    return Answer(text, choices, facts, topics=topics)


def _name(knowledge: Knowledge, programmes: Sequence[str | None], answers: Sequence[Answer]) -> list[str]:
    """What is said of each programme, with its name where several are spoken of in one breath."""
    if len({answer.text for answer in answers}) == 1:
        return [answers[0].text]
    return [
        answer.text
        if not code or knowledge.short_name(code) in answer.text[:20]
        else f"{knowledge.short_name(code)}：{answer.text}"
        for code, answer in zip(programmes, answers, strict=True)
    ]


def decide_programmes(question: Question) -> tuple[str, ...]:
    """From the message, else from the conversation where that fits what happened; the more exact code stands."""
    meant = question.programmes or _from_conversation(question)
    wholes = {PROGRAMMES[code].part_of for code in meant if code in PROGRAMMES}
    return tuple(code for code in meant if code not in wholes)


def _from_conversation(question: Question) -> tuple[str, ...]:
    intent, likely = question.intents[0], find_likely(question)
    if intent in ("ask_privacy", "ask_labour_rights") or _OF_ALL.search(question.text):
        return ()
    if not likely:
        return question.context_programmes
    fitting = tuple(code for code in question.context_programmes if code in likely)
    return fitting or (likely if len(likely) == 1 else ())


async def _answer_cell(
    claims: ClaimsDatabase, knowledge: Knowledge, programme: str | None, intent: str, question: Question
) -> Answer:
    aspect = intent.removeprefix("ask_")
    finding = knowledge.find(programme, aspect)
    plan = find_plan(programme)
    figures = ""
    facts: tuple[Fact, ...] = (Fact(f"knowledge:{finding.programme}:{finding.aspect}", question.today),)
    if plan and aspect == "benefit":
        version = await find_plan_version(claims, plan, question.today)
        figures = say_benefits(version, None) if version else ""
        if version:
            facts = (*facts, Fact(f"plan:{programme}:{version.in_force_from}", version.as_of))
    parts = [finding.text, f"{figures}。" if figures else ""]
    if finding.kind != "known" and ASK_A_PERSON not in finding.text and "转人工" not in finding.text:
        parts.append(ASK_A_PERSON)
    return Answer("\n".join(part for part in parts if part), facts=facts)


def _ask_programme(knowledge: Knowledge, question: Question) -> Answer:
    """Which programme is meant: by what happened where that is said, else the ones most asked about."""
    likely = find_likely(question) or _USUAL
    asked = _ASKED_OF.get(question.intents[0], "")
    names = [knowledge.short_name(code) for code in likely]
    choices = tuple(OfferedChoice(name, f"{name}{asked}") for name in names)
    if likely is not _USUAL:
        return Answer(
            f"这种情况，{say_list(names)}都可能用得上。您先问哪一项？点一个，或者直接说名字。", choices
        )
    return Answer("您问的是哪一项？点一个，或者直接说名字。", choices)


def topic_of(programmes: Sequence[str]) -> Topic:
    """Programmes, as what is spoken of."""
    return Topic(Subject.PROGRAMME, ",".join(programmes), tuple(programmes))
