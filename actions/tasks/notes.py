"""What a member told that fits no field: kept in their own words for whoever reads the case, and said back."""

import re
from collections.abc import Iterable
from dataclasses import replace

from actions.question import Question
from actions.talk import Draft, Values
from actions.tasks.sum_answers import settle
from actions.tasks.sum_roles import ToldSum, find_told, promises
from actions.tasks.telling import leave_out_told
from vocabulary.expects import Move
from vocabulary.telephones import mask_mobiles

NOTES = "notes"
_MOST, _LONGEST, _SHOWN = 8, 120, 24
_ON_TOP = re.compile(r"又|另外|还有|再加")
"""A sum on top of one that is known."""
_SIGN = re.compile(r"[一-鿿a-zA-Z]")
_FEWEST = 5
_CARRIERS = re.compile(
    r"自己|一共|总共|大概|大约|差不多|左右|应该|好像|当时|那天|时候|医院|看病|住院|出院|医保|保险|单位|电话|手机|"
    r"说错了|写错了|记错了|弄错了|搞错了|改成|改为|不对|不是|早上|上午|中午|下午|晚上|半夜|夜里|凌晨|"
    r"现在|到现在|开始|已经|估计|可能|就是|[我俺您你是在的了吧呢啊呀哦嗯哎也就都才住花掏付交报赔给去来到送摔发生有查出得还]"
)
_SAID = {
    "deposit": "按押金记，结算前不算自己掏的",
    "owed": "按借的记",
    "promised": "没到手，不算已经给的",
    "estimate": "按估计的数记，不算已经花的",
    "rate": "按多久一次的数记，不算总数",
}
_FULL = "备注写不下了，这句没记上，回头请直接跟同事说。"


def find_notes(values: Values) -> list[str]:
    """What was kept so far."""
    return list(values.get(NOTES, ()))


def say_notes(values: Values) -> str:
    """All that was kept, in one line."""
    return "；".join(find_notes(values))


def note(draft: Draft, words: str) -> tuple[Draft, str]:
    """The draft with these words kept, and what is said of it."""
    kept, words = find_notes(draft.values), words.strip()[:_LONGEST]
    if words in kept:
        return draft, ""
    if len(kept) >= _MOST:
        return draft, _FULL
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    noted = replace(draft, values={**draft.values, NOTES: [*kept, words]})
    return noted, f"“{shown}”也给您记上了{_say_roles(words)}。"


def holds_side_money(text: str) -> bool:
    """Whether money is named that is neither paid nor received: a deposit, a promise, an estimate, a loan."""
    return bool(_find_side_sums(text)) or promises(text)


def is_worth_noting(question: Question, taken: Iterable[str] = ()) -> bool:
    """Whether the words say something beyond what was `taken` from them: days, sums, places, numbers."""
    if question.move is Move.NOT_KNOWN:
        return False
    if _ON_TOP.search(question.text) and find_told(settle(question.text)):
        return True
    rest = leave_out_told(mask_mobiles(question.text, ""))
    for words in taken:
        rest = rest.replace(words, "")
    return len(_SIGN.findall(_CARRIERS.sub("", rest))) >= _FEWEST


def _find_side_sums(text: str) -> list[ToldSum]:
    return [one for one in find_told(settle(text)) if one.role in _SAID]


def _say_roles(text: str) -> str:
    said = dict.fromkeys(_SAID[one.role] for one in _find_side_sums(text))
    if not said and promises(text):
        said = dict.fromkeys([_SAID["promised"]])
    return "，" + "，".join(said) if said else ""
