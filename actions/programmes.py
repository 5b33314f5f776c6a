"""Questions about programmes: aspect × programme from the knowledge table, figures from the version in force."""

import re
from collections.abc import Sequence

from actions.aspects import RULES
from actions.coverage import answer_own_figures, say_benefits, say_own_standing
from actions.deciding import answer_of_several, ask_programme, find_meant
from actions.districts import find_district, say_elsewhere
from actions.eligibility import WHAT_BEFELL, is_told_for_relief, say_eligible
from actions.interests import offer_to_take_down
from actions.knowledge import Knowledge
from actions.likely import find_events, find_likely
from actions.naming import asks_of_foundation
from actions.not_known import say_not_written
from actions.question import Answer, Fact, Question
from actions.second_help import answer_second_help
from actions.several import count_shared, put_first
from actions.stories.reading import is_hurt
from actions.talk import AskedNow, Topic
from actions.tasks.relief import OF_DISTRICT
from actions.who_may import answer_who_may
from actions.wording import ASK_A_PERSON
from claims.access import find_plan_version
from claims.database import ClaimsDatabase
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.programmes import PROGRAMMES, find_plan

_CENTRE_WIDE = frozenset(
    {"ask_contact", "ask_privacy", "ask_labour_rights", "ask_overview", "ask_payout_time"}
)
_OF_ALL = re.compile(r"你们(?:是|都|这|有)|都有(?:啥|什么|哪些)|有哪些(?:项目|保障|险|救助)|保险公司")
_RELIEF = frozenset({"relief_fund", "relief_medical", "relief_disaster"})
"""What is asked of an illness or a disaster after these is asked of them: they are for both."""
_WHETHER_FOR_ME = frozenset(
    {"ask_eligibility", "ask_scope", "ask_process", "ask_benefit", "ask_overview", "ask_contact"}
)
_OF_OTHERS = re.compile(r"别的区|想现在就申请|要填什么表")
_OF_FAMILY = re.compile(r"家里人|家庭成员|别自己先放弃")
_WHO_MAY = frozenset({"ask_eligibility", "ask_process"})
_WHO_MAY_HAVE = frozenset({"ask_eligibility"})
_STRUCK = ("fire", "disaster", "pipe_burst")
_STRUCK_OR_HURT = frozenset({*_STRUCK, "fall", "traffic_accident"})
_WHOSE = "大兴区建会单位的会员，"
_OFFER = "\n想现在申请，说“申请”就行，我一句一句帮您填。"
_TOGETHER = re.compile(r"一[起块同]|同时|都[能办报]|两[样个]|冲突")
_OTHER_PLANS = re.compile(r"赔|理赔|保险|报销|住院")
_FORM = re.compile(
    r"(?:申请|理赔|登记|报销)?(?:表|表格)(?!现|示|扬|达|弟|哥|姐|妹)[^，。？?]{0,6}(?:在哪|哪里|哪儿|下载|给我|有没有|有吗|怎么|领|要)|(?:下载|要|领|有没有|给我)[^，。？?]{0,6}(?:申请表|表格|理赔表|登记表)"
)
_LOOK_UP = re.compile(
    r"要单位给您参加了才有。参加没有，问“我有哪些保障”；没有的话，跟单位工会说。|；?参加没有，问“我有哪些保障”(?:；没有的话，跟单位工会说)?(?=。)|您单位给您上的是哪一类，问“我有哪些保障”。"
)
"""What needs no asking once it was looked up."""
_MOST_PROGRAMMES = 2
_SHORT = 30
"""So short a question is one, and the sentence that answers it may be put first."""
_OF_NO_CELL = frozenset(
    {
        Aspect.EFFECT,
        Aspect.NOTIFIED,
        Aspect.COMPARED,
        Aspect.CHANGE,
        Aspect.HURRY,
        Aspect.ADVANCE,
        Aspect.RECEIVED,
        Aspect.ORIGIN,
    }
)
_BY_ROTE = frozenset(
    {
        "ask_process",
        "ask_documents",
        "ask_contribution",
        "ask_enrolment",
        "ask_member_card",
        "ask_payout_time",
        "ask_deadline",
    }
)
"""Whose cells say how it goes in general."""
_MET = 3
_ASK_BANK = "京卡是北京银行的借记卡，卡里的钱能不能取、卡还能不能用，都归银行管：带身份证问北京银行网点，去之前先打电话问清。"
_ASK_UNION = "请问单位工会的经办人，或回复“转人工”，请同事答。"
_FOUNDATION = "北京市温暖基金会管账户：大兴区的应急救助专项温暖基金就设在它那里，钱专门用在救助上。它的规定全文我手头没有。"


async def answer_programme_question(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question
) -> Answer:
    """The cells of the programmes that are meant; where none is, which one is meant."""
    intent = question.intents[0]
    if _FORM.search(question.text):
        return Answer(
            knowledge.find(None, "documents").text,
            facts=(Fact("knowledge:centre:documents", question.today),),
        )
    programmes = decide_programmes(question)
    lead = ""
    if programmes and programmes[0] in _RELIEF and intent in _WHETHER_FOR_ME:
        lead, known = await _lead_into_relief(claims, knowledge, question, intent)
        if known:
            return known
    asks = AskedNow(Asked.STEP, "apply_relief") if lead else None
    if not programmes and intent == "ask_member_card":
        programmes = ("member_card",)
    if not programmes and intent not in _CENTRE_WIDE:
        if who := answer_who_may(knowledge, question, (), intent):
            return who
        meant = await find_meant(claims, question)
        if len(meant) > 1 and (said := answer_of_several(knowledge, meant, intent)):
            return Answer(said, topics=(topic_of(meant),))
        if len(meant) != 1:
            return await ask_programme(claims, knowledge, question)
        programmes = meant
    programmes = _take_whole(knowledge, programmes, intent)
    if intent == "ask_benefit" and programmes == ("relief_fund",):
        programmes = _narrow_relief(question)
    if who := answer_who_may(knowledge, question, programmes, intent):
        return who
    if help_again := answer_second_help(knowledge, question, programmes, intent):
        return help_again
    if intent == "ask_difference" and (apart := _tell_apart(knowledge, programmes, question)):
        return apart
    if own := await answer_own_figures(claims, knowledge, question, programmes):
        return own
    standing = await say_own_standing(claims, knowledge, question, programmes)
    if len(programmes) > 1 and (said := answer_of_several(knowledge, programmes, intent)):
        return Answer(said, topics=(topic_of(programmes),))
    # The difference from the others stands with each programme: said once, it is enough.
    named = programmes[: 1 if intent == "ask_difference" else _MOST_PROGRAMMES] or (None,)
    answers = [await _answer_cell(claims, knowledge, one, intent, question) for one in named]
    text = "\n\n".join(dict.fromkeys(_name(knowledge, named, answers)))
    if asks_of_foundation(question.text):
        text = f"{_FOUNDATION}\n{knowledge.find('relief_fund', 'contact').text}"
    if is_hurt(question) and (named[0] or "").startswith("tailored_") and intent in _WHETHER_FOR_ME:
        text = f"{text}\n{knowledge.find(named[0], 'process').text.split('。')[0]}。"
    topics = (topic_of(programmes),) if programmes else ()
    choices = offer_to_take_down(knowledge, programmes, intent)
    facts = tuple(fact for one in answers for fact in one.facts)
    if lead:
        text += _say_most(knowledge, question) if intent in _WHO_MAY_HAVE else ""
        text = f"{lead}{_leave_others_out(text, question).replace(_WHOSE, '')}{_OFFER}"
    if standing:
        text = f"{standing}{_LOOK_UP.sub('', text)}"
    return Answer(text, choices, facts, topics=topics, asks=asks)


def _tell_apart(knowledge: Knowledge, programmes: tuple[str, ...], question: Question) -> Answer | None:
    """Two that are compared, each by what it is, where neither's own words on the difference name the other."""
    if len(programmes) < _MOST_PROGRAMMES or _TOGETHER.search(question.text):
        return None
    names = [knowledge.short_name(code) for code in programmes]
    apart = [
        (place, knowledge.find(code, "difference").text)
        for code, other in zip(programmes, reversed(names[:2]), strict=False)
        if knowledge.has_own(code, "difference")
        and (place := knowledge.find(code, "difference").text.find(other)) >= 0
    ]
    if apart:
        return Answer(min(apart)[1], topics=(topic_of(programmes),))
    each = [
        f"{name}：{knowledge.find(code, 'overview').text}"
        for name, code in zip(names, programmes, strict=True)
    ]
    return Answer("\n".join(each[:_MOST_PROGRAMMES]), topics=(topic_of(programmes),))


def _say_most(knowledge: Knowledge, question: Question) -> str:
    """What there may be at most for what is told, where no sum was asked for."""
    told = (question, question.told)
    is_ill = any(
        one and (one.named("illness") or "grave" in one.entities.get("circumstance", ())) for one in told
    )
    is_struck = any(one and one.named("event") in _STRUCK for one in told)
    if not is_ill and not is_struck:
        return ""
    return knowledge.find("relief_disaster" if is_struck else "relief_medical", "benefit").text


def _leave_others_out(text: str, question: Question) -> str:
    """Conditions as they hold for who is of the district: what is for others, and for a family that is not spoken of, is left out."""
    parts = text.split("。")
    is_of_family = question.named("relation") not in (None, "self")
    left_out = (_OF_OTHERS,) if is_of_family else (_OF_OTHERS, _OF_FAMILY)
    return "。".join(part for part in parts if not any(words.search(part) for words in left_out))


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
    if question.intents[0] == "ask_difference" and _TOGETHER.search(question.text):
        # 和应急救助能一起办吗, of something else: how that stands beside others is said there.
        meant = tuple(code for code in question.talk.programmes if code not in meant) or meant
    wholes = {PROGRAMMES[code].part_of for code in meant if code in PROGRAMMES}
    return tuple(code for code in meant if code not in wholes)


def _narrow_relief(question: Question) -> tuple[str, ...]:
    """The half of the fund that is for what was told: a flooded home has no share of what an illness gets."""
    for said in (question, question.told):
        if said is None:
            continue
        if find_events(said) & _STRUCK_OR_HURT:
            return ("relief_disaster",)
        if said.named("illness") or "hospital_stay" in find_events(said):
            return ("relief_medical",)
    return ("relief_fund",)


def _from_conversation(question: Question) -> tuple[str, ...]:
    intent, likely = question.intents[0], find_likely(question)
    if intent in ("ask_privacy", "ask_labour_rights") or _OF_ALL.search(question.text):
        return ()
    is_of_package = any(code.startswith("tailored_") for code in question.context_programmes)
    if not likely or (is_of_package and question.move is Move.CARRY):
        return question.context_programmes
    if set(question.context_programmes) <= _RELIEF and not _OTHER_PLANS.search(question.text):
        return question.context_programmes
    fitting = tuple(code for code in question.context_programmes if code in likely)
    return fitting or (likely if len(likely) == 1 else ())


def _take_whole(knowledge: Knowledge, programmes: tuple[str, ...], intent: str) -> tuple[str, ...]:
    """Parts of one whole, of which nothing of their own is known: it is said once, of the whole."""
    aspect = intent.removeprefix("ask_")
    wholes = {PROGRAMMES[code].part_of for code in programmes if code in PROGRAMMES}
    whole = next(iter(wholes)) if len(programmes) > 1 and len(wholes) == 1 else None
    if whole is None or any(knowledge.has_own(code, aspect) for code in programmes):
        return programmes
    return (whole,)


async def _answer_cell(
    claims: ClaimsDatabase, knowledge: Knowledge, programme: str | None, intent: str, question: Question
) -> Answer:
    aspect = intent.removeprefix("ask_")
    if RULES.search(question.text) and knowledge.has_own(programme, "contact"):
        aspect = "contact"
    elif aspect == "contact" and find_plan(programme):
        programme = None
    elif aspect == "difference" and programme and not knowledge.has_own(programme, aspect):
        aspect = "overview"
    finding = knowledge.find(programme, aspect)
    plan = find_plan(programme)
    figures = ""
    facts: tuple[Fact, ...] = (Fact(f"knowledge:{finding.programme}:{finding.aspect}", question.today),)
    if plan and aspect == "benefit":
        version = await find_plan_version(claims, plan, question.today)
        figures = say_benefits(version, None) if version else ""
        if version:
            facts = (*facts, Fact(f"plan:{programme}:{version.in_force_from}", version.as_of))
    if _is_of_no_cell(question, finding.text):
        not_held = f"{say_not_written(question)}{_ASK_UNION}"
        return Answer(_ASK_BANK if programme == "member_card" else not_held, facts=facts)
    is_short = len(question.text) <= _SHORT and not figures  # The figures answer themselves.
    known = put_first(finding.text, question.text) if is_short else finding.text
    parts = [known, f"{figures}。" if figures else ""]
    if finding.kind != "known" and ASK_A_PERSON not in finding.text and "转人工" not in finding.text:
        parts.append(ASK_A_PERSON)
    return Answer("\n".join(part for part in parts if part), facts=facts)


async def _lead_into_relief(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question, intent: str
) -> tuple[str, Answer | None]:
    """That this member may apply, before the rules; all there is to say where they may not, or did not tell what befell them."""
    district = await find_district(claims, question)
    if district and district != OF_DISTRICT:
        return "", await say_elsewhere(claims, knowledge, question, district)
    lead = await say_eligible(claims, question.member, OF_DISTRICT) if intent in _WHO_MAY else ""
    if not lead or is_told_for_relief(question):
        return lead, None
    asks = AskedNow(Asked.STEP, "apply_relief")
    return lead, Answer(f"{lead}{WHAT_BEFELL}", topics=(topic_of(("relief_fund",)),), asks=asks)


def _is_of_no_cell(question: Question, text: str) -> bool:
    """Whether what is asked is of a kind that no cell holds, and the words of this one have nothing of it."""
    is_unheld = bool(question.aspects) and _OF_NO_CELL.issuperset(question.aspects)
    if question.intents[0] == "ask_member_card":
        is_unheld = bool(question.aspects) and (_OF_NO_CELL | {Aspect.MORE}).issuperset(question.aspects)
    return is_unheld and question.intents[0] in _BY_ROTE and count_shared(text, question.text) < _MET


def topic_of(programmes: Sequence[str]) -> Topic:
    """Programmes, as what is spoken of."""
    return Topic(Subject.PROGRAMME, ",".join(programmes), tuple(programmes))
