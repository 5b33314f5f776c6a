"""A visit as a form: where, which day, which half of it; and why a time cannot be had."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from actions.question import Answer, OfferedChoice, Question
from actions.talk import Draft, Value, Values
from actions.tasks.day_answers import find_coming_day, read_coming_day, say_day
from actions.tasks.fields import Field, Problem
from actions.tasks.readers import find_entity
from actions.tasks.task import Task
from claims.changes import VISIT_DAYS_AHEAD, FreeSlot, find_obstacle
from vocabulary.expects import Asked, Subject
from vocabulary.hours import Half, read_bare_half, read_half
from vocabulary.saying import say_date
from vocabulary.working_days import OwnDays

NAME = "visit"
HALF_NAMES: dict[str, str] = {"morning": "上午", "afternoon": "下午"}
_NOON = 12


def half_of(moment: datetime) -> Half:
    """The half of the day that a moment lies in."""
    return "morning" if moment.hour < _NOON else "afternoon"


def say_half_day(day: date, half: Half, today: date) -> str:
    """`12月9日（周三）上午`."""
    return f"{say_date(day, today)}（周{'一二三四五六日'[day.weekday()]}）{HALF_NAMES[half]}"


def say_obstacle(day: date, today: date, own: OwnDays | None = None) -> str | None:
    """Why nobody can come on that day."""
    obstacle = find_obstacle(day, today, own)
    if obstacle == "past":
        return "这一天已经过了或就是今天，请选明天以后的日子。"
    if obstacle == "closed":
        name = f"周{'六日'[day.weekday() - 5]}" if day.weekday() >= 5 else "放假"
        return f"{say_date(day, today)}{'是' if name != '放假' else ''}{name}，窗口不开。"
    if obstacle == "too_far":
        return f"现在只能约往后 {VISIT_DAYS_AHEAD} 天里的，{say_date(day, today)}还约不了。"
    return None


def offer_others(draft: Draft, slots: Sequence[FreeSlot], today: date, reason: str) -> tuple[Answer, Draft]:
    """Says why the time cannot be had, and names others near to it; the form goes on with what is chosen."""
    wanted, district = date.fromisoformat(draft.values["day"]), draft.values.get("district")
    near = [slot for slot in slots if slot.district == district] or list(slots)
    near.sort(key=lambda slot: abs((slot.day - wanted).days))
    choices = tuple(
        OfferedChoice(
            f"{slot.district}区 {say_half_day(slot.day, slot.half, today)}",
            f"预约{slot.district}区{slot.day.month}月{slot.day.day}日{HALF_NAMES[slot.half]}",
        )
        for slot in near[:4]
    )
    kept = {name: value for name, value in draft.values.items() if name not in ("day", "half")}
    text = (
        f"{reason}这几个时间还有空，点一个，或者说哪天："
        if choices
        else f"{reason}最近两周都约满了，过几天再来看看。"
    )
    return Answer(text, choices), Draft(draft.task, kept, asked="day")


def say_stopped(values: Values) -> str:
    """What a form that is left means for the visit that it was to move, or for none."""
    if values.get("replaces"):
        return f"好，没有改，还是{values['replaces_when']}。"
    return "好，这次没约。想约随时说。"


def _summarise(values: Values, today: date) -> str:
    day, half = date.fromisoformat(values["day"]), values["half"]
    when = f"{say_half_day(day, half, today)}，{values['district']}区窗口"
    if values.get("replaces"):
        return f"把{values['replaces_when']}的预约改到{when}，对吗？"
    return f"约{when}，对吗？"


def _offer_places(values: Values) -> tuple[OfferedChoice, ...]:
    return tuple(
        OfferedChoice(f"{district}区", f"{district}区") for district in values.get("offered_districts", ())
    )


def _name_places(values: Values) -> Mapping[str, str]:
    return {district: f"{district}区" for district in values.get("offered_districts", ())}


def _find_half(question: Question) -> Value | Problem | None:
    return read_half(question.text)


def _read_half(question: Question) -> Value | Problem | None:
    chosen = {"1": "morning", "2": "afternoon"}.get(question.text.strip())
    return chosen or read_bare_half(question.text)


TASK = Task(
    NAME,
    "预约",
    Subject.VISIT,
    frozenset({"book_appointment"}),
    (
        Field(
            "district",
            "地点",
            Asked.DISTRICT,
            "想去哪个区的窗口？",
            find_entity("district"),
            find_entity("district"),
            lambda district: f"{district}区",
            offer=_offer_places,
            options=_name_places,
            short="去哪个区的窗口？",
            again="说个区就行，离家近的、离单位近的都可以，比如“大兴”。",
            why="每个区的窗口名额是分开的。",
        ),
        Field(
            "day",
            "日期",
            Asked.DAY,
            "哪天去？周一到周五都行，比如“下周三”。",
            read_coming_day,
            find_coming_day,
            say_day,
            short="哪天去？",
            again="说个日子，比如“下周三”“12月3号”；周六周日窗口不开。",
            why="窗口每天的名额有限，要先占上。",
        ),
        Field(
            "half",
            "时段",
            Asked.KIND,
            "上午还是下午？",
            _read_half,
            _find_half,
            lambda half: HALF_NAMES[half],
            (OfferedChoice("上午", "上午"), OfferedChoice("下午", "下午")),
            options=lambda _values: HALF_NAMES,
            short="上午还是下午？",
            again="想上午去就回“上午”，下午去就回“下午”。",
            why="上午下午的名额是分开的。",
        ),
    ),
    newest_wins=True,
    summarise=_summarise,
    choices=(
        OfferedChoice("对，就这样", "对，就这样"),
        OfferedChoice("要改", "要改"),
        OfferedChoice("先不约了", "先不约了"),
    ),
)
