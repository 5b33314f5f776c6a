"""Readers of single answers: telephone numbers, employers, choices, free words."""

import re
from collections.abc import Callable, Mapping

from actions.question import Question
from actions.talk import Value
from actions.tasks.fields import UNKNOWN, Problem
from vocabulary.day_names import find_days
from vocabulary.sums import find_sums
from vocabulary.telephones import find_telephone, has_mobile

Reader = Callable[[Question], Value | Problem | None]

_DIGITS = re.compile(r"[\d〇零一二三四五六七八九幺]{5,}")
_WORDS = re.compile(r"[^\W\d_]")
_UNIT_ENDS = (
    r"(?:公司|集团|[厂店站社园馆场村局委院所部处队会办行]|学校|小学|中学|大学|幼儿园|医院|中心|政府|街道|社区"
    r"|物业|酒店|饭店|餐厅|超市|商场|工地|环卫|公交|保洁|家政|快递)"
)
_NAMES_UNIT = re.compile(
    rf"(?<![们他她人公婆妈爸儿女妇伴])单位(?:名称|名字)?(?:是|叫|就是|在|[:：])?\s?([^\s，,。；;！!？?]{{1,28}}?{_UNIT_ENDS})(?=的?(?:$|[\s，,。；;！!]|上班|工作))"
)
_AT_UNIT = re.compile(
    r"^(?:我们?|俺们?|咱们?)?(?:单位)?(?:的?名[称字])?(?:是在|就在|是|在|叫|就是|[:：])?\s?"
    r"|(?:上班|工作|干活|那边|的)?(?:[的了吧呢啊。.，,]|上班|工作|干活)*$"
)
_NO_NAME = re.compile(
    r"刚才|爱人|老公|老婆|老伴|媳妇|[爸妈]的?单位|[那这][个些]|不是|错|怎么|什么|啥|为什么|干嘛|吗|不知道|不清楚|忘了|记不|说不|没|我|他|她|你|您|[元钱块万千]|扣|花|掏|赔|报了|就是说|想|问问|打听|帮|退休|下岗|辞职|失业"
)
_SHORTEST_UNIT, _LONGEST_UNIT = 2, 40
_NO_TELEPHONE = re.compile(r"没有?(?:手机|电话|座机)|不用电话|[这用打]个?微信|微信(?:上)?(?:说|联系|找我)")
_ON_RECORD = re.compile(
    r"你们?(?:那|都)?有|(?:我|俺)?登记(?:[的过]|那[个部]|用的)|系统里|档案|之前(?:留|填)|留过|原(?:来|先)(?:那个|的|留)"
)
REGISTERED = "系统里登记的手机号"
"""The number that the member registered, which is shown to nobody in the chat."""
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_CALLED = re.compile(r"手机|电话|座机|打我|联系我")


def read_telephone(question: Question) -> Value | Problem | None:
    """A number to call, of a mobile or a landline, however it is pasted or said."""
    if found := find_telephone(question.text):
        return found
    if _NO_TELEPHONE.search(question.text):
        return UNKNOWN
    if _ON_RECORD.search(question.text):
        return REGISTERED
    is_number = _DIGITS.search(re.sub(r"[\W_]", "", question.text))
    return (
        Problem("这个号码没看出来。手机号是 1 开头的 11 位，座机写上区号，比如 010-63012345。")
        if is_number
        else None
    )


def find_telephone_told(question: Question) -> Value | None:
    """A number to call that a message tells unasked: said as one, or a mobile."""
    if is_of_registered(question.text):
        return REGISTERED
    is_told = has_mobile(question.text) or _CALLED.search(question.text) or _LANDLINE.search(question.text)
    return find_telephone(question.text) or None if is_told else None


def is_of_registered(text: str) -> bool:
    """Whether the number is meant that the member registered: 电话用登记那个."""
    return bool(_CALLED.search(text) and _ON_RECORD.search(text)) and not has_mobile(text)


def find_unit(question: Question) -> Value | None:
    """The employer that a message names as such: 单位是镇上的蔬菜合作社."""
    named = _NAMES_UNIT.search(question.text)
    return named[1] if named else None


def read_unit(question: Question) -> Value | Problem | None:
    """The employer's name; words that tell something else are none."""
    if named := find_unit(question):
        return named
    words = _AT_UNIT.sub("", question.text.strip())
    if len(_WORDS.findall(words)) < _SHORTEST_UNIT or len(words) > _LONGEST_UNIT or _NO_NAME.search(words):
        return None
    return words if not (next(find_days(words), None) or next(iter(find_sums(words)), None)) else None


def read_words(shortest: int, longest: int = 300) -> Reader:
    """Free words, as they are."""

    def read(question: Question) -> Value | Problem | None:
        words = question.text.strip()
        if len(_WORDS.findall(words)) < shortest:
            return None
        return words[:longest]

    return read


def read_one_of(options: Mapping[str, str]) -> Reader:
    """A code by the pattern of words for it: the first that fits, or by its place in the list."""
    patterns = {code: re.compile(words) for code, words in options.items()}

    def read(question: Question) -> Value | Problem | None:
        words = question.text.strip()
        return next((code for code, pattern in patterns.items() if pattern.search(words)), None)

    return read


def find_entity(entity: str) -> Reader:
    """The first value of an entity type."""

    def find(question: Question) -> Value | None:
        return question.named(entity)

    return find
