"""How it stands with a person who is awaited, in a few true words."""

from vocabulary.awaited import AwaitedPerson


def say_briefly(waiting: AwaitedPerson) -> str:
    """Who looks at it now, in one sentence."""
    if waiting.is_open or waiting.is_somebody_there:
        return f"{say_who_looks(waiting)}{say_place(waiting)}。"
    back = f"，{waiting.opening}上班" if waiting.opening else ""
    return f"同事这会儿不在班上{back}；您的话留着，{say_place(waiting)}。"


def say_place(waiting: AwaitedPerson) -> str:
    """How many are before."""
    return f"前面还有 {waiting.ahead} 位" if waiting.ahead else "您排在最前面"


def say_who_looks(waiting: AwaitedPerson) -> str:
    """Whether anybody has seen it."""
    if waiting.is_being_read:
        return "同事已经打开您的话了，"
    return "同事在班上，还没接到您，" if waiting.is_somebody_there else "您的话已经排给同事，还没有人打开，"
