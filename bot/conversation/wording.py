"""What the application itself says to members: everything that is not an answer of the dialogue."""

from bot.kernel.tickets import Ticket, TicketReason

GREETING = "您好，我是互助小助手。保障、理赔、应急救助的事，直接用自己的话问我就行。"
STARTERS = ("我的理赔到哪一步了", "我有哪些保障", "怎么申请应急救助", "转人工")

OUTAGE = "对不起，系统这会儿没答上来。您的问题已经记下，并转给了同事。"
CRISIS_STANDING = "您的话同事正在看。如果此刻有危险，请马上拨打 110 或 120，或让身边的人陪着您。"
MASKED = "您发来的证件号或卡号，我已经遮住，没有保存。请不要在聊天里发这些号码，核对身份只在专门的页面上做。"
UNSUPPORTED = {
    "image": "图片收到了，但我现在还看不懂图片。请用文字说说您的问题，或输入“转人工”。",
    "voice": "语音收到了，但我现在还听不了语音。请打几个字说说您的问题，或输入“转人工”。",
    "video": "视频收到了，但我现在还看不了视频。请用文字说说您的问题，或输入“转人工”。",
    "location": "位置收到了。您想问什么？例如“在哪儿办”“怎么申请应急救助”。",
    "link": "链接收到了，但我现在还打不开链接。请用文字说说您的问题，或输入“转人工”。",
}
UNKNOWN_KIND = "这种消息我还看不懂。请用文字说说您的问题，或输入“转人工”。"
EMPTY_TEXT = "您发来的好像是空白。请用几个字说说您的问题，例如“我的理赔到哪一步了”。"

IDENTITY_LINK = "点这里核对身份"
IDENTITY_DONE = "身份核对好了。"
IDENTITY_LOCKED = "身份核对没有通过，今天的次数用完了。已经转给同事帮您核实。"
IDENTITY_REMOVED = "已经解除绑定。以后要查自己的记录，再核对一次身份就行。"

STAFF_JOINED = "{name}来为您服务了，前面您说的都看得到，不用重复。"
STAFF_LEFT = "人工服务结束了，有事可以继续问我。"


def queue_place(ticket: Ticket, ahead: int) -> str:
    """What happens next, after a ticket was opened: a person comes, and how many are before."""
    if ticket.reason is TicketReason.CRISIS:
        return "我已经叫同事马上来看，就在这个对话里回您。"
    place = f"前面还有 {ahead} 位" if ahead else "您排在最前面"
    return f"同事会在这个对话里回复您，{place}。等的时候可以继续问我；着急就打职工服务热线 12351。"


BY_SPEAKER = {"member": "会员", "bot": "小助手", "staff": "同事", "system": "系统"}
