"""Of cover whose days were said already: what they mean for what may happen, and who knows the rest."""

from collections.abc import Sequence

from actions.coverage.days import find_coming_day
from actions.coverage.held import UNIVERSAL, OwnCover
from actions.said import TO_PERSON, Said
from claims.values import Enrolment

_SOON = 31
"""So many days before its end, what comes after it is what matters."""
AGAIN = (
    "我能查到的就这些。平平安安、一样也用不上最好；真有事先顾人，再来说一声，我帮您看哪样对得上。",
    "再细的我这里没有了。{union}的经办人最清楚，想让同事帮着问，点“转人工”。",
)


def say_what_follows(cover: OwnCover) -> Said:
    """What follows from how it stands: before it begins, near its end, while it holds, and where nothing does."""
    if not cover.valid and not cover.upcoming:
        return say_nothing_holds(cover)
    asked = cover.asked
    late = [one for one in asked if one.standing == "upcoming"]
    if late and not any(one.standing == "valid" for one in asked):
        return _say_before(cover, late)
    ending = [one for one in asked if _ends_soon(cover, one)]
    return _say_after(cover, ending) if ending else _say_while(cover, asked)


def say_nothing_holds(cover: OwnCover) -> Said:
    """What may have happened, which nobody wrote down, and who puts it right."""
    first = (
        "您一直上着班，碰上这个，搁谁都想不通。记录里您现在没有在保的，也许是单位没续上，也许是会员卡停了，原因这里没写。"
        f"先请{cover.union}的经办人核一核会员关系和参保；要同事帮着查，回复“转人工”。"
    )
    return Said(first, "", (TO_PERSON,))


def _say_before(cover: OwnCover, late: Sequence[Enrolment]) -> Said:
    """Nobody is to put off a doctor's visit for it."""
    day = cover.say_date(min(one.effective_date for one in late))
    first = (
        f"身体要紧，不舒服就先去看，别等生效。{cover.names(late)}{day}才开始；在那以前查出来、出的事算不算，要看确诊和出事是哪天，"
        f"等待期多长公开的材料没写，给不给由工会审核。拿不准，问{cover.union}的经办人。"
    )
    return Said(first, "", (TO_PERSON,))


def _say_after(cover: OwnCover, ending: Sequence[Enrolment]) -> Said:
    """What is left after its end, and that only the unit can renew it."""
    last = min(one.expiry_date for one in ending)
    left = [one for one in cover.valid if one.expiry_date > last]
    own = "，家财险管家里着火、跑水和非工伤的意外伤残、身故" if _has_property(left) else ""
    still = (
        f"还在的有{cover.names(left)}（到{cover.say_date(min(one.expiry_date for one in left))}）{own}。"
        if left
        else ""
    )
    today = "，最好今天就说" if last == cover.today else ""
    first = (
        f"单位没续上的话，{cover.say_date(last)}以后出的事，{cover.names(ending)}就管不着了。{still}"
        f"续没续、哪天接上，问{cover.union}的经办人{today}。"
    )
    return Said(first, "", (TO_PERSON,))


def _say_while(cover: OwnCover, asked: Sequence[Enrolment]) -> Said:
    names = cover.names(one for one in asked if one.standing == "valid") or cover.names(cover.valid)
    first = (
        f"在保期里出的事，{names}能报上来审，给不给看审核。您问的这一点记录里没有写，"
        f"{cover.union}的经办人清楚；要同事帮着问，点“转人工”。"
    )
    return Said(first, "", (TO_PERSON,))


def _ends_soon(cover: OwnCover, one: Enrolment) -> bool:
    is_units = one.plan_code not in UNIVERSAL
    return is_units and one.standing == "valid" and (one.expiry_date - cover.today).days <= _SOON


def _has_property(covers: Sequence[Enrolment]) -> bool:
    return any(one.plan_code == "non_work_accident_property" for one in covers)


def say_after_end(cover: OwnCover) -> Said | None:
    """Of a day to come by which what is asked about is over; None where no such day is named."""
    day = find_coming_day(cover.question)
    over = [one for one in cover.asked if day and one.standing == "valid" and one.expiry_date < day]
    return _say_after(cover, over) if over and len(over) == len(cover.asked) else None
