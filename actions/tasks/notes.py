"""What a member told that fits no field: kept in their own words for whoever reads the case, and said back."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from actions.question import Question
from actions.talk import Draft, Value, Values
from actions.tasks.papers_at_hand import has_papers
from actions.tasks.readers import REGISTERED, is_of_registered
from actions.tasks.remarks import leave_remarks_out
from actions.tasks.sum_answers import settle
from actions.tasks.sum_roles import SIDE_ROLES, Role, ToldSum, find_told, promises
from actions.tasks.telling import leave_out_told
from vocabulary.day_names import find_days
from vocabulary.days import Days, read_days
from vocabulary.expects import Move, Subject
from vocabulary.telephones import mask_mobiles

NOTES = "notes"
_MOST, _LONGEST, _SHOWN = 12, 120, 24
_ON_TOP = re.compile(r"又|另外|还有|再加")
"""A sum on top of one that is known."""
_SIGN = re.compile(r"[一-鿿a-zA-Z]")
_FEWEST = 5
_FEWEST_OF_CLAUSE = 3
_FEWEST_BESIDE = 3
"""In a message of which fields took the rest."""
_FEWEST_BESIDE_SUM = 7
"""A clause whose sum a field took says whose it was in as many signs."""
_TAIL = re.compile(r"(?:还|没|未|跟|向|找|借|说好|到现在|至今|是|年底)[^\s]{0,9}")
"""Goes on about the money before it: 押金交了五万 借的."""
_CLAUSE = re.compile(r"[^，,。；;！!\s]+")
_CARRIERS = re.compile(
    r"自己|一共|总共|大概|大约|差不多|左右|应该|好像|当时|那天|时候|看病|电话|手机|"
    r"说错了|写错了|记错了|弄错了|搞错了|改成|改为|不对|不是|早上|上午|中午|下午|晚上|半夜|夜里|凌晨|"
    r"现在|到现在|开始|已经|估计|可能|就是|[我俺您你是在的了吧呢啊呀哦嗯哎也就都才住花掏付交报赔给去来到送摔发生有查出得还]"
)
_DENIED = re.compile(r"(?<!有)没(?!事|错|问题|了)")
"""What was not so is telling in two signs: 没住院."""
_FILLER = re.compile(
    r"(?:先?(?:帮我|给我)?(?:报|交|递|办|登记|申请|提交)(?:上|了|吧|一下|去)+|还?没花(?:什么)?钱|等[一下会儿等]*|[说写打记弄搞算填]错了?|不对|不是|错了|更正|哦|嗯|对|好的?|行|那个|那|就是|哎|先|我|改[一下成]*|[的了吧呢啊呀])+"
)
"""Says nothing to whoever reads the case."""
_TAKES_BACK = re.compile(
    r"改.{1,4}|.{0,4}[说写记报](?:少|多|岔|差|低|高)了|.{0,3}看(?:错|串|花|岔).{0,4}|不是.{1,12}|.{0,8}(?:也|要|得|给我)?改(?:一?下|过来|成|动)?|.{0,6}(?:错了|不对)"
)
"""What a correction takes back is not told."""
ROLE_LABELS: Mapping[Role, str] = {
    "got": "别处给的",
    "promised": "说好还没到手的",
    "claimed": "别人要您赔的",
    "owed": "借的",
    "raised": "凑的",
    "deposit": "押金",
    "estimate": "估计还要花的",
    "rate": "按天按月的",
    "income": "收入",
    "aside": "看病以外的",
}
"""How a kind of money is called when it is said back."""
_SAID: Mapping[Role, str] = {
    "deposit": "按押金记，结算前不算自己掏的",
    "owed": "按借的记",
    "raised": "按凑的钱记",
    "promised": "没到手，不算已经给的",
    "estimate": "按估计的数记，不算已经花的",
    "rate": "按多久一次的数记，不算总数",
    "claimed": "按别人要您赔的记，不算已经付的",
    "income": "按收入记",
    "aside": "不算在里面",
}
_FULL = "备注写不下了，这句没记上，回头请直接跟同事说。"


@dataclass(frozen=True)
class _Clause:
    words: str
    sums: tuple[ToldSum, ...]


def find_notes(values: Values) -> list[str]:
    """What was kept so far."""
    return list(values.get(NOTES, ()))


def say_notes(values: Values) -> str:
    """All that was kept, in one line."""
    return "；".join(find_notes(values))


def group_notes(values: Values) -> list[tuple[str, str]]:
    """What was kept, by what it is: each kind of money under its label, and what else was said last."""
    grouped: dict[str, list[str]] = {}
    for words in find_notes(values):
        role = find_role(words)
        grouped.setdefault(ROLE_LABELS[role] if role else "", []).append(words)
    labels = [label for label in ROLE_LABELS.values() if label in grouped]
    return [
        *((label, "；".join(grouped[label])) for label in labels),
        *([("另外说的", "；".join(grouped[""]))] if "" in grouped else []),
    ]


def find_role(words: str) -> Role | None:
    """What kind of money a note is about, where it is about any."""
    roles = [one.role for one in find_told(settle(words)) if one.role in ROLE_LABELS]
    if not roles and promises(words):
        return "promised"
    return next(iter(roles), None)


def note(draft: Draft, words: str) -> tuple[Draft, str]:
    """The draft with these words kept, and what is said of it."""
    return note_each(draft, (words,))


def note_each(draft: Draft, said: Sequence[str]) -> tuple[Draft, str]:
    """The draft with each of these kept, and one sentence of it."""
    kept = find_notes(draft.values)
    fresh = [words for one in said if (words := one.strip()[:_LONGEST]) and words not in kept]
    fitting, left_out = fresh[: max(0, _MOST - len(kept))], len(kept) + len(fresh) > _MOST
    if not fitting:
        return draft, _FULL if left_out else ""
    noted = replace(draft, values={**draft.values, NOTES: [*kept, *fitting]})
    return noted, _say_noted(fitting) + (_FULL if left_out else "")


def keep_rest(
    draft: Draft,
    question: Question,
    taken: Collection[Value] = (),
    only_money: bool = False,
    side: frozenset[Role] = SIDE_ROLES,
) -> tuple[Draft, str]:
    """The draft with what the message says beyond what fields took of it, clause by clause; what is said of it."""
    if question.move is Move.NOT_KNOWN:
        return draft, ""
    question = replace(question, text=leave_remarks_out(question.text))
    if not taken and not only_money and not _holds_money_to_note(question.text, side):
        return note(draft, question.text) if is_worth_noting(question) else (draft, "")
    rest = list(_find_rest(question, taken, only_money, side))
    return note_each(draft, rest)


def holds_side_money(text: str, side: frozenset[Role] = SIDE_ROLES) -> bool:
    """Whether money is named that is neither paid nor received: a deposit, a promise, an estimate, a loan."""
    return any(one.role in side for one in find_told(settle(text))) or promises(text)


def is_worth_noting(question: Question, taken: Iterable[str] = ()) -> bool:
    """Whether the words say something beyond what was `taken` from them: days, sums, places, numbers."""
    if question.move is Move.NOT_KNOWN or not leave_remarks_out(question.text):
        return False
    if has_papers(question):
        return True
    is_of_it = question.about in (Subject.CLAIM, Subject.RELIEF) and set(question.intents) == {"inform"}
    tells = question.move in (Move.GIVE, Move.FEELING) or (is_of_it and not question.aspects)
    if tells and _weigh(question.text, taken) >= _FEWEST_BESIDE:
        return True
    if _ON_TOP.search(question.text) and find_told(settle(question.text)):
        return True
    return _weigh(question.text, taken) >= _FEWEST


def swap_in_notes(values: Values, old: Decimal, new: str, role: Role | None) -> tuple[Values, list[str]]:
    """The values with this sum replaced in every note that holds it, of this kind of money where one is meant."""
    kept, changed = find_notes(values), []
    for place, words in enumerate(kept):
        for one in find_told(words):
            if one.sum.low == old and role in (None, one.role):
                kept[place] = f"{words[: one.sum.start]}{new}{words[one.sum.end :]}"
                changed.append(kept[place])
                break
    return ({**values, NOTES: kept} if changed else values), changed


def find_only(values: Values, role: Role) -> Decimal | None:
    """The sum of the one note of this kind of money; None where there is none, or more than one."""
    sums = [one.sum.low for words in find_notes(values) for one in find_told(words) if one.role == role]
    return sums[0] if len(sums) == 1 else None


def _holds_money_to_note(text: str, side: frozenset[Role]) -> bool:
    return holds_side_money(text, side) or len(_find_got(find_told(settle(text)))) > 1


def _find_got(told: Iterable[ToldSum]) -> list[ToldSum]:
    return [one for one in told if one.role == "got"]


def _find_rest(
    question: Question, taken: Collection[Value], only_money: bool, side: frozenset[Role]
) -> Iterator[str]:
    """Each clause with money of its own, with the few words that follow it; all else that no field took, together."""
    clauses = _cut(question.text)
    is_of_several = len(_find_got(one for clause in clauses for one in clause.sums)) > 1
    money: list[str] = []
    loose: list[str] = []
    follows_money = names_more = False
    for clause in clauses:
        is_side = any(
            one.role in side or (is_of_several and one.role == "got") for one in clause.sums
        ) or promises(clause.words)
        if is_side:
            money.append(clause.words)
            follows_money = True
        elif (
            _is_taken(clause, taken, question.today)
            or (taken and _TAKES_BACK.fullmatch(clause.words))
            or _FILLER.fullmatch(clause.words)
        ):
            follows_money = False
        elif follows_money and not clause.sums and _goes_on(clause.words):
            money[-1] = f"{money[-1]} {clause.words}"
        else:
            loose.append(clause.words)
            follows_money = False
            names_more = names_more or bool(taken and (clause.sums or any(find_days(clause.words))))
    yield from money
    words = " ".join(loose)
    is_worth = (
        names_more or promises(words) or _weigh(words, ()) >= (_FEWEST_BESIDE if taken or money else _FEWEST)
    )
    if words and is_worth and (not only_money or promises(words)):
        yield words


def _goes_on(words: str) -> bool:
    return bool(_TAIL.fullmatch(words)) or _weigh(words, ()) < _FEWEST_OF_CLAUSE


def _cut(text: str) -> list[_Clause]:
    """The clauses with the sums that stand in each, whose roles come from the whole."""
    words = settle(text)
    told = find_told(words)
    clauses: list[_Clause] = []
    for match in _CLAUSE.finditer(words):
        sums = tuple(one for one in told if match.start() <= one.sum.start < match.end())
        is_bare = sums and not _SIGN.search(_CARRIERS.sub("", leave_out_told(match[0])))
        joins = bool(is_bare and clauses and not clauses[-1].sums and sums[0].role in ROLE_LABELS)
        if joins:
            clauses[-1] = _Clause(f"{clauses[-1].words} {match[0]}", sums)
        else:
            clauses.append(_Clause(match[0], sums))
    return clauses


def _is_taken(clause: _Clause, taken: Collection[Value], today: date) -> bool:
    """Whether a field holds what the clause says: its day, its sum, its words, and little else stands in it."""
    if not taken:
        return False
    words = [one for one in taken if isinstance(one, str)]
    if REGISTERED in words and is_of_registered(clause.words):
        return True
    days = [clause.words[start:end] for start, end in find_days(clause.words)]
    if days and not all(_is_known_day(one, words, today) for one in days):
        return False
    if any(clause.words in one for one in words):
        return True
    if not all(one.role == "got" or one.sum.low in _numbers(taken) for one in clause.sums):
        return False
    is_named = bool(days) or bool(clause.sums) or any(one in clause.words for one in words)
    fewest = _FEWEST_BESIDE_SUM if clause.sums else _FEWEST_OF_CLAUSE
    return is_named and _weigh(clause.words, words) < fewest


def _numbers(taken: Iterable[Value]) -> list[Decimal]:
    ends = [end for one in taken for end in (one if isinstance(one, list) else [one])]
    return [Decimal(str(one)) for one in ends if isinstance(one, int | float)]


def _is_known_day(said: str, taken: Iterable[str], today: date) -> bool:
    read = read_days(said, today, "past")
    if not isinstance(read, Days):
        return True
    return any(read.first.isoformat() in one or read.last.isoformat() in one for one in taken)


def _weigh(text: str, taken: Iterable[str]) -> int:
    """How many signs say something, once days, sums and what was taken are left out."""
    rest = leave_out_told(mask_mobiles(text, ""))
    for words in taken:
        rest = rest.replace(words, "")
    denied = 2 * len(_DENIED.findall(text))
    return denied + len(_SIGN.findall(_CARRIERS.sub("", rest)))


def _say_noted(noted: Sequence[str]) -> str:
    if len(noted) == 1:
        what = _say_role(noted[0])
        return f"“{_shorten(noted[0])}”也给您记上了{f'，{what}' if what else ''}。"
    said = [f"“{_shorten(words)}”{f'（{what}）' if (what := _say_role(words)) else ''}" for words in noted]
    return f"{'、'.join(said)}也给您记上了。"


def _say_role(words: str) -> str:
    role = find_role(words)
    return _SAID.get(role, "") if role else ""


def _shorten(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
