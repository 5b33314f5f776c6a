"""What the application itself says to members: everything that is not an answer of the dialogue."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.kernel.conversation.channels import Channel, Opener
from bot.kernel.conversation.conversations import Conversation
from bot.kernel.conversation.danger import Danger
from bot.kernel.conversation.messages import Choice
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.conversation.platform_words import NoWords
from bot.kernel.conversation.tickets import Rating
from bot.kernel.members.membership import PaperFolder, ShownProfile, WaitingCard
from vocabulary.beijing import BEIJING
from vocabulary.tickets import TicketDesk

GREETING = "您好，我是互助小助手。\n保障、理赔、应急救助的事，直接用自己的话问我就行。"
STARTERS = ("我的理赔到哪一步了", "我有哪些保障", "怎么申请应急救助", "转人工")

OUTAGE = (
    "对不起，系统这会儿没答上来。您的问题已经记下，并转给了同事。"
    "着急就打职工服务热线 12351；心里难受想找人说话，打 12356；有危险马上打 110 或 120。"
)
_HELP_LINES = "心里难受想找人说话，打全国统一心理援助热线 12356；工会的职工服务热线是 12351。"
DANGER = {
    Danger.DESPAIR: f"您先别一个人扛着，我在。您现在安全吗，身边有没有人？叫他过来陪着您；此刻有危险，马上打 110 或 120。{_HELP_LINES}",
    Danger.VIOLENCE: f"先到安全的地方，马上打 110；受了伤打 120。不方便说话，发短信到 12110 也能报警。{_HELP_LINES}",
    Danger.ILLNESS: f"请马上打 120，说清在哪儿、人怎么样了，照电话里说的做；要警察帮忙打 110。{_HELP_LINES}",
    Danger.FIRE: f"先离开危险的地方，别回去拿东西，马上打 119；有人受伤打 120，要警察打 110。人都出来没有、有没有受伤，安全了说一声。{_HELP_LINES}",
}
TO_PERSON = "好，给您转人工。"
NOT_WITHDRAWN = "这件事同事手里已经有了，我撤不回来。不用办了，在这里跟同事说一声就行。"
AWAY = (
    "对不起，系统这会儿出了故障，您的话还没有存稳。一修好我就接着回您；过十分钟还没回，请再发一次。"
    "着急就打职工服务热线 12351；心里难受想找人说话，打 12356；有危险马上打 110 或 120。"
)
AWAY_IN_DANGER = "系统这会儿出了故障，同事一时看不到您的话，请先打上面的电话。"
UNREAD = "您刚才那条我没读出来，请换个说法，打几个字再发一次，或输入“转人工”。"
TOO_FAST = "您发得有点快，我跟不上了。请歇一分钟，把要问的写成一句再发；前面发的都留着。"
_MASKED = "您发来的证件号或卡号，我已经遮住，没有保存。请不要在聊天里发这些号码，核对身份只在专门的页面上做。"
_MASKED_BY_US = (
    "您发来的证件号或卡号，我这边没有保存，记下的是遮住的；您手机上的那一条，可以长按删掉。"
    "请不要在聊天里发这些号码，核对身份只在专门的页面上做。"
)
"""What the chat's own page can do at once, nobody can do where the member keeps a copy."""
UNSUPPORTED = {
    "image": "图片收到了，但我现在还看不懂图片。请用文字说说您的问题，或输入“转人工”。",
    "voice": "语音收到了，但我现在还听不了语音。请打几个字说说您的问题，或输入“转人工”。",
    "video": "视频收到了，但我现在还看不了视频。请用文字说说您的问题，或输入“转人工”。",
    "location": "位置收到了。您想问什么？例如“在哪儿办”“怎么申请应急救助”。",
    "link": "链接收到了，但我现在还打不开链接。请用文字说说您的问题，或输入“转人工”。",
}
UNKNOWN_KIND = "收到啦，只是这种消息里的内容我看不到。有问题打几个字就行，照片直接发给我；PDF 说“我要交材料”，到页面上传。"
NO_WORDS = {
    NoWords.PLACEHOLDER: (
        "收到啦。这一条里是什么我看不到，有事打几个字，或者直接发照片。",
        "我在呢，有事慢慢打字。要交 PDF，说“我要交材料”，到页面上传。",
        "嗯，收到。有事您说。",
    ),
    NoWords.SIGNS: (
        "收到啦。有想问的，打几个字就行。",
        "看到您发的啦。想问什么，打几个字就行。",
        "嗯，我在。有事打几个字说。",
    ),
}
"""Several of each: whoever sends them one after another does not read the same again."""
EMPTY_TEXT = "您发来的好像是空白。请用几个字说说您的问题，例如“我的理赔到哪一步了”。"

IDENTITY_LINK = "点这里核对身份"
PROFILE_LINK = "点这里改手机号或收款卡"
PAPERS_LINK = "点这里交材料照片"
FORM_LINK = "点这里在页面上一次填完"
UNLINK_LINK = "不是我，点这里解除"
KEEP_CARD_LINK = "不是我，点这里停下"
IDENTITY_DONE = "身份核对好了。"
IDENTITY_LOCKED = "身份核对没有通过，今天的次数用完了。已经转给同事帮您核实。"
UNLINKED_BY_OTHER = (
    "这里的绑定解除了：会员本人在另一个聊天里说，不是本人核对的。真是您本人，重新核对一次，或者回复“转人工”。"
)
UNLINKED_OTHER = "另一个聊天的绑定已经解除，那边再也看不到您的记录。"
CARD_CONFIRMED = "新收款卡核实过了，从现在起打款走新卡。不是您本人改的，马上回复“转人工”。"
CARD_KEPT = "新收款卡停下来了，打款还走原来的卡。"
MISUSED_IDENTITY = "会员说：另一个聊天核对身份不是本人做的，已经解除。请核实证件是否被冒用。"
MISUSED_CARD = "会员说：换收款卡不是本人做的，已经停下。请核实。"
IDENTITY_REMOVED = "已经解除绑定。以后要查自己的记录，再核对一次身份就行。"

STAFF_JOINED = "{name}来为您服务了，前面您说的都看得到，不用重复。"
STAFF_CHANGED = "换{name}来为您服务了，前面您说的都看得到，不用重复。"
STAFF_MOVED = "已经转到{desk}组，有同事接了就在这里回您，前面您说的都看得到。"
STAFF_SILENT = "刚才的同事暂时走不开，您的话放回队里了，有同事接了就在这里回您，不用重说。"
STAFF_LEFT = "{name}先聊到这里。这次服务您满意吗？"
STAFF_LEFT_IN_DANGER = "{name}先聊到这里。要是又难受了，随时在这里说，也可以打 12356；有危险就打 110 或 120。"
STAFF_LEFT_BOT = "有事可以继续问我。"
BOT_BACK = "系统恢复了。您刚才问的，这是答案："
BOT_BACK_TO_SEVERAL = "系统恢复了。您刚才问的，一件一件回您。"
ASKED_LATE = "您问的“{words}”："
PAGE_READY = "点下面的链接。"
DESKS = {
    TicketDesk.GENERAL: "综合服务",
    TicketDesk.CLAIMS: "理赔",
    TicketDesk.RELIEF: "救助",
    TicketDesk.ENROLMENT: "参保",
}
RATINGS = {"评价：满意": Rating.GOOD, "评价：一般": Rating.FAIR, "评价：不满意": Rating.BAD}
RATING_CHOICES = tuple(Choice(words.removeprefix("评价："), words) for words in RATINGS)
RATED = {
    Rating.GOOD: "谢谢您，保重。",
    Rating.FAIR: "谢谢，记下了，我们接着改。",
    Rating.BAD: "对不起，没帮好您。哪里不对，直接说，或者回复“转人工”，换一位同事看看。",
}

PHOTOS_WELCOME = "也可以把照片直接发在这里。"
"""Only where the chat has a button for photographs."""
_NOTICE_KINDS = {NoticeKind.SERVICE: "理赔、打款这些和您自己有关的", NoticeKind.NEWS: "活动、宣传这类消息"}
NOTICES_NEED_IDENTITY = "不过您还没有核对身份，核对以后才知道该告诉您什么，说“绑定身份”就行。"
PICTURE_RECEIVED = "照片收到了。是哪一样材料？点一个；好几张一起，就到页面上选。"
PICTURE_FOR_NOTHING = "照片收到了，先给您存着。您名下这会儿没有等材料的理赔，是要申请理赔，还是找同事看看？"
PICTURE_KEPT = (
    "照片收到了，先给您存着。中心的业务系统这会儿连不上，过几分钟再说“我要交材料”，接着说是哪一样。"
)
PICTURE_OF_WHOM = "照片要放进您本人的材料里，先核对一下身份。点下面的链接，一分钟就好，核对完照片我接着收。"
PICTURE_LOST = "这张照片没有收下来，可能是网络的事。请再发一次，或者到下面的页面上传。"
AFTER_PICTURE = (Choice("我要申请理赔", "我要申请理赔"), Choice("转人工", "转人工"))

REFUSED = {
    "nothing_to_change": "手机号和收款卡都还空着，填上要改的那一项。",
    "phone_form": "手机号应该是 1 开头的 11 位数字（座机收不了短信，这里不能填），请再看一眼。",
    "name_empty": "姓名还空着，请填证件上的姓名。",
    "id_number_form": "身份证号应该是 18 位（老证 15 位），最后一位可能是 X，请再看一眼。",
    "card_tail_form": "这里填卡号最后 4 位数字。",
    "id_number_empty": "身份证号还空着。",
    "known_number_empty": "这一项还空着：填现在登记的手机号，或原来的收款卡号，要填完整。",
    "card_form": "卡号一般是 16 到 19 位数字，请再看一眼。",
    "paper_empty": "没有收到照片，请先选一张。",
    "paper_too_large": "这张太大了，请选 10 MB 以内的照片。",
    "paper_unreadable": "这个文件打不开。请发照片（JPG、PNG）或者 PDF；苹果手机的 HEIC 照片，截个屏再发就行；"
    "OFD 电子票据，打开后截屏，或者另存成 PDF。",
    "paper_blank": "这张照片上只有一种颜色，看不出字。可能是镜头挡住了，或者没存好，请再拍一张。",
    "paper_too_long": "这张图太长了，缩小以后字就看不清了。请分成几段截屏，一张一张交。",
    "paper_busy": "这会儿交照片的人多，没有收下来。过一分钟再交一次，不用重拍。",
    "too_many_papers": "今天交的太多了，明天再交，或者回复“转人工”。",
    "unknown_claim": "这笔理赔现在不收这样材料了。请看下面还差什么，或者回复“转人工”。",
    "unknown_paper": "没有找到这张照片，请再传一次。",
}


def say_stopped(stopped: Collection[NoticeKind]) -> str:
    """Which kinds of notices the member stopped."""
    if not stopped:
        return "您没有关过通知。"
    return f"您关了{'，还有'.join(words for kind, words in _NOTICE_KINDS.items() if kind in stopped)}。"


def say_notices(told: Sequence[str]) -> str:
    """Which notices come by themselves at this moment, after a member opened them."""
    if not told:
        return "不过现在一样自动提醒都还没有开通，办到哪一步，想知道就来问我。"
    return f"现在会告诉您的有：{'、'.join(told)}。别的想知道就来问我。"


def say_masked(channel: Channel) -> str:
    """That a number was masked, and what is left of it."""
    return _MASKED_BY_US if channel.keeps_copy else _MASKED


def name_chat(conversation: Conversation) -> str:
    """A chat, as its member knows it."""
    name, opened_at = conversation.channel.member_name, conversation.opened_at
    # Of chats in browsers there may be several.
    is_one_of_many = conversation.channel.opener is Opener.SAME_BROWSER and opened_at
    return f"{name}（{say_moment(opened_at)}开始的）" if is_one_of_many and opened_at else name


def say_moment(moment: datetime) -> str:
    """`11月30日 9:41`, in Beijing."""
    local = moment.astimezone(BEIJING)
    return f"{local.month}月{local.day}日 {local.hour}:{local.minute:02d}"


def say_pause(pause: timedelta) -> str:
    """When the next try is weighed."""
    minutes = max(1, -(-int(pause.total_seconds()) // 60))
    return f"这个证件号刚被试过好多次，为了安全要歇一歇，请 {minutes} 分钟后再试，或者回到聊天输入“转人工”。"


def say_code(code: str) -> str:
    """The code for a page, where it is said by itself."""
    return f"页面上的验证码是 {code}。只填在您自己打开的页面上；谁来要都别给，自称是同事的也别给。"


def say_code_with_link(code: str) -> str:
    """The same beside the link."""
    return f"\n打开后输入验证码 {code}。验证码谁来要都别给。"


def say_linked_elsewhere(other: Conversation, at: datetime) -> str:
    """To a member's other chats: somebody has just proven to be them."""
    return f"您的身份{say_moment(at)}在另一个聊天里核对了：{name_chat(other)}。是您本人，不用管；不是，点下面解除。"


def say_phone_changed(profile: ShownProfile) -> str:
    """To each chat of the member."""
    return f"您登记的手机号换成了尾号 {profile.phone_tail} 的号码。不是您本人改的，马上回复“转人工”。"


def say_card_asked(card: WaitingCard, old_tail: str) -> str:
    """To each chat of the member: a new card waits, and can be stopped."""
    return (
        f"收款卡要换成尾号 {card.card_tail} 的卡，{say_moment(card.effective_at)}起用；这以前打的钱还走尾号 {old_tail} 的卡。"
        "不是您本人改的，点下面停下。"
    )


def say_window(district: str, place: str, *, is_own: bool) -> str:
    """Where to go, from the place that a member sent."""
    where = f"离您最近的是{place}" if is_own else f"您那边没有查到窗口，最近的是{district}区的：{place}"
    return f"{where}。工作日开，去之前先约一下，省得白跑。材料也可以交给单位工会的经办人。"


def say_papers_complete(folder: PaperFolder) -> str:
    """All that a claim asked for has come."""
    return f"{folder.title}（{folder.claim_number}）要的材料都收到了，接着审。有变化随时问我。"


BY_SPEAKER = {"member": "会员", "bot": "小助手", "staff": "同事", "system": "系统"}
