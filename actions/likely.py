"""Which programmes are meant where none is named: by telling words, by the illness, by what happened."""

import re
from collections.abc import Mapping
from dataclasses import replace

from actions.question import Question
from vocabulary.expects import Move

_BY_WORDS = (
    (re.compile(r"[Aa]类?(?:和|跟|与|、|还是)[Bb]"), ("comprehensive",)),
    (re.compile(r"(?:30|三十)[类种]"), ("relief_medical",)),
    (re.compile(r"(?:8|12|八|十二)种"), ("womens_specified_disease",)),
    (re.compile(r"社工|社会工作者"), ("tailored_social_worker",)),
    (re.compile(r"工地|项目部"), ("tailored_site_worker", "accident", "non_work_accident_property")),
    (
        re.compile(
            r"(?:自己|在家|手机|网上|个人|线上|软件|[Aa][Pp][Pp])(?:上|里)?(?:能不能|可不可以|能|可以|就能|直接|来|去|怎么|咋|如何)*(?:给)?(?:申)?(?:报|请)(?!名|销[完过])"
            r"|(?:不用|免得|省得)(?:老|再|来回)?(?:跑|去单位)|(?:不|绕)(?:通过|经过|开)单位"
        ),
        ("app_claim",),
    ),
    (
        re.compile(r"自付(?!医疗)|自己(?:掏|付|出)的[^，。？?]{0,8}[报给]|医保[^，。？?]{0,6}报[完过销]"),
        ("secondary_reimbursement",),
    ),
    (re.compile(r"[报赔领]完.{0,6}(?:不够|还差|还是难|困难)"), ("further_assistance",)),
    (re.compile(r"急用钱|急等钱|等钱用|救急"), ("relief_fund",)),
    (re.compile(r"捐[款钱助]|捐一?点|基金会|管理办法"), ("relief_fund",)),
)
_BY_EVENT = {
    "hospital_stay": ("inpatient_medical", "hospital_cash", "secondary_reimbursement"),
    "outpatient_visit": ("secondary_reimbursement",),
    "pipe_burst": ("non_work_accident_property",),
    "fire": ("non_work_accident_property", "relief_fund"),
    "traffic_accident": ("accident", "non_work_accident_property"),
    "fall": ("accident", "non_work_accident_property"),
    "disaster": ("relief_fund",),
}
_BY_ILLNESS = (
    (
        re.compile(r"原位癌|乳腺|乳癌|宫颈|子宫|卵巢|输卵管|绒毛膜|葡萄胎|外阴|阴道"),
        ("womens_specified_disease", "critical_illness", "inpatient_medical", "secondary_reimbursement"),
    ),
    (re.compile(r"骨折|骨裂|扭伤|摔|烫|咬|断|崴|割"), ("accident", "non_work_accident_property")),
    (
        re.compile(r"癌|瘤|梗|白血病|尿毒症|移植|瘫|出血|肾衰|心脏|支架"),
        ("critical_illness", "inpatient_medical", "secondary_reimbursement"),
    ),
)


_HURT = re.compile(r"摔|磕|碰|受伤|骨折|烫|划|砸|扭|崴")
_TOLD = (
    (re.compile(r"住[了过]?院|出院"), _BY_EVENT["hospital_stay"]),
    (
        re.compile(
            r"(?:水管|暖气|管子|管道)[^，。？?]{0,6}(?:爆|裂|崩|漏|跑水)|漏水|跑水|(?:楼上|天棚|天花板|房顶|屋顶)[^，。？?]{0,4}(?:漏|滴|渗)"
        ),
        _BY_EVENT["pipe_burst"],
    ),
    (
        re.compile(
            r"[着失起]火|火灾|烧[了没光毁]|(?:厨房|屋里?|家里?|房子?|楼道|阳台|仓库|店里?|插座|电表箱?)(?:都|全|给|突然)?着了"
        ),
        _BY_EVENT["fire"],
    ),
    (
        re.compile(r"摔|磕|碰伤|受[了]?伤|骨折|烫[了伤]|砸[了伤]|扭[了伤]|崴|骨裂|车祸|撞[了伤]"),
        _BY_EVENT["fall"],
    ),
    (
        re.compile(
            r"[房墙楼屋梁顶]子?[^，。？?]{0,3}(?:塌|倒了|倒塌|垮)|地震|洪水|发大水|被淹|淹了|"
            r"(?:家里?|屋里?|房子?|一楼|地下室)[^，。？?]{0,3}(?:进水|灌水)"
        ),
        _BY_EVENT["disaster"],
    ),
)
_NOT_AT_WORK = re.compile(
    r"(?:不是|没有?|不算)(?:在|因为|为了)?(?:干活|上班|工作|单位|工地|车间)"
    r"[^，。]{0,6}(?:摔|伤|撞|砸|碰|扭|崴|烫|的|时候)"
)
_OF_THE_HOME = frozenset({"pipe_burst", "fire", "disaster"})
"""What words tell plainly."""
_TELLING = frozenset({"inform", "deny", "apply_relief"})
_EVENTS_TOLD = ("hospital_stay", "pipe_burst", "fire", "fall", "disaster")
_BIG_ILLNESS = re.compile(r"大病(?!医保|统筹|救助)|重病|绝症|癌")
_CHILDS: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    ("fall", "traffic_accident"), ("non_work_accident_property",)
)


def find_events(question: Question) -> frozenset[str]:
    """What happened: as named, else by telling words."""
    named = question.entities.get("event", ())
    if named:
        return frozenset(named)
    by_words = zip(_EVENTS_TOLD, (words for words, _ in _TOLD), strict=True)
    return frozenset(event for event, words in by_words if words.search(question.text))


def name_event(question: Question) -> Question:
    """The question with what happened, where that is told in telling words and was not named; 不是干活摔的 was not at work."""
    told_of = question.entities.get("circumstance", ())
    if "at_work" in told_of and _NOT_AT_WORK.search(question.text):
        others = tuple("off_work" if one == "at_work" else one for one in told_of)
        return replace(question, entities={**question.entities, "circumstance": others})
    is_told = (
        question.move is Move.GIVE
        or (question.move in (None, Move.CORRECT, Move.FEELING) and set(question.intents) <= _TELLING)
        or _leaves_for_new(question)
    )
    if not is_told or question.named("event") or question.named("illness"):
        return question
    by_words = _OF_THE_HOME | ({"fall"} if "at_work" in told_of else frozenset())
    told = tuple(sorted(find_events(question) & by_words))
    if told and _leaves_for_new(question):
        # What was spoken of is left, and nothing is asked of it.
        talk = replace(question.talk, topics=(), asked=None)
        question = replace(
            question,
            intents=("inform",),
            likely=(),
            chances={},
            about=None,
            move=Move.GIVE,
            parts=(),
            talk=talk,
        )
    return replace(question, entities={**question.entities, "event": told}) if told else question


def _leaves_for_new(question: Question) -> bool:
    """Whether something is left and another thing told, with its day: 先不整那个 昨儿楼上又漏了."""
    return (
        question.move is None
        and "cancel" in question.intents
        and bool(question.named("date"))
        and not question.aspects
    )


def tells_grave_illness(text: str) -> bool:
    """Whether somebody has a grave illness that is called by no name."""
    return bool(re.search(r"(?:得了|得的|查出|确诊|患了?)[^，。？?]{0,4}(?:大病|重病|绝症)", text))


def find_likely(question: Question) -> tuple[str, ...]:
    """The programmes that may pay for what happened or for the illness named, several as a rule."""
    by_words = next((codes for words, codes in _BY_WORDS if words.search(question.text)), ())
    if by_words:
        return by_words
    event, illness = question.named("event") or "", question.named("illness") or ""
    if question.named("relation") == "child" and (event in _CHILDS or _HURT.search(question.text)):
        return _CHILDS["fall"]
    by_event = _BY_EVENT.get(event, ())
    if not by_event and not illness:
        by_event = next((codes for words, codes in _TOLD if words.search(question.text)), ())
    if _BIG_ILLNESS.search(question.text) and not illness:
        by_event = ("critical_illness", *by_event) if by_event else _BY_ILLNESS[-1][1]
    by_illness = next((codes for words, codes in _BY_ILLNESS if illness and words.search(illness)), ())
    return tuple(dict.fromkeys((*by_illness, *by_event)))
