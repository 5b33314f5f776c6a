"""Answers everything that one message asks, in the order asked, as one reply."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from actions import (
    activities,
    claim_status,
    coverage,
    notifications,
    offices,
    payments,
    programmes,
    relief,
    reviews,
    services,
    small_talk,
    visits,
)
from actions.aspects import mend_intents
from actions.emergency import calls_for_help
from actions.knowledge import Knowledge
from actions.naming import name_programmes
from actions.not_able import is_not_able, offer_help
from actions.question import Answer, OfferedChoice, Question
from actions.several import PERSON_FIRST, say_once, shorten_all, split
from actions.stories import take_up, tells_of_death
from actions.talk import Topic
from actions.urgency import presses_for_money, tells_emergency
from actions.wording import IDENTITY_NEEDED
from claims.database import ClaimsDatabase
from vocabulary.expects import Move, Subject
from vocabulary.intents import INTENTS, IntentKind, IntentRole, select

Answerer = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]

_MOST_ANSWERS = 4
_BARE = 12
"""So short is a message that only names something."""
_OWN_LAST = "您自己的那一样，核对一下身份我就能看，点下面。"
_OF_PROGRAMMES = select(kind=IntentKind.PROGRAMME)
_CONDOLENCES = "请您节哀，慢慢说，不着急。"
_TO_PERSON = re.compile(r"转|找|叫|换|接|要(?:个)?(?:真?人|活人|人工)|给我(?:个)?人")
_PERSON_FIRST = (
    "请您节哀，先照顾好自己和家里人，手续不急。想先跟人说说，点“转人工”；"
    "要申请、要查记录的时候再核对身份，需要什么我一样一样告诉您。"
)
_ASKS_TO_APPLY = re.compile(r"申请|报销|理赔|救助|补助|能领|怎么办|怎么报|登记")
_CLAIM = re.compile(r"理赔|报销|[Ll][Pp]")
_HOW_LONG = re.compile(r"多久|什么时候|啥时候|几天|多长时间")
_OF_PAPERS = {"ask_documents", "ask_process", "ask_contact", "submit_documents"}
_HANDS_IN = re.compile(
    r"(?:哪|怎么|咋|咋样|能不能|可以|能|网上|手机上?)[^，。？?]{0,4}(?:交|传|拍照)(?![钱费多几保])"
)
_SENT = re.compile(r"(?:都|已经|早就?|全)[^，。？?]{0,2}交|交[齐过全完]|[还缺差][差缺少啥什]")
_PRAISE = re.compile(
    r"(?:非常|很|挺|十分|特别|都|比较|还)*(?:满意|好评|不错)(?:的|了|啊|呀|哈|呢)*[，。！!~～\s]*(?:谢谢|多谢|感谢)?(?:你们?|您)?[。！!~～]*"
)
_DISPUTES = re.compile(r"复核|不服|不认|异议|申诉|重审|凭啥|凭什么|为啥|为什么")
_SUBJECTS = {
    "check_claim": Subject.CLAIM,
    "check_payment": Subject.PAYMENT,
    "check_coverage": Subject.COVER,
    "check_relief": Subject.RELIEF,
}

ANSWERERS: Mapping[str, Answerer] = {
    **dict.fromkeys(_OF_PROGRAMMES, programmes.answer_programme_question),
    "check_coverage": coverage.answer_coverage,
    "check_claim": claim_status.answer_claim_status,
    "check_payment": payments.answer_payment,
    "check_relief": relief.answer_relief_status,
    "apply_relief": relief.answer_relief_application,
    "book_appointment": visits.answer_visit,
    "join_activity": activities.answer_activity,
    "manage_notifications": notifications.answer_notifications,
    **reviews.ANSWERERS,
    **services.ANSWERERS,
    **small_talk.ANSWERERS,
    "out_of_scope": offices.answer_not_ours,
    "ask_labour_rights": offices.answer_labour,
}


@dataclass(frozen=True)
class Answering:
    """Joins the answers of the handlers."""

    claims: ClaimsDatabase
    knowledge: Knowledge

    async def answer(self, question: Question) -> Answer:
        """One reply to all that is asked; what was asked is remembered for "那材料呢"."""
        question = _turn_to_relief(name_programmes(question))
        if known := await take_up(self.claims, self.knowledge, question):
            return relief.call_for_need(question, known)
        intents = decide_intents(question)
        if is_not_able(question):
            return offer_help()
        is_whole = "crisis" in intents or calls_for_help(question)
        parts = () if is_whole else split(question)
        if parts:
            return self.join(question, parts, [await self.answer(part) for part in parts])
        answers = await self._answer_each(question, intents)
        asked = [intent for intent in intents if _may_be_taken_up(intent)]
        if _is_about_own_papers(question, intents):
            asked = list(dict.fromkeys([*asked, "check_claim"]))
        is_small_talk = set(intents) <= small_talk.ASIDES
        short = shorten_all(answers, [question.text] * len(answers))
        joined = replace(join_answers(short), is_small_talk=is_small_talk)
        joined = replace(joined, topics=_name_topics(joined.topics, asked, question))
        joined = small_talk.feel_with(question, intents, joined)
        return say_sorry(question, relief.call_for_need(question, joined))

    def join(self, question: Question, parts: Sequence[Question], answers: Sequence[Answer]) -> Answer:
        """The answers to the clauses of one message as one, each once and short; what was asked is remembered."""
        words = {answer.text: part.text for part, answer in zip(parts, answers, strict=True)}
        each = list({answer.text: answer for answer in answers}.values())
        joined = join_answers(shorten_all(each, [words[one.text] for one in each]))
        return small_talk.feel_with(question, question.intents, joined)

    async def _answer_each(self, question: Question, intents: Sequence[str]) -> list[Answer]:
        # Anger beside a question is met with a word before its answer.
        asked = [one for one in intents if one != "complain"] or list(intents)
        if {"check_claim", "ask_documents"} <= set(asked) and question.member is not None:
            asked.remove("ask_documents")  # What is missing stands with how the claim stands.
        asked.sort(key=lambda one: one not in PERSON_FIRST)
        answers = [
            await ANSWERERS[intent](self.claims, self.knowledge, replace(question, intents=(intent,)))
            for intent in asked
        ]
        return [one for one in answers if one.text or one.opens or one.person or one.needs]


def _turn_to_relief(question: Question) -> Question:
    """Who asks how soon money comes, and needs it today, means the fund for emergencies and no yearly sum."""
    is_in_form = question.talk.task is not None and _HOW_LONG.search(question.text)
    asks_when = {"ask_payout_time", "check_payment"} & set(question.intents) or is_in_form
    if not asks_when or question.programmes or not tells_emergency(question.text):
        return question
    others = {"check_payment", "apply_relief"} if is_in_form else {"check_payment"}
    intents = tuple(dict.fromkeys("ask_payout_time" if i in others else i for i in question.intents))
    return replace(question, intents=intents, context_programmes=("relief_fund",))


def decide_intents(question: Question) -> tuple[str, ...]:
    """Which of a message's intents are answered: danger alone, else what is asked, else the small talk."""
    known = [intent for intent in question.intents if intent in ANSWERERS]
    if "crisis" in known:
        return ("crisis",)
    if _PRAISE.fullmatch(question.text.strip()):
        return ("thank",)
    if "apply_relief" in known and presses_for_money(question.text):
        return ("apply_relief",)  # What papers it takes is for later.
    known = mend_intents(question, known)
    if {"ask_bot", "request_human"} <= set(known) and not calls_for_person(question.text):
        known = [i for i in known if i != "request_human"]
    if {"ask_bot", "complain"} <= set(known):
        known = [i for i in known if i != "complain"]  # That it is a machine is said, and sorry besides.
    if visits.asks_about_booking(question):
        return ("book_appointment", *(i for i in known if INTENTS[i].looks_up))
    if known in ([], ["inform"]) or (known == ["deny"] and _names_something(question)):
        known = list(_complete(question))
    if (
        known == ["check_claim"]
        and question.talk.aspects == ("check_relief",)
        and not _CLAIM.search(question.text)
    ):
        known = ["ask_payout_time" if _HOW_LONG.search(question.text) else "check_relief"]
    if _is_about_own_papers(question, known):
        is_own = _HANDS_IN.search(question.text) or _SENT.search(question.text)
        known = ["submit_documents"] if is_own else known
    if "hardship_registration" in question.programmes:
        known = ["ask_process" if _is_looked_up(i) else i for i in known]
    known = _leave_plans_out(question, known)
    known = _leave_review_out(question, known)
    if {"request_human", "dispute_claim"} <= set(known) and not _DISPUTES.search(question.text):
        known = [i for i in known if i != "dispute_claim"]
    asked = [
        i
        for i in known
        if INTENTS[i].kind is not IntentKind.CONVERSATION or INTENTS[i].role is IntentRole.CALL
    ]
    if "out_of_scope" in known and question.named("office"):
        asked = [i for i in known if i in asked or i == "out_of_scope"]
    # Of several asides the last says what is meant: 嗯, 算了.
    return tuple(asked[:_MOST_ANSWERS] or known[-1:])


def calls_for_person(text: str) -> bool:
    """Whether a person is wished for, and it is not only asked whether one is there: 你真人吗."""
    return bool(_TO_PERSON.search(text))


def _leave_plans_out(question: Question, known: list[str]) -> list[str]:
    """Where relief is spoken of, 凭啥 asks who may have it, and 给我报上 means that application: neither is about a claim."""
    topic = question.talk.topic
    spoken_of = question.programmes or (topic.programmes if topic else ())
    if not any(code.startswith("relief_") for code in spoken_of) or _CLAIM.search(question.text):
        return known
    if "apply_relief" in known:
        return [i for i in known if i != "file_claim"]
    is_of_all = "dispute_claim" in known and topic is not None and not topic.key
    return (
        list(dict.fromkeys("ask_eligibility" if i == "dispute_claim" else i for i in known))
        if is_of_all
        else known
    )


def _leave_review_out(question: Question, known: list[str]) -> list[str]:
    """A rule that is asked about besides is what is asked, where no record is spoken of: nothing is disputed."""
    topic = question.talk.topic
    is_of_record = (topic is not None and bool(topic.key) and topic.subject is not Subject.PROGRAMME) or (
        question.named("claim_number")
    )
    asks_rule = any(INTENTS[i].kind is IntentKind.PROGRAMME for i in known)
    if "dispute_claim" not in known or is_of_record or not asks_rule or _DISPUTES.search(question.text):
        return known
    return [i for i in known if i != "dispute_claim"]


def _may_be_taken_up(intent: str) -> bool:
    """Whether a later "那材料呢" may mean it."""
    return intent in _OF_PROGRAMMES or _is_looked_up(intent)


def _is_looked_up(intent: str) -> bool:
    """Whether it is answered from the member's records, and changes none of them."""
    return intent in INTENTS and INTENTS[intent].looks_up and not INTENTS[intent].is_act


def _is_about_own_papers(question: Question, intents: Iterable[str]) -> bool:
    """Whether papers are asked about after the member's own claim was shown."""
    return "check_claim" in question.talk.aspects and not question.programmes and set(intents) <= _OF_PAPERS


def say_sorry(question: Question, answer: Answer) -> Answer:
    """Somebody who tells of a death hears that first, is offered a person first, and proves who they are later."""
    if not tells_of_death(question.text) or "crisis" in question.intents or not (answer.text or answer.opens):
        return answer
    person = () if answer.person else (OfferedChoice("转人工", "转人工"),)
    if "identity" in answer.needs or (answer.opens and not _ASKS_TO_APPLY.search(question.text)):
        apply = OfferedChoice("我要申请应急救助", "我要申请应急救助")
        later = OfferedChoice("核对身份", "绑定身份") if question.member is None else apply
        return Answer(_PERSON_FIRST, (*person, later), person=answer.person, topics=answer.topics)
    choices = (*person, *(one for one in answer.choices if one not in person))
    return replace(answer, text=f"{_CONDOLENCES}{answer.text}", choices=choices)


def _names_something(question: Question) -> bool:
    """不是 before a name only says what is meant: 不是有个女工的吗."""
    return bool(question.programmes or question.named("claim_number") or question.named("relief_number"))


def _complete(question: Question) -> Iterable[str]:
    """A bare value finishes what was asked before: another programme, a claim's or an application's number."""
    if "claim_number" in question.entities:
        return ("check_claim",)
    if "relief_number" in question.entities:
        return ("check_relief",)
    if question.named("amount") and "check_payment" in question.talk.aspects:
        return ("check_payment",)
    if question.named("relation") and _only_names_somebody(question):
        return tuple(i for i in question.talk.aspects if _is_looked_up(i)) or ("inform",)
    if question.programmes:
        return tuple(i for i in question.talk.aspects if i in _OF_PROGRAMMES) or ("ask_overview",)
    return ("inform",)


def _only_names_somebody(question: Question) -> bool:
    """那我爱人的呢: a bare name asks the same of another; who is only told of asks nothing."""
    tells = question.named("event") or question.named("illness") or question.named("circumstance")
    return not tells and len(question.text.strip()) <= _BARE and question.move is not Move.GIVE


def join_answers(answers: Sequence[Answer]) -> Answer:
    """The answers one after another; what one of them needs, all of them need."""
    answers = put_page_last(answers)
    every = list(dict.fromkeys(answer.text for answer in answers if answer.text))
    texts = say_once(one for one in every if not any(one in other for other in every if other != one))
    needs = tuple(dict.fromkeys(need for answer in answers for need in answer.needs))
    return Answer(
        "\n\n".join(texts),
        _join_choices(choice for answer in answers for choice in answer.choices),
        tuple(fact for answer in answers for fact in answer.facts),
        needs,
        next((answer.person for answer in answers if answer.person), None),
        topics=tuple(topic for answer in answers for topic in answer.topics),
        asks=next((answer.asks for answer in reversed(answers) if answer.asks), None),
        offers=next((answer.offers for answer in reversed(answers) if answer.offers), None),
        opens=next((answer.opens for answer in answers if answer.opens), None),
        again=answers[0].again if len(answers) == 1 else (),
        says=answers[0].says if len(answers) == 1 else "",
    )


def put_page_last(answers: Sequence[Answer]) -> list[Answer]:
    """What anybody may hear comes first; that one's own needs the page is said once, at the end, in one sentence."""
    own = [one for one in answers if one.text == IDENTITY_NEEDED]
    others = [one for one in answers if one.text != IDENTITY_NEEDED]
    if not own or not any(one.text for one in others):
        return list(answers)
    return [*others, replace(own[0], text=_OWN_LAST)]


def _name_topics(topics: Sequence[Topic], asked: Sequence[str], question: Question) -> tuple[Topic, ...]:
    """What is spoken of from now on, with what was answered of it: a later "那材料呢" asks it of something else."""
    if not asked:
        return tuple(topics)
    programmes = question.programmes or question.context_programmes
    newest = (
        topics[-1] if topics else Topic(_SUBJECTS.get(asked[-1], Subject.PROGRAMME), programmes=programmes)
    )
    return (*topics[:-1], replace(newest, aspects=tuple(asked)))


def _join_choices(choices: Iterable[OfferedChoice]) -> tuple[OfferedChoice, ...]:
    """One choice a title: tapping it says all that choices of that title would have said."""
    texts: dict[str, dict[str, None]] = {}
    for choice in choices:
        texts.setdefault(choice.title, {})[choice.text] = None
    return tuple(OfferedChoice(title, "，".join(said)) for title, said in texts.items())
