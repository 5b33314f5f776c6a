"""Several days in one answer: which was taken back, which lies near the one before, and whether the choice is left open."""

import re
from collections.abc import Sequence
from datetime import timedelta

from vocabulary.days import Days, Facing, Reading

_NOT = re.compile(r"(?:(?<!是)不是|除了|不要|别约?)(?:的?(?:今|去)年的?)?$")
_CANNOT = re.compile(
    r"(?:[那这]天)?(?:[上下]午|中午|早上)?我?(?:可能|都|也|恐怕)?(?:不行|不可以|不方便|不成|没空|没时间|没工夫|去不了|来不了|去不成|不去|有事|要上班|约满)"
)
_BUSY = re.compile(
    r"(?:[那这]天)?(?:[上下]午|中午|早上|晚上)?(?:我|单位|家里)?(?:得|要|还|都|也|又|有)*"
    r"(?:值班|开会|上班|加班|出差|倒班|当班|夜班|排班|有课|有会|走不开)"
)
"""Said of a day to come, it is one on which nobody can."""
_MISTAKEN = re.compile(r"不对|[说写打记弄搞]错了?|错了|更正|改成|改为")
_OR = re.compile(r"(?:还是|或者?|要么)[\s是]*$")
_EITHER = re.compile(r"还是|或|要么")
_ANY = re.compile(r"都行|都可以|都成|都有空|哪天|之间|随便")
_UNTIL = re.compile(r"(?<![改换挪迟前后期调])[到至]")
_WEEK, _MOST = 7, 62


def drop_taken_back(
    text: str, spans: Sequence[tuple[int, int]], facing: Facing = "past"
) -> list[tuple[int, int]]:
    """Of the places where days stand those that still hold: 不是3号，是5号; 周三不行，周四吧; 3号，不对，5号."""
    kept = [
        (start, end) for start, end in spans if not _NOT.search(text[:start]) and not _CANNOT.match(text, end)
    ]
    if facing == "coming":
        kept = [one for one in kept if not _BUSY.match(text, one[1])] or kept
    corrected = [match.end() for match in _MISTAKEN.finditer(text)]
    after = [one for one in kept if corrected and one[0] >= corrected[-1]]
    return after or kept


def find_near(before: Reading, words: str) -> Days | None:
    """The span that a day lies in by the one named before it: 下周吧，周三; 9月3号还是4号."""
    if not isinstance(before, Days):
        return None
    if before.is_one:
        return Days(before.first, before.first + timedelta(days=_WEEK - 1)) if _OR.search(words) else None
    return before if (before.last - before.first).days <= _MOST or "年" in words else None


def leaves_open(text: str, facing: Facing) -> bool:
    """Whether the days named are what to choose from; of a stay in hospital, from when to when, the first counts."""
    if facing == "coming" and _UNTIL.search(text):
        return True
    return bool(_EITHER.search(text) or _ANY.search(text))
