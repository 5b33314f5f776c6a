"""What helps once more after a first payment: each by its own name, how it is come by, and what is not written of it."""

import re

from actions.interests import offer_to_take_down
from actions.knowledge import Knowledge
from actions.question import Answer, Fact, Question
from actions.talk import Topic
from vocabulary.expects import Subject

AFTER_PAYMENT, AFTER_INSURANCE, EVERY_DAY = (
    "further_assistance",
    "secondary_reimbursement",
    "daily_mutual_help",
)
_HARD = re.compile(r"负担|还差|窟窿|扛不|撑不|还难|困难|不够|没辙|填不上|过不下去|还欠")
_SAME_FUND = (
    "是一回事：全名叫大兴区职工应急救助专项温暖基金，大家叫应急救助、“救命基金”，账户设在北京市温暖基金会，给大兴区建会单位的会员。"
    "别的区有自己的基金，请问本区总工会。"
)
_KIND = "报完还差这么多，您家不容易。"
_FURTHER = (
    "中心有“二次”帮扶救助：正常理赔以后还困难的，再帮一把。先把该报的都报完，再跟单位工会说还差多少、家里什么情况，"
    "请工会往上报。给多少、什么条件，公开的材料没写，成不成我不敢说。"
)
_ALSO = "家里长期困难，也可以跟单位工会问困难职工建档；大兴的会员还能看应急救助。"
_ANEW = "能，这叫二次报销（暖·互助）：{what}{how}"
_NO_RATE = "报几成要看分在哪一档，核算完才知道；自费、自付二先别算在里头。"
_DAILY = (
    "有，叫日常互助互济：中心平时帮大病和特殊困难的职工，在正常理赔之外。有没有钱、给多少，公开的材料没写。"
    "把家里的情况告诉单位工会，请工会往上报；想让同事帮着问，回复“转人工”。"
)
_COLLEAGUE = (
    "您惦记着他，这份心真好。把他的病和家里的难处告诉单位工会，请工会往上报：大病、特别困难的有互助互济，家里难的也能问困难帮扶。"
    "去不去看望、有没有慰问，公开的材料没写，由工会定。"
)
_COLLEAGUE_AGAIN = ("先跟单位工会说他的情况，这是第一步。他自己的理赔，要他本人在自己的微信里问。",)
_AFTER_DEATH = "请您节哀。家里人去世有没有慰问、给多少，公开的材料没写，先问单位工会；各单位工会自己的慰问，也问单位工会。"
_HELPS = re.compile(r"帮|看看|看望|探望|捐|凑")
_MAY_HELP = frozenset(
    {
        "inform",
        "ask_help",
        "seek_health_advice",
        "ask_eligibility",
        "ask_process",
        "ask_scope",
        "ask_overview",
        "out_of_scope",
    }
)
_HOW = frozenset({"ask_process", "ask_overview", "ask_contact", "ask_scope", "ask_eligibility"})
_THIRD = re.compile(r"他|她|同事|工友|老[\u4e00-\u9fff](?!人|家|师|板|伴|公|婆|爸|妈)|师傅|徒弟")
_INSURED = re.compile(r"医保[^，。？?]{0,6}报|自付|自己(?:掏|付|出)的")


def answer_second_help(
    knowledge: Knowledge, question: Question, programmes: tuple[str, ...], intent: str
) -> Answer | None:
    """How it is come by, by name; None where something else of it is asked, which the table answers."""
    if len(programmes) != 1:
        return None
    topics = (Topic(Subject.PROGRAMME, programmes[0], programmes),)
    facts = (Fact(f"knowledge:{programmes[0]}:process", question.today),)
    is_compared = (
        programmes == ("relief_fund",) and intent == "ask_difference" and "温暖基金" in question.text
    )
    if is_compared and ("救助" in question.text or "救命" in question.text):
        return Answer(_SAME_FUND, facts=facts, topics=topics)
    is_by_words = "二次" not in question.text and bool(question.programmes)
    is_how = intent in ("ask_process", "ask_overview", "ask_contact")
    if programmes[0] == AFTER_PAYMENT and (is_how or (is_by_words and intent == "ask_eligibility")):
        is_hard = bool(_HARD.search(question.text))
        text = f"{_KIND if is_hard else ''}{_FURTHER}{_ALSO if is_hard else ''}"
        return Answer(text, offer_to_take_down(knowledge, programmes, "ask_process"), facts, topics=topics)
    if programmes[0] == AFTER_INSURANCE and not question.programmes and intent in _HOW | {"ask_difference"}:
        if not _INSURED.search(question.text):
            return None
        return Answer(_say_anew(knowledge), facts=facts, topics=topics)
    if programmes[0] == EVERY_DAY and _THIRD.search(question.text) and intent in _HOW:
        return Answer(_COLLEAGUE, facts=facts, topics=topics, again=_COLLEAGUE_AGAIN)
    if programmes[0] == EVERY_DAY and intent == "ask_overview":
        return Answer(_DAILY, facts=facts, topics=topics)
    return None


def answer_of_colleague(question: Question) -> Answer | None:
    """A colleague is ill, and somebody would help: whom to tell; or a union's gift after a death is asked about."""
    visits = {EVERY_DAY, "warmth_visit"}.intersection(question.programmes)
    if visits and "death" in question.entities.get("event", ()):
        return Answer(_AFTER_DEATH)
    is_colleague = question.named("relation") == "other" and "kin" not in question.entities.get(
        "circumstance", ()
    )
    is_helped = (
        is_colleague
        and question.named("illness")
        and not question.programmes
        and _HELPS.search(question.text)
    )
    if not is_helped or not set(question.intents) <= _MAY_HELP or question.talk.is_clerk:
        return None
    topics = (Topic(Subject.PROGRAMME, EVERY_DAY, (EVERY_DAY,)),)
    return Answer(_COLLEAGUE, topics=topics, again=_COLLEAGUE_AGAIN)


def _say_anew(knowledge: Knowledge) -> str:
    """What is paid again after the medical insurance, from the table's own sentences."""
    what = _take_first(knowledge.find(AFTER_INSURANCE, "overview").text).split("：", 1)[-1]
    how = _take_first(knowledge.find(AFTER_INSURANCE, "process").text)
    return f"{_ANEW.format(what=what, how=how)}{_NO_RATE}"


def _take_first(text: str) -> str:
    return f"{text.split('。')[0]}。"
