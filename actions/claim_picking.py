"""Which of several claims the words pick: all, the rest, by place, end of number, day, sum, state, plan or what it was."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from actions.question import Question
from claims.states import ClaimState
from claims.values import Claim, ClaimKind
from vocabulary.day_names import find_days
from vocabulary.days import Days, read_days
from vocabulary.expects import Move
from vocabulary.numerals import Certainty
from vocabulary.sums import Sum, find_sums

_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_ONE = r"[一二两三四五六七八九十]|\d{1,2}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_PLACE = re.compile(rf"(?<!倒数)第\s?({_ONE})(?![\d次天步季年期人回审])|(?<![\d.])({_ONE})号(?![\d楼院线])那")
_BARE = re.compile(
    rf"^(?:就|那|看|查|选|要|点|说)*({_ONE})(?:个|笔|项|条|号)?(?:那个|的)?[吧呗呢啊。.!！~？?\s]*$"
)
_FROM_END = re.compile(rf"倒数第({_ONE})")
_LAST = re.compile(r"最后(?:那|一|的)|末尾那|最(?:下|底)[面下]|最末")
_TOP = re.compile(r"最上[面头]|上面那|头一[个笔]|打头")
_NEXT = re.compile(r"^(?:那|再)*下一?[个笔]")
_NEWEST = re.compile(
    r"最近(?:的|那|交|报|一[个笔])|最新|[新晚后]的那|后来?[交报]的|我?刚刚?(?:才)?(?:[交报填办]|申请|登记)(?:上|完|了)?的|我报的那(?![几些])"
)
_OLDEST = re.compile(r"最早|[早老旧]的那|先[交报]的|头一回")
_TAIL = re.compile(r"(?:尾号|末[尾几三四]位?|最后[几三四]位|后[三四]位)[^\d]{0,3}(\d{2,})")
_DIGITS = re.compile(r"^\D{0,4}(\d{3,})\D{0,4}$")
_ALL = re.compile(
    r"(?:都|全部?|一块儿?|一起|一并|挨个|逐个|每一?[个笔])(?:给我)?(?:说|讲|看|查|列|报|念|来|要)|^(?:都|全部|全都|所有)(?:的|要|吧|看|说|[。!！])*$|[几两三四]个都"
)
_REST = re.compile(
    r"剩下|还剩(?:哪|[几一两二三])|没[看说]过?的|其余|余下|另外(?:那|一|的|[两三四]|呢)|另一|其他(?:的|那|呢|[两三四])|别的(?:那|呢)|还有[一那][个笔]"
)
_POINTS = re.compile(r"那[个笔]|这[个笔]|那一[个笔]|的呢|的[那这]")
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d{1,2})?)\s?(?:元|块钱?|的?那[个笔])")
_FIGURE = re.compile(
    r"(?<![\d.\-A-Za-z])(\d{3,7}(?:\.\d{1,2})?|\d{2}\.\d{1,2})(?![\d.年月日号天岁点份楼室:：])"
)
"""A figure by itself, which names a sum where it is one of theirs: 那200怎么和968.2不一块打."""
_STATES: Sequence[tuple[str, frozenset[ClaimState]]] = (
    (r"没有?批|没有?过|没通过|不[给批]|被?拒(?:绝|赔)?|驳回|没给", frozenset({ClaimState.DENIED})),
    (r"被?退(?:回来?|了)|打回来?|没打成", frozenset({ClaimState.PAYMENT_RETURNED})),
    (
        r"(?:没有?|还没|还不)(?:打(?:款|钱)?|到账?|给钱|发)",
        frozenset({ClaimState.APPROVED, ClaimState.PAYMENT_RETURNED}),
    ),
    (r"[缺差]材料|要?补(?:交)?材料|等材料", frozenset({ClaimState.DOCUMENTS_REQUESTED})),
    (
        r"(?:还|正)?在审(?:核|着)?|审着|没审完|[初复]审|在办|没办完",
        frozenset({ClaimState.REGISTERED, ClaimState.FIRST_REVIEW, ClaimState.SECOND_REVIEW}),
    ),
    (r"批(?:准|下来)?|通过|核定", frozenset({ClaimState.APPROVED})),
    (r"(?:已经?)?(?:打了?(?:款|钱)?|到了?账|给[过完了]?钱?|发[下来了]*|付)", frozenset({ClaimState.PAID})),
    (r"结案|办完|完事", frozenset({ClaimState.CLOSED, ClaimState.PAID})),
)
_IN_STATE = tuple(
    (re.compile(rf"(?:{words})了?(?:的(?:那|这)?[个笔项]?|那[个笔项])"), states) for words, states in _STATES
)
_KINDS: dict[ClaimKind, str] = {
    "hospital_stay": "住院|手术",
    "critical_illness": "重疾|大病|重大疾病",
    "specified_disease": "女工|特疾|妇科|女职工",
    "accident": "意外|摔跤|摔倒|摔伤|摔了|跌|骨折|崴脚|扭伤|车祸|碰伤|受伤",
    "pipe_burst": "水管|暖气|爆裂|漏水|跑水|泡水|家财|水管爆了",
    "fire": "着火|火灾|失火|起火|烧了|家财",
    "quarterly_settlement": "二次报销|暖互助|季度",
    "above_ceiling": "二次报销|暖互助|封顶",
}
_HAPPENED = re.compile(r"住的?院|出的?院|摔|磕|碰|撞|烧|爆|漏|确诊|查出|得的?病|手术|出的?事")
_FILED = re.compile(r"[报交]的|申请|登记|报案")
_EVENTS = {"fall": "accident", "traffic_accident": "accident"}
_FILLERS = re.compile(r"[那这的个笔是我查看吧呢啊了]|理赔|报销|一?下(?!楼|班|雨|肢|腹)|为啥|怎么|什么")
_ONE_SIGN = re.compile(r"(?:^|[，。？?\s那是我])([^\W\d_那这的个是我])(?:的)?(?:那[个笔]|这[个笔]|呢)")
"""癌那个, 腰的那笔: one sign that points at what happened."""
_SHORTEST = 2
_LONGEST_PLACE = 10
_ROUGHLY = Decimal("0.2")


@dataclass(frozen=True)
class Picked:
    """The claims that the words pick; `is_all` where every one is asked for, `is_out` where the list has no such place."""

    claims: tuple[Claim, ...] = ()
    is_all: bool = False
    is_out: bool = False
    is_place: bool = False
    """Whether they name a place in the list."""
    is_plain: bool = False
    """Whether place or number say it, which mean nothing but a choice."""


def pick(
    offered: Sequence[Claim], question: Question, spoken: Collection[str] = (), is_asked: bool = False
) -> Picked:
    """What the words pick of the list; `spoken` are the numbers of those spoken of already, newest first.

    A bare figure is a place only where the choice is asked for.
    """
    if not offered:
        return Picked()
    words = question.text.strip()
    of_figures = name_by_figures(offered, words)
    if 0 < len(of_figures) < len(offered):
        return Picked(tuple(of_figures))
    if question.move is Move.CHOOSE_ALL or _ALL.search(words):
        return Picked(tuple(offered), is_all=True, is_plain=True)
    if _REST.search(words):
        rest = tuple(one for one in offered if one.number not in spoken)
        is_told_apart = len(rest) < len(offered) or len(offered) == 1
        return Picked(pick_by_words(rest, question) or (rest if is_told_apart else ()))
    placed = _pick_by_place(offered, words, spoken, is_asked)
    if placed:
        return placed
    return Picked(pick_by_words(offered, question))


def points(question: Question) -> bool:
    """Whether the words point at one of several, however they name it: 那个, 第二个, 剩下的, 尾号456."""
    words = question.text
    named = (_PLACE, _FROM_END, _LAST, _NEXT, _TAIL, _REST, _ALL, _POINTS, _NEWEST, _OLDEST)
    is_state = any(pattern.search(words) for pattern, _ in _IN_STATE)
    is_circled = any(sign in _CIRCLED for sign in words)
    return is_circled or is_state or any(pattern.search(words) for pattern in named)


def names_place(question: Question) -> bool:
    """Whether the words name a place in a list of records, and little else: 第二笔呢, 最后那个."""
    is_placed = _PLACE.search(question.text) or _FROM_END.search(question.text) or _LAST.search(question.text)
    return bool(is_placed) and len(question.text.strip()) <= _LONGEST_PLACE


def drop_state(text: str) -> str:
    """The words without the state that they pick by: of 没批的那个 nothing is left to be asked."""
    for pattern, _ in _IN_STATE:
        text = pattern.sub("，", text)
    return text


def pick_named(offered: Sequence[Claim], question: Question) -> tuple[Claim, ...]:
    """The claims that plan, event, sum, state or cause name; a day that is told in passing names none."""
    return _fit(offered, question, (_of_plan, _of_event, _of_illness, _of_sum, _in_state, _of_cause))


def pick_by_words(offered: Sequence[Claim], question: Question) -> tuple[Claim, ...]:
    """The claims that fit all that the words name of plan, event, day, sum, state and cause; none where none is named."""
    return _fit(
        offered, question, (_of_plan, _of_event, _of_illness, _of_days, _of_sum, _in_state, _of_cause)
    )


def is_of_illness(illness: str, cause: str) -> bool:
    """Whether a cause holds an illness by its short or its long name: 心梗 and 急性心肌梗死."""
    rest = iter(cause)
    return cause in illness or all(sign in rest for sign in illness)


def _fit(
    offered: Sequence[Claim],
    question: Question,
    readers: Sequence[Callable[[Sequence[Claim], Question], list[Claim]]],
) -> tuple[Claim, ...]:
    found, is_named = tuple(offered), False
    for fits in readers:
        fitting = tuple(fits(found, question))
        if fitting:
            found, is_named = fitting, True
    return found if is_named else ()


def _pick_by_place(
    offered: Sequence[Claim], words: str, spoken: Collection[str], is_asked: bool
) -> Picked | None:
    circled = next((_CIRCLED.index(sign) + 1 for sign in words if sign in _CIRCLED), None)
    match = _PLACE.search(words) or (_BARE.search(words) if is_asked else None)
    said = next((group for group in match.groups() if group), "") if match else ""
    place = circled or (_read_place(said) if said else None)
    if place:
        return _at(offered, place)
    if match := _FROM_END.search(words):
        return _at(offered, len(offered) + 1 - _read_place(match[1]))
    tail = _TAIL.search(words) or _DIGITS.search(words)
    if tail and (ending := tuple(one for one in offered if one.number.endswith(tail[1]))):
        return Picked(ending, is_plain=True)
    if _TAIL.search(words) and "卡" not in words:
        return Picked(is_out=True)
    if _NEXT.search(words):
        places = [place for place, one in enumerate(offered, 1) if one.number == next(iter(spoken), None)]
        return _at(offered, places[0] + 1) if places else None
    return _pick_by_order(offered, words)


def _pick_by_order(offered: Sequence[Claim], words: str) -> Picked | None:
    by_filing = sorted(offered, key=lambda one: (one.filed_on, one.number))
    for pattern, one in (
        (_OLDEST, by_filing[0]),
        (_NEWEST, by_filing[-1]),
        (_LAST, offered[-1]),
        (_TOP, offered[0]),
    ):
        if pattern.search(words):
            return Picked((one,), is_plain=True)
    return None


def _at(offered: Sequence[Claim], place: int) -> Picked:
    is_there = 1 <= place <= len(offered)
    return Picked(
        (offered[place - 1],) if is_there else (), is_out=not is_there, is_place=True, is_plain=True
    )


def _read_place(said: str) -> int:
    return _NUMERALS.get(said) or int(said)


def _of_plan(claims: Iterable[Claim], question: Question) -> list[Claim]:
    return [one for one in claims if one.plan_code in question.programmes]


def _of_event(claims: Iterable[Claim], question: Question) -> list[Claim]:
    kinds = {_EVENTS.get(event, event) for event in question.entities.get("event", ())}
    return [one for one in claims if one.kind in kinds]


def _of_illness(claims: Iterable[Claim], question: Question) -> list[Claim]:
    illness = question.named("illness") or ""
    return [one for one in claims if illness and is_of_illness(illness, one.cause)]


def _of_days(claims: Sequence[Claim], question: Question) -> list[Claim]:
    """By the day that it was filed on, or that it happened on, as the words say; else by the day of the payment."""
    said = [question.text[start:end] for start, end in find_days(question.text)]
    spans = [days for words in said if isinstance(days := read_days(words, question.today), Days)]
    filed = [one for one in claims if _lies_in(one.filed_on, spans)]
    happened = [one for one in claims if _lies_in(one.date_of_loss, spans)]
    paid = [one for one in claims if any(_lies_in(payment.paid_on, spans) for payment in one.payments)]
    is_of_event = _HAPPENED.search(question.text) and not _FILED.search(question.text)
    return (happened or filed or paid) if is_of_event else (filed or happened or paid)


def _lies_in(day: date, spans: Iterable[Days]) -> bool:
    return any(span.first <= day <= span.last for span in spans)


def _of_sum(claims: Sequence[Claim], question: Question) -> list[Claim]:
    said = {Decimal(match[1].replace(",", "")) for match in _AMOUNT.finditer(question.text)}
    if exact := name_by_figures(claims, question.text):
        return exact
    spans = [(one, one) for one in said] + [_span(one) for one in find_sums(question.text)]
    return [
        one for one in claims if any(low <= sum_ < high + 1 for sum_ in _sums_of(one) for low, high in spans)
    ]


def name_by_figures(claims: Iterable[Claim], words: str) -> list[Claim]:
    """Those with a sum that stands there as a bare figure, with or without what comes after its point: 那968怎么还没到."""
    figures = {Decimal(match[1]) for match in _FIGURE.finditer(words)}
    return [
        one
        for one in claims
        if any(sum_ in figures or Decimal(int(sum_)) in figures for sum_ in _sums_of(one))
    ]


def _span(one: Sum) -> tuple[Decimal, Decimal]:
    """What a sum that is said roughly (一千不到, 一万多) may mean."""
    if one.certainty is Certainty.EXACT:
        return one.low, one.high
    return one.low * (1 - _ROUGHLY), one.high * (1 + _ROUGHLY)


def _sums_of(claim: Claim) -> set[Decimal]:
    approved = {claim.approved_amount} if claim.approved_amount is not None else set()
    return approved | {one.amount for one in claim.payments}


def _in_state(claims: Iterable[Claim], question: Question) -> list[Claim]:
    for pattern, states in _IN_STATE:
        if pattern.search(question.text):
            return [one for one in claims if one.state in states]
    return []


def _of_cause(claims: Sequence[Claim], question: Question) -> list[Claim]:
    """Those that share the longest run of signs with the words, of two signs at least."""
    core = _FILLERS.sub("，", question.text)
    lengths = [(max(_longest_common(part, core) for part in _names_of(one)), one) for one in claims]
    best = max((length for length, _ in lengths), default=0)
    if best >= _SHORTEST:
        return [one for length, one in lengths if length == best]
    # 癌的那个, 腰那个: one sign, where nothing else is said.
    alone = core.replace("，", "").strip("。.!！?？~ ")
    signs = {alone} if len(alone) == 1 else {match[1] for match in _ONE_SIGN.finditer(question.text)}
    return [one for one in claims if any(sign in one.cause for sign in signs)]


def _names_of(claim: Claim) -> tuple[str, ...]:
    return (claim.cause, claim.plan_name, *_KINDS[claim.kind].split("|"))


def _longest_common(one: str, other: str) -> int:
    runs = (
        size
        for size in range(min(len(one), len(other)), _SHORTEST - 1, -1)
        if any(one[start : start + size] in other for start in range(len(one) - size + 1))
    )
    return next(runs, 0)
