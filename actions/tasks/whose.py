"""Whose matter it is: the one whom it befell, and nobody who is only spoken of, asked, or there as well."""

import re
from collections.abc import Iterator, Mapping

from actions.question import Question
from actions.talk import Value
from actions.tasks.readers import read_one_of
from actions.tasks.telling import leave_out_told

WHOSE: Mapping[str, str] = {
    "self": "我本人",
    "spouse": "配偶",
    "child": "孩子",
    "parent": "父母",
    "household": "全家",
    "other": "其他家人",
}
_KIN: Mapping[str, str] = {
    "household": "全家|家里人都|一家|我们家",
    "spouse": "爱人|老公|老婆|老伴|媳妇|丈夫|妻子|对象|孩子他?[爸妈]|我家那口子",
    "parent": "爸|妈|父|母|爹|娘(?!家)|公公|婆婆|岳|老人|老家儿",
    "child": "孩子|儿子|女儿|闺女|姑娘|娃|小子",
    "other": "哥|姐|弟|妹|爷|奶|姥|姑|舅|叔|姨|孙",
}
_BY_RELATION = read_one_of(
    {**_KIN, "self": "本人|自己|^(?:就|是|就是)?我(?:的事)?[。啊呀]*$|是我$|家里"},
)
_CLAUSE = re.compile(r"[，,。；;！!\s]+")
_BEFALLEN = re.compile(
    r"透析|化疗|放疗|住[进了着]?院|手术|抢救|癌|瘤|梗|出血|中风|骨折|瘫|残疾|卧床|病|icu|摔|撞|伤|确诊|查出|去世|没了$|走了$",
    re.IGNORECASE,
)
_OF_THE_HOME = re.compile(
    r"(?:[房墙屋顶][^，。]{0,4}塌|(?:家里?|[房屋]子?|宿舍|厨房|卧室|客厅|楼上|暖气|水管)(?:的|都|全)?[^，。]{0,4}"
    r"(?:进水|[着失起]火|烧|被?淹|漏水|跑水|泡|裂|爆|崩))"
)
_OF_MYSELF = re.compile(
    r"[我俺咱](?:现在|如今|又|也|刚|今年)*(?:自己|得了|查出|确诊|摔|被|住院|病|本人)"
    r"|[我俺咱][^，。他她们妈爸爱老儿女孩家媳公婆哥姐弟妹单同]{0,6}(?:住院|癌|手术|出血|梗|骨折|瘤|透析)"
)
_AROUND = re.compile(
    r"就|是|[我俺咱您你他她]们?|家|的|事|给|替|帮|申请|报|办|弄|登记|得|吧|啊|呀|哈|呢|了|那|对|嗯|要|想"
)
"""Words that say no more than whose it is."""


def find_whose(question: Question) -> Value | None:
    """Whom what is told befell: by the clause that says what happened, and not by whoever else is named."""
    if question.named("event") in {"fire", "pipe_burst"} or _OF_THE_HOME.search(question.text):
        return "household"
    clauses = [one for one in _CLAUSE.split(question.text) if one]
    illnesses = question.entities.get("illness", ())
    befallen = [one for one in clauses if _BEFALLEN.search(one) or any(ill in one for ill in illnesses)]
    for clause in befallen:
        if (named := next(_name_kin(clause), None)) and not _is_passing(clause):
            return named
    if any(_OF_MYSELF.search(one) for one in befallen) or _OF_MYSELF.search(question.text):
        return "self"
    named = question.named("relation")
    is_kin = named in WHOSE and any(True for clause in clauses for _ in _name_kin(clause))
    is_passing = all(_is_passing(one) for one in clauses if next(_name_kin(one), None))
    is_told = bool(befallen) or question.named("event") is not None
    return named if named and is_kin and is_told and not is_passing else None


def read_whose(question: Question) -> Value | None:
    """The answer to "whose is it?": somebody named for it, alone in a clause, or with what befell them."""
    if found := find_whose(question):
        return found
    for clause in _CLAUSE.split(question.text):
        named = _BY_RELATION(_narrow(question, clause))
        if named and _is_bare(clause) and not _is_passing(clause):
            return named
    relation = question.named("relation")
    is_bare = _is_bare(question.text) and not _is_passing(question.text)
    return relation if relation in WHOSE and is_bare else None


def _narrow(question: Question, clause: str) -> Question:
    return Question(clause, question.intents, (), {}, None, question.now, move=question.move)


def _is_bare(clause: str) -> bool:
    """Whether the clause names somebody and tells nothing of them."""
    rest = leave_out_told(clause)
    for kin in _KIN.values():
        rest = re.sub(kin, "", rest)
    return len(re.sub(r"[\W_]|本人|自己|老大|老二", "", _AROUND.sub("", rest))) <= 1


def _name_kin(clause: str) -> Iterator[str]:
    """Who of the family the clause names, in its order."""
    found = [(match.start(), name) for name, kin in _KIN.items() if (match := re.search(kin, clause))]
    yield from (name for _, name in sorted(found))


_ANY_KIN = "|".join(_KIN.values())
_PASSING = re.compile(
    rf"(?:问|听|跟|和|同|找|陪|靠|托|随|叫|让)(?:了|过|着)?(?:[我俺咱]们?)?(?:家)?(?:{_ANY_KIN})"
    rf"|(?:{_ANY_KIN})(?:们)?(?:都|也|还)?(?:说|讲|叨|提醒|告诉|让|叫|在[家旁身]|陪|帮|照顾|看着|跟着|才|都吓|还小|给|替|垫|凑)"
    rf"|是(?:[我俺咱]们?)?(?:家)?(?:{_ANY_KIN})的"
)
"""Asked, heard, or there as well: 问了我妈, 孩子才三岁, 有一张是我爸的."""


def _is_passing(clause: str) -> bool:
    return bool(_PASSING.search(clause))
