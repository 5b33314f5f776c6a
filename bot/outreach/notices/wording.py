"""What members are told unasked of what staff did."""

from bot.kernel.members.relief import ReliefStepNotice
from vocabulary.saying import say_money


def say_relief_step(notice: ReliefStepNotice) -> str:
    """What was done to a member's application, and what comes next."""
    head, note = f"您的应急救助申请（{notice.number}）", f"\n{notice.for_member}" if notice.for_member else ""
    amount = say_money(notice.amount) if notice.amount is not None else ""
    match notice.act:
        case "agreed":
            return f"{head}往前走了一步，现在由{notice.following}。{note}"
        case "papers_asked":
            return f"{head}还要补材料：{notice.for_member}\n在这里说“我要交材料”，拍照就能传，也可以交给单位工会。"
        case "approved":
            return f"{head}批准了，救助金 {amount}。发放以后会再告诉您。{note}"
        case "denied":
            return f"对不起，{head}没有批下来。原因：{notice.for_member}\n不认可，回复“转人工”，请同事再看。"
        case "paid":
            return f"{head}的救助金 {amount}已经发放，请留意到账。{note}"
    return f"{head}有了新的记录。{note}"
