"""What members are told of people: true of the queue, the hours and the screens as they are at that moment."""

from bot.conversation import wording
from bot.kernel.conversation.attendance import Attendance
from bot.kernel.conversation.danger import Danger
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Ticket
from vocabulary.tickets import TicketReason

_CALL = "有危险就打 110 或 120"
_CALLS = {
    Danger.DESPAIR: _CALL,
    Danger.VIOLENCE: "打 110 报警，受了伤打 120",
    Danger.ILLNESS: "别等，打 120，要警察打 110",
    Danger.FIRE: "打 119，有人受伤打 120，要警察打 110",
    Danger.OTHER: "受了伤打 120，要警察打 110，着火、有人被困打 119",
}
_STEADY = (
    "我在，您说的每一句都留着。",
    "这会儿身边有人吗？能叫来的，先叫过来陪着您。",
    "想说什么就说，不想说也没关系，我不催您。",
    "一个人扛太难了。心里难受，12356 是专门听人说话的热线，现在就能打。",
    "先坐到有人的地方去，喝口水，能伤着自己的东西放远一点。",
    "熬到现在不容易。先把眼前这一会儿过去，别的以后再说。",
)
"""Said in turn to one who despairs, so that nobody reads the same sentence twice running."""
_SAFE = (
    "人要紧，别的都往后放。",
    "您说的每一句都留着，同事接的时候看得到。",
    "身边能帮上忙的人，先叫过来。",
    "照电话里说的做，别一个人硬撑。",
    "方便的话说一声您在哪儿、现在怎么样了，我都记着。",
)
"""The same for danger from without."""


def queue_place(ticket: Ticket, ahead: int, attendance: Attendance) -> str:
    """What happens next, after a ticket was opened: whether people work, when they are back, how many are before."""
    if ticket.reason is TicketReason.CRISIS:
        return _say_in_danger(ahead, attendance)
    place = f"前面还有 {ahead} 位" if ahead else "您排在最前面"
    if not attendance.is_open:
        back = f"{attendance.opening}上班后" if attendance.opening else "上班后"
        return f"同事这会儿不在，{back}在这个对话里回您，{place}。您说的都留着，等的时候可以继续问我；着急就打职工服务热线 12351。"
    return f"同事会在这个对话里回复您，{place}，几分钟能轮到说不准。等的时候可以继续问我；着急就打职工服务热线 12351。"


def say_hours(attendance: Attendance) -> str:
    """The usual hours of the people behind the chat, and whether they are at work now; nothing where no hours are kept."""
    if not attendance.hours:
        return ""  # Somebody is always there.
    if attendance.is_open:
        return f"同事平时{attendance.hours}在，现在是上班时间。"
    back = f"，{attendance.opening}上班" if attendance.opening else ""
    return f"同事平时{attendance.hours}在，这会儿下班了{back}。"


def say_left(name: str, reason: TicketReason) -> Reply:
    """What a member hears when a person gives the conversation back: never asked for a mark after danger."""
    if reason is TicketReason.CRISIS:
        return Reply(wording.STAFF_LEFT_IN_DANGER.format(name=name))
    return Reply(wording.STAFF_LEFT.format(name=name), wording.RATING_CHOICES)


def stand_by(nth: int, ahead: int, attendance: Attendance, danger: Danger) -> str:
    """The `nth` words to one in danger whom nobody has taken yet: warm, varied, and true."""
    words = _STEADY if danger is Danger.DESPAIR else _SAFE
    return f"{words[nth % len(words)]}{_say_who_looks(ahead, attendance)}{_CALLS[danger]}。"


def _say_in_danger(ahead: int, attendance: Attendance) -> str:
    if attendance.is_somebody_there:
        return f"同事的屏幕上已经看得到您的话，{_say_place(ahead)}，有人接了就在这个对话里回您。"
    if attendance.is_open:
        return (
            f"您的话已经排给同事，{_say_place(ahead)}，有人接了就在这个对话里回您。等的时候也可以打 12356。"
        )
    back = f"要到{attendance.opening}才上班" if attendance.opening else "这会儿不上班"
    return f"同事{back}，您的话{_say_place(ahead)}。现在请别等他们：心里难受打 12356，{_CALL}，也把身边的人叫过来陪您。"


def _say_who_looks(ahead: int, attendance: Attendance) -> str:
    if attendance.is_being_read:
        return "同事已经打开您的话了，接了就在这里回您。"
    if attendance.is_somebody_there:
        return f"同事的屏幕上看得到您的话，{_say_place(ahead)}。"
    if attendance.is_open:
        return f"您的话排给同事了，还没有人打开，{_say_place(ahead)}。"
    back = f"要到{attendance.opening}才上班" if attendance.opening else "这会儿不上班"
    return f"同事{back}，先别等他们。"


def _say_place(ahead: int) -> str:
    return f"前面还有 {ahead} 位也很急的" if ahead else "排在最前面"
