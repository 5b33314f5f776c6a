"""What members are told by themselves, in one table: each occasion, its words, and the ways it may take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.kernel.conversation.messages import Choice, Reply
from bot.kernel.conversation.notices import NoticeKind


class Occasion(StrEnum):
    """What may be told by itself; the claims database finds the changes by the same names."""

    CLAIM_STAGE = "claim_stage"
    PAPERS_MISSING = "papers_missing"
    PAID = "paid"
    COVER_ENDING = "cover_ending"
    RELIEF_STEP = "relief_step"
    VISIT_TOMORROW = "visit_tomorrow"


@dataclass(frozen=True)
class Change:
    """One change of one member's: `key` is the same whenever it is looked at, and no other change's.

    Without values it goes by no template message, without words it is not said in the chat.
    """

    occasion: Occasion
    key: str
    member_id: int
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    words: Reply | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ChatWay:
    """How an occasion is told in the chat: web chat shows it, WeChat takes it while its window is open."""

    say: Callable[[Mapping[str, str]], Reply] | None
    """None where whoever hands the change brings the words."""
    hours: tuple[int, int] = (0, 24)
    is_kept_when_unwanted: bool = False
    """Whoever stopped notices of its kind still finds it with their next words."""


@dataclass(frozen=True)
class OccasionRule:
    """`variables` are what a template may say, each with the fact of the change that it shows."""

    title: str
    variables: Mapping[str, str]
    kind: NoticeKind = NoticeKind.SERVICE
    in_chat: ChatWay | None = None

    @property
    def say(self) -> Callable[[Mapping[str, str]], Reply] | None:
        """What is said in the chat of a change in the claims database; None where nothing is."""
        return self.in_chat.say if self.in_chat else None


def _say_visit(values: Mapping[str, str]) -> Reply:
    """The reminder of a visit, the day before."""
    hour = int(values["时间"].split()[-1].split(":")[0])
    when, place, number = "上午" if hour < 12 else "下午", values["地点"], values["预约编号"]
    words = f"提醒您：明天{when}约好了去{place}，预约号 {number}。带上身份证和京卡。去不了，说“取消预约”。"
    return Reply(words, (Choice("取消预约", "取消预约"),))


_OF_A_CLAIM = {"姓名": "name", "理赔编号": "number", "计划": "plan_name"}
OCCASIONS: Mapping[Occasion, OccasionRule] = {
    Occasion.CLAIM_STAGE: OccasionRule(
        "理赔走到下一步", {**_OF_A_CLAIM, "理赔状态": "claim_state", "日期": "on"}
    ),
    Occasion.PAPERS_MISSING: OccasionRule(
        "理赔还缺材料", {**_OF_A_CLAIM, "缺的材料": "paper", "缺几份": "papers_count", "日期": "on"}
    ),
    Occasion.PAID: OccasionRule(
        "打款了", {**_OF_A_CLAIM, "金额": "amount", "卡尾号": "card_tail", "日期": "on"}
    ),
    Occasion.COVER_ENDING: OccasionRule(
        "保障 30 天内到期", {"姓名": "name", "计划": "plan_name", "到期日": "on"}
    ),
    Occasion.RELIEF_STEP: OccasionRule(
        "救助申请有进展",
        {"姓名": "name", "救助编号": "number", "救助步骤": "relief_step", "日期": "on"},
        # It is about their own application; the relief desk says what was done, at any hour.
        in_chat=ChatWay(None, is_kept_when_unwanted=True),
    ),
    Occasion.VISIT_TOMORROW: OccasionRule(
        "明天有预约",
        {"姓名": "name", "地点": "place", "时间": "starts_at", "预约编号": "number"},
        in_chat=ChatWay(_say_visit, hours=(9, 20)),
    ),
}


SAMPLES: Mapping[str, str] = {
    "姓名": "欧阳小芳",
    "理赔编号": "LP2026-0000001",
    "救助编号": "JZ2026-00001",
    "预约编号": "YY2026-00001",
    "计划": "非工伤意外伤害及家财损失综合互助保障计划",
    "理赔状态": "已通过，待打款",
    "救助步骤": "评审委员会审议中",
    "缺的材料": "物业或居委会证明",
    "缺几份": "2",
    "金额": "12345.67元",
    "卡尾号": "8001",
    "日期": "2026年12月31日",
    "到期日": "2026年12月31日",
    "地点": "北京市总工会职工服务中心",
    "时间": "2026年12月31日 09:30",
}
"""One value of each, as long as they get: what a notice would say is tried on them before it is switched on."""
