"""What staff say the bot should have understood: a masked example that a second person accepts for training."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.kernel.conversation.masking import mask_numbers
from bot.kernel.conversation.understanding import Understood
from vocabulary.intents import INTENTS
from vocabulary.programmes import PROGRAMMES
from vocabulary.telephones import mask_mobiles

LONGEST_EXAMPLE = 300
MOST_INTENTS = 3
INTENT_WORDS: Mapping[str, str] = {name: one.words for name, one in INTENTS.items()}
PROGRAMME_WORDS: Mapping[str, str] = {code: one.words for code, one in PROGRAMMES.items()}
"""What staff choose from."""
_NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{0,4}\d{4}-?\d{4,8}(?![A-Za-z0-9])")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟"
    "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)
_INTRODUCED = re.compile(
    rf"(我叫|我是|姓名(?:是|：|:)?|名字(?:是|叫)?)\s?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[，。,. ；;！!、]|$)"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}(?:小区|家园|胡同|路|街)\d+[号院弄][^，。,]{0,12}")


class CorrectionState(StrEnum):
    """How far a correction has come."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Lesson:
    """The words of an example, masked, and what they mean."""

    text: str
    intents: tuple[str, ...]
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Correction:
    """One lesson on its way into training; `understood` is what the bot took the words for."""

    id: int
    lesson: Lesson
    understood: Understood | None
    note: str
    state: CorrectionState
    proposed_by: int
    proposed_name: str
    proposed_at: datetime
    decided_name: str | None
    decided_at: datetime | None


def mask_example(text: str) -> str:
    """A member's words without numbers, names and addresses that point at them; a person reads it over besides."""
    masked = mask_numbers(" ".join(text.split()))[0]
    masked = mask_mobiles(masked, "［手机号］")
    masked = _NUMBER.sub("［编号］", masked)
    masked = _INTRODUCED.sub(r"\1［姓名］", masked)
    return _PLACE.sub("［地址］", masked)[:LONGEST_EXAMPLE]


def find_fault(lesson: Lesson) -> str | None:
    """What is wrong with it, in words for whoever wrote it; None for nothing."""
    if not 1 <= len(lesson.text) <= LONGEST_EXAMPLE:
        return f"例句要有字，最长 {LONGEST_EXAMPLE} 个字。"
    if not 1 <= len(lesson.intents) <= MOST_INTENTS or len(set(lesson.intents)) != len(lesson.intents):
        return f"请选 1 到 {MOST_INTENTS} 个意思。"
    if not INTENTS.keys() >= set(lesson.intents) or not PROGRAMMES.keys() >= set(lesson.programmes):
        return "没有这个意思或项目，请刷新再选。"
    if lesson.text.startswith(("/", "-")) or any(mark in lesson.text for mark in "\n\r[]{}"):
        return "例句里不能有换行、方括号和花括号，也不能用 / 或 - 开头。"
    return None
