"""What the bot understood of a member's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Understood:
    """Intents, most certain first, each with its confidence from 0 to 1, and the programmes that were named."""

    intents: tuple[tuple[str, float], ...]
    programmes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the message."""
        return {"intents": [list(one) for one in self.intents], "programmes": list(self.programmes)}


def read_understood(kept: Mapping[str, Any]) -> Understood:
    """The other way round."""
    return Understood(
        tuple((str(name), float(confidence)) for name, confidence in kept["intents"]),
        tuple(map(str, kept["programmes"])),
    )


INTENTS: Mapping[str, str] = {
    "ask_overview": "有哪些保障项目",
    "ask_benefit": "能给多少钱",
    "ask_scope": "这种情况管不管",
    "ask_eligibility": "谁能参加、谁能申请",
    "ask_process": "怎么办、怎么申请",
    "ask_documents": "要什么材料",
    "ask_deadline": "多久之内要办",
    "ask_payout_time": "多久能到账",
    "ask_contribution": "要交多少钱",
    "ask_enrolment": "怎么参加",
    "ask_difference": "几种保障的区别",
    "ask_contact": "去哪儿办、电话",
    "ask_member_card": "京卡的事",
    "ask_privacy": "信息安不安全",
    "ask_labour_rights": "工资、合同和工伤",
    "check_coverage": "查我有哪些保障",
    "check_claim": "查理赔进度",
    "check_payment": "查钱打没打",
    "check_relief": "查救助进度",
    "dispute_claim": "不认可审核结果",
    "file_claim": "申请理赔",
    "submit_documents": "交材料",
    "apply_relief": "申请应急救助",
    "bind_identity": "绑定身份",
    "unbind_identity": "解除绑定",
    "update_profile": "改手机号、银行卡",
    "book_appointment": "预约",
    "join_activity": "会员活动",
    "manage_notifications": "消息提醒",
    "request_human": "要人工",
    "complain": "抱怨、投诉",
    "greet": "打招呼",
    "goodbye": "告别",
    "thank": "道谢",
    "affirm": "说“是”",
    "deny": "说“不是”",
    "cancel": "不办了",
    "ask_help": "能帮我做什么",
    "ask_bot": "问小助手自己",
    "inform": "补一句情况",
    "seek_health_advice": "问病怎么治",
    "crisis": "有危险",
    "out_of_scope": "不归我们管",
}
"""Every intent, in words for staff; a test holds it to the list that training uses."""

PROGRAMMES: Mapping[str, str] = {
    "secondary_reimbursement": "暖·互助（二次报销）",
    "non_work_accident_property": "非工伤意外及家财",
    "inpatient_medical": "住院医疗",
    "hospital_cash": "住院津贴",
    "critical_illness": "重大疾病",
    "womens_specified_disease": "女工特疾",
    "accident": "意外伤害",
    "comprehensive": "综合保障",
    "comprehensive_a": "综合 A",
    "comprehensive_b": "综合 B",
    "tailored_after_school": "定制：托管班",
    "tailored_social_worker": "定制：社工",
    "tailored_recuperation": "定制：疗休养",
    "tailored_site_worker": "定制：工地工友",
    "further_assistance": "再帮扶",
    "daily_mutual_help": "日常互助",
    "startup_loan": "创业贷款",
    "member_activity": "会员活动",
    "appointment": "预约",
    "receipt_management": "票据管理",
    "direct_enrolment": "直投",
    "direct_payment": "直赔",
    "app_claim": "APP 申报",
    "member_card": "京卡",
    "relief_fund": "应急救助金",
    "relief_medical": "救助：大病",
    "relief_disaster": "救助：灾害",
    "hardship_registration": "困难建档",
    "warmth_visit": "送温暖",
}
"""Every programme, in words for staff; held to the names that training knows, likewise."""
