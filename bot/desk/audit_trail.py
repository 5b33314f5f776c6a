"""Reads the audit back, in words, and looks whether it is still as it was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery import Records
from bot.kernel.audit_chain import ChainFault, ChainWalk
from bot.records.audit import AuditHead, find_audit, read_chain, read_head

WORDS: Mapping[str, str] = {
    "sign_in": "登录",
    "unlock": "解锁屏幕",
    "sign_in_failed": "登录没成功",
    "unlock_failed": "解锁没成功",
    "own_password_failed": "原密码没输对",
    "second_step_failed": "验证码没输对",
    "sign_in_locked": "试得太多，要等",
    "unlock_login": "帮人解除等待",
    "second_step_on": "打开两步验证",
    "second_step_off": "关掉两步验证",
    "second_step_reset": "重设别人的两步验证",
    "recovery_code_used": "用了备用码",
    "recovery_codes_renewed": "换备用码",
    "turn_demo_away": "停用演示账号",
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
    "open_picture": "打开图片",
    "open_conversation": "看别人的对话",
    "open_relief_file": "打开救助档案",
    "relief_agreed": "救助：建议同意",
    "relief_disagreed": "救助：建议不同意",
    "relief_papers_asked": "救助：请补材料",
    "relief_approved": "救助：批准",
    "relief_denied": "救助：不批准",
    "relief_paid": "救助：已发放",
    "automatic_notice": "自动通知：开关",
    "automatic_notice_proposed": "自动通知：提交",
    "automatic_notice_approved": "自动通知：批准",
    "automatic_notice_sent_back": "自动通知：退回",
    "automatic_notice_off": "自动通知：关掉",
    "outreach_recipients_exported": "群发：导出收件人",
    "outreach_created": "群发：新建",
    "outreach_edited": "群发：改内容",
    "outreach_filtered": "群发：按条件选人",
    "outreach_listed": "群发：传名单",
    "outreach_tried_out": "群发：试发给同事",
    "outreach_submitted": "群发：提交",
    "outreach_approved": "群发：批准",
    "outreach_sent_back": "群发：退回",
    "outreach_scheduled": "群发：定时",
    "outreach_started": "群发：开始发",
    "outreach_paused": "群发：暂停",
    "outreach_retried": "群发：重发没成功的",
    "outreach_stopped": "群发：停止",
    "outreach_left_out_exported": "群发：导出收不到的名单",
    "propose_correction": "标出小助手答错",
    "correction_accepted": "纠错：采纳",
    "correction_rejected": "纠错：不采纳",
    "retry_changes": "业务系统：再试",
    "make_api_key": "接口：发密钥",
    "revoke_api_key": "接口：停用密钥",
    "fetch_changes": "接口：取走变动",
    "ack_changes": "接口：确认收到变动",
    "fetch_paper": "接口：取走材料",
    "edit_canned": "改常用语",
    "edit_hours": "改上班时间",
    "refused_others_records": "拒绝查他人记录",
    "link": "绑定身份",
    "link_directly": "绑定身份（演示）",
    "link_failed": "绑定没通过",
    "unlink": "解除绑定",
    "change_phone": "改手机号",
    "change_payout_card": "改收款卡",
    "confirm_card": "新收款卡：核实后起用",
    "stop_card": "新收款卡：停下",
    "unlink_other": "解除另一个聊天的绑定",
    "link_of_another": "打开别人的链接",
    "forget": "取消关注，删除聊天内容",
    "export_member": "导出会员资料",
    "erase_member": "删除会员资料",
    "change_failed": "改资料没通过",
    "receive_paper": "交材料",
    "assign_paper": "说明材料是哪一份",
    "send_form": "在页面上提交了一份表",
}


@dataclass(frozen=True)
class AuditLine:
    """One line; `words` is the act in Chinese, `said` what the person wrote, as long as it is kept."""

    id: int
    at: datetime
    actor: str
    words: str
    conversation_id: int | None
    details: Mapping[str, Any]
    said: str | None
    is_erased: bool


@dataclass(frozen=True)
class ChainReport:
    """How far the chain holds; `broken_at` is the id of the first line that does not fit."""

    lines: int
    erased: int
    head: AuditHead
    fault: ChainFault | None = None
    broken_at: int | None = None


@dataclass(frozen=True)
class AuditTrail:
    """The audit, a page at a time, and its chain."""

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
                row.id,
                row.at,
                row.actor,
                WORDS.get(row.act, row.act),
                row.conversation_id,
                row.details,
                row.words,
                row.words is None and row.words_digest != "",
            )
            for row in rows
        ]

    async def read_head(self) -> AuditHead:
        """The end of the chain, to be kept elsewhere."""
        async with self.records.begin() as session:
            return await read_head(session)

    async def verify(self, known: Mapping[int, str]) -> ChainReport:
        """Walks the whole chain; `known` are hashes noted earlier, by how many lines there were then."""
        walk, last = ChainWalk(known=known), 0
        async with self.records.begin() as session:
            begun = await read_head(session)
            if not begun.hash:
                return ChainReport(0, 0, begun, "head_missing", 0)
            try:
                async for last, entry, kept_hash in read_chain(session):
                    fault = walk.step(entry, kept_hash)
                    if walk.lines == begun.lines and walk.hash != begun.hash:
                        fault = fault or "head_differs"
                    if fault:
                        return ChainReport(walk.lines - 1, walk.erased, begun, fault, last)
            except ValueError:
                # Somebody wrote what is no date or no JSON.
                return ChainReport(walk.lines, walk.erased, begun, "unreadable", last)
            head = await read_head(session)
        # Lines may have been added meanwhile, but never taken away.
        if walk.lines < max(begun.lines, *known, 0):
            return ChainReport(walk.lines, walk.erased, head, "lines_missing", last)
        if walk.lines > head.lines:
            return ChainReport(walk.lines, walk.erased, head, "lines_added", last)
        return ChainReport(walk.lines, walk.erased, head)
