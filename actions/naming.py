"""Programmes that people mean without any of their names: 综合的, 疗养, 来看我, 让单位给我们上."""

import re
from dataclasses import replace

from actions.question import Question
from actions.urgency import tells_emergency
from vocabulary.intents import IntentKind, select

_MEANT = (
    (
        re.compile(
            r"大兴[^，。？?]{0,6}(?:救助|基金)|(?:区里|区工会)[^，。？?]{0,3}救助|救助[^，。？?]{0,3}大兴"
        ),
        "relief_fund",
    ),
    (re.compile(r"大兴区?(?:那|这|不是|给|管不)"), "relief_fund"),
    (re.compile(r"托管"), "tailored_after_school"),
    (
        re.compile(
            r"(?:日常|平时|平常|常年)[^，。？?]{0,6}互助|互助[^，。？?]{0,3}互济|工会[^，。？?]{0,6}(?:红包|礼金|随礼|份子)"
            r"|(?:去|来)(?:医院|家里|家)?(?:看看|看望|探望|瞧瞧|看一看)(?:他|她|人家|老[\u4e00-\u9fff])"
        ),
        "daily_mutual_help",
    ),
    (re.compile(r"疗[休修]?养|休疗养|劳模[^，。？?]{0,8}(?:休养|疗)"), "tailored_recuperation"),
    (re.compile(r"冬奥|奥运工[地程]|建设者"), "tailored_site_worker"),
    (
        re.compile(
            r"(?:我|我们|我这个|当|干|是)(?:专职)?社工|社会工作者|社工(?:的|这个|那个|那份)?(?:套餐|保障|险|保什么|保啥|都有)|社工[^，。？?]{0,5}(?:保障|保险|险种|互助)"
        ),
        "tailored_social_worker",
    ),
    (
        re.compile(
            r"二次.{0,2}帮扶|再帮(?:一把|一次|扶|帮)|(?<!医保)(?:理赔|报销|保障|赔|报|领)(?:完|过|下来|的钱|款)[^？?]{0,18}"
            r"(?:不够|还差|还是难|困难|负担|扛不|还欠|窟窿|剩.{0,3}(?:多|钱)|自己.{0,3}[掏出])|"
            r"(?:给|拿|领|赔)过(?:一次|一回)?(?:钱|了)?[^？?]{0,8}(?:不够|还差|还难)|"
            r"(?:还有|有没有)(?:别的|其他|另外)(?:的)?(?:帮助|帮扶|补助|救济)"
        ),
        "further_assistance",
    ),
    (
        re.compile(
            r"(?:企业|公司|店|厂|创业|买卖|生意|开[个家了]|贷款怎么|想贷|能贷|小额)[^。？?]{0,16}贷|贷款[^。？?]{0,10}(?:企业|公司|创业|店|生意)|创业.{0,4}(?:扶持|资金)"
            r"|(?:能|给|可以|工会|你们|有没有|申请)[^，。？?]{0,4}(?<![房车网还])贷(?!还)|(?:工会|你们|单位)[^，。？?]{0,4}借(?!调|书|用|支)|借(?:我|点|钱)[^，。？?]{0,8}(?:不|吗|么|周转)$"
        ),
        "startup_loan",
    ),
    (
        re.compile(
            r"(?:单位|公司|厂里|经办|给(?:全体|全单位|大家|员工|职工|我们这些)|员工|职工)[^。？?]{0,16}(?:参保|投保|交保费|缴保费|保费)|"
            r"(?:参保|投保|保费)[^。？?]{0,14}(?:交[到给哪]|打给|打到|汇|转给|交区|交市|代收|哪个账户)|"
            r"(?:单位|参保|投保)[^。？?]{0,10}钱[^，。？?]{0,4}[交打汇转](?:给|到)?(?:谁|哪)"
        ),
        "direct_enrolment",
    ),
    (
        re.compile(
            r"困难(?:户|家庭)|特困|建(?:个|一个|了)?档|在[册档]|评估[^，。？?]{0,4}困难|困难[^，。？?]{0,6}评估"
        ),
        "hardship_registration",
    ),
    (
        re.compile(
            r"(?:工会|单位|有人|你们)[^，。？?]{0,8}(?:来看|来瞧|看望|探望|慰问)|来看(?:看)?(?:我|人)|慰问(?!金)|"
            r"(?:过年|过节|春节|年底|逢年过节)[^，。？?]{0,6}(?:发钱|发东西|看望|来看|有钱|慰问|给钱)"
        ),
        "warmth_visit",
    ),
    (
        re.compile(r"综合(?!征|症|医院|考虑|门诊|科)|[Aa]类?好?(?:和|跟|与|、|还是)[Bb]"),
        "comprehensive",
    ),
    (re.compile(r"(?<!医疗)(?<!政府)(?<!民政)(?<!社会)救助(?!站|管理)|救命(?:钱|基金)"), "relief_fund"),
    (
        re.compile(r"女(?:职)?工[^，。？?]{0,6}(?:险|保|癌|病)|(?:险|保)[^，。？?]{0,4}女(?:职)?工"),
        "womens_specified_disease",
    ),
)
_FOUNDATION = re.compile(r"基金会")
_FAMILIES = re.compile(
    r"医疗互助(?:和|跟|、|与)意外(?:保障|险)?|(?:一共|总共|都|全部|都?包括|都?有)[^，。？?]{0,6}(?:哪些|什么|几[个种类]|多少[个种类])(?:项目|保障|险种|险|计划)"
)
_IN_QUESTIONS = frozenset({"hardship_registration", "direct_enrolment"})
_ASKED_ABOUT = {
    "startup_loan": "ask_overview",
    "further_assistance": "ask_process",
    "daily_mutual_help": "ask_scope",
    "warmth_visit": "ask_contact",
}
"""What is likeliest to be asked of what is named by other words than its name."""
_CALLED = frozenset({"crisis", "request_human", "complain", "dispute_claim"})
_LIKELY = 0.3
_DISTRICT = "大兴"
_DISTRICT_NAMED = re.compile(r"大兴|区里|区工会")
_WHETHER = frozenset({"ask_eligibility", "ask_benefit", "ask_scope", "ask_overview"})
_WISHES = frozenset({"file_claim", "inform", "out_of_scope", "nlu_fallback", "affirm"})
_BOTH = re.compile(r"重疾|和|跟|与|区别|还是|一样")
_FILE = re.compile(r"档|在册|评估")
_AT_NEW_YEAR = re.compile(r"过年|年底|春节|两节|逢年")
_HOW = re.compile(r"怎么|咋|如何|咋整|怎样")
_OF_PROGRAMMES = frozenset(select(kind=IntentKind.PROGRAMME)) - {"ask_labour_rights", "ask_privacy"}
_OWN = re.compile(r"我(?:都|现在|名下|有|参加|上|入)")


def name_programmes(question: Question) -> Question:
    """The question with the programme that its words mean where no name was recognised, or where another only seemed to be."""
    words = question.text
    if question.programmes and _FAMILIES.search(words) and not _OWN.search(words):
        return _with(question, ())
    if question.programmes == ("daily_mutual_help",) and _AT_NEW_YEAR.search(words):
        return _with(question, ("warmth_visit",))
    if question.programmes:
        return _of_relief_alone(question)
    if asks_of_foundation(words):
        return _with(question, ("relief_fund",))
    if _is_of_district(question):
        return replace(_with(question, ("relief_fund",)), about=None, aspects=(), parts=())
    meant = next(
        (code for pattern, code in _MEANT if pattern.search(words) and _may_be(code, question)), None
    )
    return _ask_as_meant(_make_clear(_with(question, (meant,)))) if meant else question


def _ask_as_meant(question: Question) -> Question:
    """A loan, help once more, or a visit to somebody ill is asked about, whatever its words were taken for."""
    if question.programmes[0] not in _ASKED_ABOUT or all(one in _OF_PROGRAMMES for one in question.intents):
        return question
    if _CALLED.intersection(question.intents):
        return question
    meant = next((one for one in question.likely if one in _OF_PROGRAMMES), "")
    is_plain = question.chances.get(meant, 0.0) >= _LIKELY
    asked = meant if meant and is_plain else _ASKED_ABOUT[question.programmes[0]]
    return replace(question, intents=(asked,), about=None, is_clear=True, parts=())


def _make_clear(question: Question) -> Question:
    """What was not understood, but means a programme, asks of it what is likeliest to be asked."""
    if question.is_clear and question.intents != ("out_of_scope",):
        return question
    usual = "ask_process" if _HOW.search(question.text) else "ask_overview"
    asked = next((one for one in question.likely if one in _OF_PROGRAMMES), usual)
    return replace(question, intents=(asked,), is_clear=True)


def _of_relief_alone(question: Question) -> Question:
    """重大疾病 in a question about relief is what relief is for, and no plan besides."""
    programmes = question.programmes
    is_of_relief = any(code.startswith("relief_") for code in programmes)
    if not is_of_relief or "critical_illness" not in programmes or _BOTH.search(question.text):
        return question
    return _with(question, tuple(code for code in programmes if code != "critical_illness"))


def _is_of_district(question: Question) -> bool:
    """Whether the district's money for a fire or a flood is asked about: 大兴不是着火给五千吗，我能要不."""
    is_of_home = question.named("event") in ("fire", "pipe_burst", "disaster")
    asked = set(question.intents) <= _WHETHER and bool(question.intents)
    return is_of_home and asked and _DISTRICT in question.entities.get("district", ())


def _may_be(code: str, question: Question) -> bool:
    """Whether it fits what is wanted: who tells of need, or disputes what was paid, means no other service by it."""
    if code == "startup_loan":
        return not question.named("office") and not tells_emergency(question.text)
    if code == "further_assistance":
        return not tells_emergency(question.text) and "dispute_claim" not in question.intents
    if code == "relief_fund" and not _DISTRICT_NAMED.search(question.text):
        return bool(question.intents) and all(one.startswith("ask_") for one in question.intents)
    if code not in _IN_QUESTIONS:
        return True
    is_asked = all(one.startswith("ask_") or one in _WISHES for one in question.intents)
    return is_asked or (code == "hardship_registration" and bool(_FILE.search(question.text)))


def asks_of_foundation(words: str) -> bool:
    """Whether the foundation that holds the relief fund's account is meant, and not the fund."""
    return bool(_FOUNDATION.search(words))


def _with(question: Question, programmes: tuple[str, ...]) -> Question:
    return replace(question, programmes=programmes, context_programmes=programmes or question.talk.programmes)
