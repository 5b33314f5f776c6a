"""What a member tells in their own words: the story without what other fields hold, and what was only said about."""

import re
from collections.abc import Callable, Sequence

from actions.question import Question
from actions.talk import Value, Values
from actions.tasks import day_answers, sum_answers
from actions.tasks.fields import Field, Problem
from actions.tasks.readers import find_unit
from vocabulary.day_names import find_days
from vocabulary.sums import find_sums
from vocabulary.telephones import mask_mobiles

_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST = 2
_BESIDE = re.compile(
    r"(?:我的?|俺)?(?:手机号?|电话)(?:号码)?(?:是|[:：])?|(?:我们?|俺们?)?单位(?:名称)?(?:是|叫|在|[:：])?|[一-鿿]{2,4}[镇乡区](?:的|[,，。\s]|$)"
)
_CLAUSE = re.compile(r"[，,。;；！!？?\s]+")
_LONGEST_SENSE = 60
_OF_DAY = re.compile(r"^(?:夜里|晚上|早上|下午|上午|中午|上|里)")
_FEWEST_BEFORE = 6
_BEFALLEN = re.compile(r"住院|手术|抢救|摔|撞|伤|病|癌|烧|淹|塌|泡|透析|化疗|icu", re.IGNORECASE)
"""What befell somebody is told, though the clause says little besides how much."""
_BEGINS = re.compile(
    r"^(?:喂|你好|您好|[跟和]您?你?说[个一]?(?:件|下)?事�?|问[个一]?(?:件|下)?事儿?|那个|就是|然后|所以|嗯|我说|跟您说|的|[，,\s])+"
)
_ASKED = re.compile(
    r"(?:这个|这种|这|那|还|到底|现在|能|可以)*(?:算不算|是不是.*|能不能.*|可不可以.*|能[报赔领给申].*|[报赔管给]不[报赔管给].*|(?:报销|报|赔|管|申请|包消)[^，]{0,4}[吗么不]|怎么.*|咋.*|有没有.*|多少.*|.{0,6}吗)$"
)
_WISHED = re.compile(
    r"想?(?:申请|求助)(?:应急)?(?:救助)?$|帮我|给(?:我)?(?:报|登记)|^报案$|要?(?:报案|理赔|报销)[吧了]?$|^(?:想|要|我要|我想)"
)
_NO_STORY = re.compile(
    r"^(?:没有?|不知道|不清楚|好的?|是的?|对的?|行|可以|嗯+|哦+|啊+|谢谢|你好|您好|在吗|什么|继续|(?:那|就|请|你|您|快|麻烦)*(?:帮|给|替)?我?(?:报|办|弄|登记|申请|填|交)(?:上|案|个案|一下)?|住的?|的|在|了|呢|吧|[,，。.!！?？\s])*$"
)


def read_story(
    longest: int, find_place: Callable[[Question], Value | None] | None = None
) -> Callable[[Question], Value | Problem | None]:
    """Reads a story: two signs are enough (脑梗), but a day, a sum or a hospital alone are none."""

    def read(question: Question) -> Value | Problem | None:
        words = _BESIDE.sub("", leave_out_told(mask_mobiles(question.text, "")))
        for find in (find_place, find_unit):
            named = find(question) if find else None
            words = words.replace(named, "") if named else words
        if len(_LETTERS.findall(words)) < _FEWEST or _NO_STORY.match(words):
            return None
        return question.text.strip()[:longest]

    return read


def say_sense(told: Value) -> str:
    """What happened, in their own words, without what was asked or wished beside it, and without days, which stand elsewhere."""
    text = str(told)
    clauses = [_BEGINS.sub("", _leave_question_out(_leave_out_days(one))) for one in _CLAUSE.split(text)]
    telling = [one for one in clauses if len(_LETTERS.findall(one)) >= _FEWEST and not _WISHED.search(one)]
    said = (
        "，".join([one for one in telling if not _is_of_money(one) or _BEFALLEN.search(one)] or telling)
        or text.strip()
    )
    return said if len(said) <= _LONGEST_SENSE else f"{said[: _LONGEST_SENSE - 1]}…"


def _is_of_money(clause: str) -> bool:
    """Whether it says how much and little else: sums stand elsewhere, as they are by now."""
    return any(find_sums(clause)) and len(_LETTERS.findall(leave_out_told(clause))) <= _FEWEST_BEFORE


def _leave_question_out(clause: str) -> str:
    """What stands before a question, where that says something: 下楼摔了能报吗."""
    rest = _ASKED.sub("", clause)
    says_much = len(_LETTERS.findall(rest)) > _FEWEST_BEFORE or day_answers.HAPPENED.search(rest)
    return rest if rest == clause or says_much else ""


def _leave_out_days(clause: str) -> str:
    for start, end in reversed(list(find_days(clause))):
        clause = clause[:start] + _OF_DAY.sub("", clause[end:])
    return clause


def leave_out_told(text: str) -> str:
    """The words without the days and sums that they name."""
    spans = [*find_days(text), *((one.start, one.end) for one in find_sums(text))]
    told = {place for start, end in spans for place in range(start, end)}
    return "".join(sign for place, sign in enumerate(text) if place not in told).strip()


def say_what_is_loose(fields: Sequence[Field], values: Values) -> str:
    """For whoever reads the case: which sums and days the member only knows about; nothing where all is exact."""
    loose = [
        f"{field.label}{field.say(values[field.name])}"
        for field in fields
        if field.name in values and _is_loose(values[field.name])
    ]
    return f"（会员说的是大概：{'；'.join(loose)}）" if loose else ""


def _is_loose(value: Value) -> bool:
    return sum_answers.is_loose(value) or day_answers.is_loose(value)
