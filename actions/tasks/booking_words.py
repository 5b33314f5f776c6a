"""What is wanted of a visit, by the words alone: to book one, to see, to move or to cancel the one that is booked."""

import re
from typing import Literal

from vocabulary.day_names import find_days
from vocabulary.hours import read_half

Wish = Literal["book", "look", "cancel", "move", "keep"]

_BOOKED = r"(?:预约|约好的?|约了的|约的)"
_CANCEL = (
    r"(?:取消|退掉|退了|退(?=吧)|撤销?|作废|不去了|去不了|来不了|去不成|来不成|不能[去来]"
    r"|没(?:空|时间|工夫|办法)[去来]|赶不过[去来]|不约了|用不上了?|不要了|不用了)"
)
_MOVE = r"(?:改|换|挪|推迟|提前(?!预约|约)|延后|延期)"
_LOOK = re.compile(
    r"我的预约|有(?:没有)?(?:什么|啥|别的)?预约(?!电话|方式|平台|入口|渠道|流程|须知)|预约(?:了|上)?(?:没有?|吗)[?？。]*$|约(?:上|好|了)了?(?:没有?|吗)|[查看].{0,4}预约"
    r"|(?:约[的了]|预约)(?:是|到|在)?(?:哪天|几号|几点|什么时候|啥时候|哪儿|哪里)[?？了来着的]*$|预约号是"
)
_ABOUT = re.compile(
    rf"(?:取消|退掉?|撤销?|作废).{{0,6}}{_BOOKED}|{_BOOKED}.{{0,8}}{_CANCEL}|{_MOVE}.{{0,4}}{_BOOKED}|{_BOOKED}.{{0,8}}{_MOVE}|改期|改约|预约号"
)
_OTHERS = re.compile(r"活动|手机|电话|银行卡|收款|报名|理赔|材料")
_BEGINS_TO_MOVE = re.compile(
    rf"^(?:还是|那就?|就|能不能|能|可以|帮我|给我|我想|想|我要|要|把?时间|日期)*{_MOVE}(?:个|到|成|为|一?下|在)*"
)
_OF_PAPERS = re.compile(r"改[成为]|[写填登记录打]错|[出住]院|出生|日期|发票|证明|病")
_NO_MORE = re.compile(r"不用了|不要了|(?:不|别|先别)取消")
_KEEPS = re.compile(r"(?:不|别|先别|不用|不要)(?:再)?(?:取消|退)(?!预约费)|(?:还是|照样|照旧)去")
_LONGEST_EXCUSE = 30
_ANOTHER_TIME = re.compile(r"时间|日子|日期|别的?天|一天|天(?:吧|$)")


def find_wish(text: str) -> Wish:
    """What is wanted of a visit."""
    if _KEEPS.search(text):
        return "keep"
    if re.search(_MOVE, text):
        return "move"
    if re.search(_CANCEL, text):
        return "cancel"
    return "look" if _LOOK.search(text) else "book"


def before_move(text: str) -> str:
    """What stands before the word of moving, where the visit itself is named: 把12月2号的改到5号."""
    return re.split(_MOVE, text, maxsplit=1)[0]


def is_about_booking(text: str) -> bool:
    """Whether the words are about a visit that is booked: 取消预约, 我的预约, 改期, 预约改到周四."""
    return not _OTHERS.search(text) and bool(_ABOUT.search(text) or _LOOK.search(text))


def gives_up(text: str) -> bool:
    """Whether the words give up what was just spoken of: 我不去了, 临时有事来不了, 取消."""
    words = text.strip()
    is_short = len(words) <= _LONGEST_EXCUSE and not _OTHERS.search(words)
    return is_short and bool(re.search(_CANCEL, words)) and not _NO_MORE.search(words)


def moves_a_day(text: str) -> bool:
    """Whether the words move one day to another, which is said of visits alone: 把12月9号的改到12月8号."""
    before = before_move(text)
    after = _BEGINS_TO_MOVE.sub("", text[len(before) :])
    is_move = len(before) < len(text) and not (_OTHERS.search(text) or _OF_PAPERS.search(text))
    return is_move and all(next(find_days(part), None) for part in (before, after))


def moves(text: str) -> bool:
    """Whether the words move what was just spoken of to another time: 改到下午, 换个时间."""
    if not _BEGINS_TO_MOVE.match(text.strip()) or _OTHERS.search(text):
        return False
    return bool(next(find_days(text), None) or read_half(text) or _ANOTHER_TIME.search(text))
