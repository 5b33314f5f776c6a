"""Which of several sums in one answer is which: what it cost, what was paid by oneself, what others gave or promised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from actions.tasks.fields import Problem
from vocabulary.numerals import Certainty
from vocabulary.sums import Sum, find_sums

Role = Literal[
    "own",
    "got",
    "promised",
    "estimate",
    "deposit",
    "rate",
    "income",
    "owed",
    "raised",
    "claimed",
    "aside",
    "lost",
    "all",
    "spent",
    "plain",
]
SIDE_ROLES: frozenset[Role] = frozenset(
    {"promised", "estimate", "deposit", "rate", "income", "owed", "raised", "claimed", "aside"}
)
"""Money that is neither what was paid for good nor what was received."""

PAYERS = (
    r"医保|社保|医疗救助|救助|隔壁|邻居|村里|同事|亲戚|朋友|新农合|农合|居保|惠民保|普惠健康保|老乡|工友|厂里|公家|街道|居委会|红十字会?|村委会|居委会|社区|老板|车间|班组|队里|司机|肇事|物业|厂家|学校|托管班|施工方|房东"
    r"|津贴|互助金?|你们那?(?:津贴|互助|重疾|保障)?|保险(?:公司)?|商保|责任方|肇事方|对方|单位|公司|工会|民政|政府|慈善|水滴筹|众筹|统筹"
)
_NUMBER_FOLLOWS = (
    r"(?:了|过|完|下来|出|回|给|我|们|有|的|是|大概|大约|差不多|将近|才|只|共|金额|部分|支付|[:：\s])*$"
)
_OWN = re.compile(r"自己|自费|自付|自理|自负|自掏|个人|本人|掏")
_GOT = re.compile(
    rf"(?:(?:{PAYERS})[^，。]{{0,6}}(?:报|赔|给|付|出|补|发|打|捐|筹|垫|退|划|走|担|贴|慰问)|(?:只|才|就|先|已经|又)(?:给|赔|退)(?:了|过|我)|报销?|赔偿?款?|补偿|补助|补贴|统筹|捐|众?筹|(?:{PAYERS}))(?:销|偿|款|金)?{_NUMBER_FOLLOWS}"
)
_NOT_GOT = re.compile(r"[没未](?!有?报完)[^，。\s]*$")
_PROMISED = re.compile(
    r"(?:说(?:是|好|要|会|了)?|答应|承诺|同意|准备|打算|要|会|能|将|该|应该|可以|许)[^，。\s]{0,6}(?:赔|补|给|报|捐|出|垫|退|批|帮)(?:我们?|您|咱们?|俺|偿|销)?(?:是|个|大概|差不多|到|掉|上|出)?$"
)
_ONLY_PROMISED = re.compile(
    r"(?:说|答应|承诺|同意|公布)[^，。]{0,8}(?:赔|补|给|报|捐)[^。]{0,10}(?:没|未)[^，。]{0,4}(?:给|下|到|发|拿|收|兑|见|影)"
)
_NOT_YET = re.compile(
    r"(?:还|到现在|至今|目前|都)?[没未](?:有)?(?:给|下来|到账?|拿到|收到|打|兑现|发|见着?|批)|(?:还|要)(?:等|没)"
)
_ESTIMATE = re.compile(
    r"预计|预算|报价|要修|修的话|重[新修装][^，。]{0,4}|(?:人|师傅|大夫|医生|他们)(?:说)?(?:得|要)|[说讲]得|得要|需要|后续|接下来|以后|将来|下一步"
    r"|还(?:要|得|差)|(?<![只花])要(?:花|交|掏|出)|得(?:花|交|掏)|估计(?:要|得)"
)
_ESTIMATE_AFTER = re.compile(
    r"^[块元钱]*(?:左右|多)?(?:的)?(?:那个|那笔|的)?[^，。\s\d]{0,5}(?:还)?没(?:影|[做花付交掏动弄](?:呢|了?$))"
)
"""What it would cost was not spent yet: 三千那个还没做呢."""
_PAID = re.compile(r"(?:花|掏|交|付|垫|用)(?:了|出去|进去)|已经")
_RATE = re.compile(
    r"(?:(?<!过)[一每](?:个)?(?:天|日|月|晚|次|针|周|年|疗程|盒|瓶|支|回|趟)|按天|按月)(?:大概|差不多|要|得|就|就要|就得|花|交|是|都|能|挣|\s)*$"
    r"|(?:房租|租金|月供|房贷|车贷)[^，。\s]{0,6}$"
)
_RATE_AFTER = re.compile(r"^[块元钱]*(?:左右)?(?:一|每|/)(?:天|日|个?月|晚|次|针|周|年)")
_INCOME = re.compile(
    r"(?:工资|月薪|薪水|收入|退休金|养老金|低保|底薪|生活费|挣|赚|开支)[^，。]{0,10}$|(?:[一每]个?月|每月)[^，。\s]{0,4}(?:拿|领|发|到手|进账|开)[^，。\s]{0,3}$"
)
_INCOME_AFTER = re.compile(r"^[块元钱]*(?:左右|多)?的?(?:工资|月薪|收入|退休金|养老金|低保)")
_DEPOSIT = re.compile(r"押金|预交|预缴|定金|押[一二三两]付")
_OWED = re.compile(r"[借欠贷赊](?!钱|条|口|书)")
_RAISED = re.compile(
    r"凑|(?:信用卡|刷卡|透支)[^，。\s]{0,4}$|卖(?:了)?(?:车|房|牛|羊|猪|粮)[^，。\s]{0,6}$"
    r"|(?:跟|找|从|问|向)[^，。\s]{1,8}(?:拿|要|挪|周转)[^，。\s]{0,3}$|(?:娘家|婆家|亲戚|闺女|女儿|儿子|姑娘|兄弟|姐妹|[哥姐弟妹叔姑舅姨]夫?|爸妈?|父母)[^，。\s]{0,3}(?:给|帮|拿|出|垫|寄)[^，。\s]{0,4}$"
)
_OWN_LAST = re.compile(r"(?:自己|自费|自付|自掏|个人|本人)[^借欠贷赊]*$")
_CLAIMED = re.compile(
    r"(?:让|要|叫|找|管|跟|问|催|逼)(?:我们?|俺们?|咱们?|他|她)[^，。\s]{0,4}(?:赔|补|出|付|给|交|还|掏)(?:偿|他|她|人家|钱)?[^，。\s]{0,2}$"
    r"|(?:我们?|俺们?|咱)?(?:还|也)?(?:得|要|该|应该)(?:给|跟)?(?:房东|人家|楼下|邻居|对方|隔壁|公司|店里)[^，。\s]{0,4}(?:赔|补|出)[^，。\s]{0,2}$"
    r"|(?<!他们)(?<!对方)(?<!公司)(?<!保险)(?:赔|补)(?:给|偿)?(?:了)?(?:房东|人家|楼下|邻居|隔壁)[^，。\s]{0,3}$"
    r"|(?:房东|人家|楼下|邻居|隔壁|对方)(?:那边|的)?(?:跟我|找我|问我)?要(?:的)?(?:是|个|价)?[^，。\s]{0,2}$"
    r"|(?:我们?|俺|咱)(?:还|也)?(?:得|要|该)(?:赔|补偿)[^，。\s]{0,3}$"
)
"""What others want of the member."""
_ASIDE = re.compile(r"(?:那|其中|里头?|里面|里边|包括|包含|含|算上|有)[^，。\s]{0,2}$")
_ASIDE_AFTER = re.compile(
    r"^[块元钱]*(?:左右|多)?(?:都|全)?是(?!医保|自费|自付|自己|我们?|借|欠|报|赔|捐|补|单位|保险|看病|药费|医药费|[对错])"
)
_BESIDE_TREATMENT = re.compile(
    r"(?:打车|车票|路费|车费|油钱|停车|饭钱|吃饭|伙食|住宿|房费|误工|护工|营养|保姆|搬家|买菜|陪护)[^，。\s]{0,5}$"
)
_BESIDE_AFTER = re.compile(
    r"^[块元钱]*(?:的)?(?:打车|车票|路费|车费|油钱|停车|饭钱|伙食|住宿|误工|护工|营养|陪护)"
)
_LOST = re.compile(r"损失|[烧泡砸冲毁淹](?:了|掉|坏|没|毁)?[^，。]{0,6}$")
_ALL = re.compile(r"前前后后|前后|里外里|里里外外|共|总|合计|加起来|全部")
_SPENT = re.compile(r"花|用了|费")
_OWN_AFTER = re.compile(r"^[块元钱]*(?:都|全)?是?(?:我们?|俺|咱)?(?:自己|自费|自付|自掏|个人)")
_GOT_AFTER = re.compile(rf"^[块元钱]*(?:都|全)?是(?:{PAYERS}|报|赔|捐|补)")
_OWED_AFTER = re.compile(r"^[块元钱]*(?:都|全)?是?(?:跟[^，。]{1,6})?[借欠]")
_PAID_IN = re.compile(r"[交付垫缴](?:了|过|上|进去)?$")
_FEWEST_WORDS = 3
_CLAUSE = re.compile(r"[，,。;；\n！!]")
_ADD = "您说了几个数，加起来一共是多少？"
_COST = "这是别处给的。看病或者损失，一共是多少？"
_OWN_PART = "这是别处给的。您自己掏了多少，或者损失多少？"


@dataclass(frozen=True)
class ToldSum:
    """A sum and what it was said to be."""

    role: Role
    sum: Sum


def find_told(text: str) -> list[ToldSum]:
    """The sums that a text names, each with its role, by the words of its own clause."""
    told = list(_tell(text, list(find_sums(text))))
    deposits = [one.sum for one in told if one.role == "deposit"]
    return [
        replace(one, role="deposit") if one.role == "plain" and _is_part(one.sum, deposits, text) else one
        for one in told
    ]


def _is_part(one: Sum, deposits: Sequence[Sum], text: str) -> bool:
    """Whether it was paid of a larger deposit that was named before it: 押金八万，先交了两万."""
    paid = _PAID_IN.search(text[: one.start])
    return bool(paid) and any(each.start < one.start and one.high <= each.low for each in deposits)


def promises(text: str) -> bool:
    """Whether others are said to have promised something that did not come yet: 隔壁说赔我，到现在没给."""
    return bool(_ONLY_PROMISED.search(text))


def pick_cost(told: Sequence[ToldSum]) -> Sum | Problem | None:
    """What it cost in all: named as such, or the one sum that others' part leaves, or the parts together."""
    if named := _of(told, "all"):
        return named[0]
    spent = _of(told, "spent", "plain")
    if spent:
        return _only(spent)
    own, got = _of(told, "own"), _of(told, "got")
    if own:
        return _add([*own, *got])
    return Problem(_COST) if got else next(iter(_of(told, "lost")), None)


def pick_own(told: Sequence[ToldSum], is_loss: bool) -> Sum | Problem | None:
    """What was paid by oneself: named as such, or what the cost leaves once others' part is taken off."""
    if own := _of(told, "own"):
        return _add(own)
    if lost := _of(told, "lost"):
        return _only(lost)
    got, cost = _of(told, "got"), _of(told, "all") or _of(told, "spent")
    if cost and got and not is_loss:
        return _take_off(_add(got), cost[0]) or Problem("自己掏的是多少？")
    if rest := cost or _of(told, "plain"):
        return rest[0] if _of(told, "all") else _only(rest)
    return Problem(_OWN_PART) if got else None


def pick_all(told: Sequence[ToldSum]) -> Sum | Problem | None:
    """What it cost in all, where that is said: of a part of it nothing follows."""
    named = _of(told, "all") or _of(told, "spent")
    return named[0] if named else None


def pick_got(told: Sequence[ToldSum]) -> Sum | Problem | None:
    """What others gave, all of them together."""
    got = _of(told, "got")
    if got:
        return _add(got)
    plain = _of(told, "plain")
    return plain[0] if plain else None


def find_got(told: Sequence[ToldSum]) -> Sum | None:
    """What a message says unasked that others gave."""
    got = _of(told, "got")
    return _add(got) if got else None


def _tell(text: str, found: Sequence[Sum]) -> Iterator[ToldSum]:
    last = 0
    for place, one in enumerate(found):
        following = found[place + 1].start if place + 1 < len(found) else len(text)
        before = _CLAUSE.split(text[last : one.start])[-1]
        after = _CLAUSE.split(text[one.end : following])[0]
        yield ToldSum(_find_role(before, after), one)
        last = one.end


def _find_role(before: str, after: str) -> Role:
    before = _last_words(before)
    is_promised = bool(_PROMISED.search(before)) or bool(_GOT.search(before) and _NOT_YET.search(after))
    is_got = bool(_GOT.search(before) and not _NOT_GOT.search(before)) or bool(_GOT_AFTER.search(after))
    is_owed = bool(_OWED.search(before) and not _OWN_LAST.search(before)) or bool(_OWED_AFTER.search(after))
    is_aside = bool(_ASIDE.search(before) and _ASIDE_AFTER.search(after)) or bool(
        _BESIDE_TREATMENT.search(before) or _BESIDE_AFTER.search(after)
    )
    rules: tuple[tuple[Role, bool], ...] = (
        ("income", bool(_INCOME.search(before) or _INCOME_AFTER.search(after))),
        ("deposit", bool(_DEPOSIT.search(before) or _DEPOSIT.match(after))),
        ("rate", bool(_RATE.search(before) or _RATE_AFTER.search(after))),
        ("claimed", bool(_CLAIMED.search(before))),
        ("aside", is_aside),
        (
            "estimate",
            bool(
                (_ESTIMATE.search(before) and not _PAID.search(before))
                or (_ESTIMATE_AFTER.search(after) and not _GOT.search(before))
            ),
        ),
        ("owed", is_owed),
        ("raised", bool(_RAISED.search(before) and not _GOT.search(before))),
        ("own", bool(_OWN.search(before) or _OWN_AFTER.search(after))),
        ("promised", is_promised),
        ("got", is_got),
        ("lost", bool(_LOST.search(before))),
        ("all", bool(_ALL.search(before))),
        ("spent", bool(_SPENT.search(before))),
    )
    return next((role for role, holds in rules if holds), "plain")


def _last_words(before: str) -> str:
    """What was said after the last blank; what stands before it where that is too little."""
    last = before.rsplit(maxsplit=1)[-1] if before.split() and not before[-1:].isspace() else before
    return last if len(last.strip()) >= _FEWEST_WORDS else before


def _of(told: Sequence[ToldSum], *roles: Role) -> list[Sum]:
    return [one.sum for one in told if one.role in roles]


def _only(found: Sequence[Sum]) -> Sum | Problem:
    """The one sum, though it be said twice; several are not added up without being asked."""
    if len({(one.low, one.high) for one in found}) > 1:
        return Problem(_ADD)
    return found[0]


def _add(found: Sequence[Sum]) -> Sum:
    low, high = (sum((end(one) for one in found), Decimal(0)) for end in (_low, _high))
    return _as_one(found, low, high)


def _take_off(part: Sum, whole: Sum) -> Sum | None:
    low, high = whole.low - part.high, whole.high - part.low
    return _as_one([whole, part], low, high) if low > 0 else None


def _as_one(found: Sequence[Sum], low: Decimal, high: Decimal) -> Sum:
    return replace(
        found[0], low=low, high=high, certainty=max((one.certainty for one in found), default=Certainty.EXACT)
    )


def _low(one: Sum) -> Decimal:
    return one.low


def _high(one: Sum) -> Decimal:
    return one.high
