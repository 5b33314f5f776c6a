"""What members are told unasked."""

from bot.kernel.members.visits import Visit


def say_visit_tomorrow(visit: Visit) -> str:
    """The reminder of a visit, the day before."""
    half = "上午" if visit.starts_at.hour < 12 else "下午"
    return f"提醒您：明天{half}约好了去{visit.place}，预约号 {visit.number}。带上身份证和京卡。去不了，说“取消预约”。"
