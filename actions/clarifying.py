"""What to say to words that were not understood: the likeliest meanings first, then a person."""

from actions.question import Answer, OfferedChoice, Question

_MEANINGS = {
    "ask_overview": ("有哪些保障项目", "你们都有哪些保障项目"),
    "ask_benefit": ("能给多少钱", "能报多少钱"),
    "ask_scope": ("这种情况管不管", "这种情况在不在保障范围里"),
    "ask_eligibility": ("我能不能参加", "什么人能参加"),
    "ask_process": ("怎么申请理赔", "怎么申请理赔"),
    "ask_documents": ("要什么材料", "要准备什么材料"),
    "ask_deadline": ("有没有时间限制", "多久之内要申报"),
    "ask_payout_time": ("一般多久到账", "一般多久到账"),
    "ask_contribution": ("要交多少钱", "一份要交多少钱"),
    "ask_enrolment": ("怎么参加", "单位怎么参加互助保障"),
    "ask_difference": ("几种保障的区别", "这几种保障有什么区别"),
    "ask_contact": ("去哪儿办", "在哪儿办，电话多少"),
    "ask_member_card": ("京卡的事", "京卡丢了怎么补"),
    "ask_privacy": ("我的信息安全吗", "我的信息会不会泄露"),
    "ask_labour_rights": ("工资和劳动纠纷", "公司拖欠工资找谁"),
    "check_coverage": ("查我有哪些保障", "我有哪些保障"),
    "check_claim": ("查理赔进度", "我的理赔到哪一步了"),
    "check_payment": ("查钱打没打", "我的钱打了没有"),
    "check_relief": ("查救助进度", "我的救助申请到哪一步了"),
    "dispute_claim": ("不认可审核结果", "我要申请复核"),
    "file_claim": ("申请理赔", "我要申请理赔"),
    "submit_documents": ("补交材料", "我要补交材料"),
    "apply_relief": ("申请应急救助", "我要申请应急救助"),
    "bind_identity": ("绑定身份", "绑定身份"),
    "unbind_identity": ("解除绑定", "解除绑定"),
    "update_profile": ("改手机号或银行卡", "我要改手机号"),
    "book_appointment": ("预约", "我要预约"),
    "join_activity": ("会员活动", "最近有什么会员活动"),
    "manage_notifications": ("消息提醒", "关掉消息提醒"),
}
_TO_PERSON = OfferedChoice("转人工", "转人工")
_PATIENCE = 2


def offer_meanings(question: Question, likely: list[str], unclear_before: int) -> Answer:
    """The two likeliest meanings as choices; from the second unclear message on a person above all."""
    choices = tuple(OfferedChoice(*_MEANINGS[intent]) for intent in likely if intent in _MEANINGS)[:2]
    unclear = unclear_before + 1
    remember = {"unclear_turns": unclear}
    if unclear >= _PATIENCE:
        text = "对不起，我还是没听懂。要不要找同事？点“转人工”就行，也可以换个说法再试试。"
        return Answer(text, (*choices, _TO_PERSON), remember=remember)
    if choices:
        return Answer("我没太听明白。您是想问下面哪一个？", (*choices, _TO_PERSON), remember=remember)
    return Answer(
        "我没听明白。换个说法再说一次好吗？比如“我的理赔到哪一步了”。", (_TO_PERSON,), remember=remember
    )
