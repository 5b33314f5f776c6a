"""Notices that go out by themselves when something changes in the claims database, each on its own switch."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.outreach.campaigns import CampaignContent, SendingWay


class Occasion(StrEnum):
    """What may be told by itself."""

    CLAIM_STAGE = "claim_stage"
    PAPERS_MISSING = "papers_missing"
    PAID = "paid"
    COVER_ENDING = "cover_ending"
    RELIEF_STEP = "relief_step"
    VISIT_TOMORROW = "visit_tomorrow"


OCCASIONS: Mapping[Occasion, str] = {
    Occasion.CLAIM_STAGE: "理赔走到下一步",
    Occasion.PAPERS_MISSING: "理赔还缺材料",
    Occasion.PAID: "打款了",
    Occasion.COVER_ENDING: "保障 30 天内到期",
    Occasion.RELIEF_STEP: "救助申请有进展",
    Occasion.VISIT_TOMORROW: "明天有预约",
}

VARIABLES: Mapping[Occasion, tuple[str, ...]] = {
    Occasion.CLAIM_STAGE: ("姓名", "理赔编号", "计划", "理赔状态", "日期"),
    Occasion.PAPERS_MISSING: ("姓名", "理赔编号", "计划", "缺的材料", "缺几份", "日期"),
    Occasion.PAID: ("姓名", "理赔编号", "计划", "金额", "卡尾号", "日期"),
    Occasion.COVER_ENDING: ("姓名", "计划", "到期日"),
    Occasion.RELIEF_STEP: ("姓名", "救助编号", "救助步骤", "日期"),
    Occasion.VISIT_TOMORROW: ("姓名", "地点", "时间", "预约编号"),
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


@dataclass(frozen=True)
class AutomaticNotice:
    """How an occasion is told: `fields` are the template's, with variables; nothing from before `on_since` is told."""

    occasion: Occasion
    is_on: bool = False
    template_id: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    on_since: datetime | None = None
    changed_by: str = ""
    approved_by: str = ""

    @property
    def content(self) -> CampaignContent:
        """What is said, as a campaign says it."""
        return CampaignContent(
            NoticeKind.SERVICE, SendingWay.TEMPLATE, self.template_id, self.fields, self.url
        )


@dataclass(frozen=True)
class Proposal:
    """How one person wants an occasion told from now on: a second person has to agree, or sends it back with a note."""

    notice: AutomaticNotice
    staff_id: int
    at: datetime
    note: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether a second person is still to look at it."""
        return not self.note

    @property
    def hash(self) -> str:
        """What an approval is bound to."""
        one = self.notice
        told = [one.occasion, one.template_id, dict(one.fields), one.url, self.staff_id, self.at.isoformat()]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """One change of one member's: `key` is the same whenever it is looked at, and no other change's.

    `said_as` is the key by which others, who tell in the chat, note the same.
    """

    key: str
    member_id: int
    values: Mapping[str, str] = field(repr=False)
    said_as: str = ""
