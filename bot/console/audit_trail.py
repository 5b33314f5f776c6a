"""Reads the audit back, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery import Records
from bot.records.audit import find_audit

WORDS: Mapping[str, str] = {
    "sign_in": "登录",
    "add_account": "开账号",
    "change_account": "改账号",
    "set_password": "改密码",
    "take_ticket": "接起对话",
    "pass_on_ticket": "转交对话",
    "take_back_ticket": "对话退回队列",
    "close_ticket": "结束对话",
    "reply": "回复会员",
    "reveal": "查看敏感信息",
    "open_paper": "打开材料",
    "open_relief_file": "打开救助档案",
    "relief_agreed": "救助：建议同意",
    "relief_disagreed": "救助：建议不同意",
    "relief_papers_asked": "救助：请补材料",
    "relief_approved": "救助：批准",
    "relief_denied": "救助：不批准",
    "relief_paid": "救助：已发放",
    "propose_correction": "标出小助手答错",
    "correction_accepted": "纠错：采纳",
    "correction_rejected": "纠错：不采纳",
    "edit_canned": "改常用语",
    "edit_hours": "改上班时间",
    "refused_others_records": "拒绝查他人记录",
    "link": "绑定身份",
    "link_directly": "绑定身份（演示）",
    "link_failed": "绑定没通过",
    "unlink": "解除绑定",
    "change_phone": "改手机号",
    "change_payout_card": "改收款卡",
    "change_failed": "改资料没通过",
}


@dataclass(frozen=True)
class AuditLine:
    """One line; `words` is the act in Chinese."""

    id: int
    at: datetime
    actor: str
    words: str
    conversation_id: int | None
    details: Mapping[str, Any]


@dataclass(frozen=True)
class AuditTrail:
    """The audit, a page at a time."""

    records: Records

    @property
    def words(self) -> Mapping[str, str]:
        """Every act in Chinese."""
        return WORDS

    async def read(self, who: str, act: str, before: int) -> list[AuditLine]:
        """The newest lines before `before` (0: of all), of one person and one act where given."""
        async with self.records.begin() as session:
            rows = await find_audit(session, who, act, before)
        return [
            AuditLine(
                row.id, row.at, row.actor, WORDS.get(row.act, row.act), row.conversation_id, row.details
            )
            for row in rows
        ]
