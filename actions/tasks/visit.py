"""A visit as a form: where, which day, which half of it."""

from actions.question import Choice
from actions.tasks.engine import Task
from actions.tasks.fields import Field, Values
from actions.tasks.readers import find_entity, read_coming_day, read_one_of, say_day

NAME = "visit"
HALF_NAMES = {"morning": "上午", "afternoon": "下午"}
_HALVES = read_one_of(
    {"morning": "上午|早上|早晨|头午|一早|[^1]9点|十点|10点", "afternoon": "下午|中午|后半晌|[一二三四2-4]点"}
)


def _offer_places(values: Values) -> tuple[Choice, ...]:
    return tuple(Choice(f"{district}区", f"{district}区") for district in values.get("offered_districts", ()))


TASK = Task(
    NAME,
    "预约",
    frozenset({"book_appointment"}),
    (
        Field(
            "district",
            "地点",
            "想去哪个区的窗口？",
            find_entity("district"),
            find_entity("district"),
            lambda district: f"{district}区",
            offer=_offer_places,
        ),
        Field(
            "day", "日期", "哪天去？周一到周五都行，比如“下周三”。", read_coming_day, read_coming_day, say_day
        ),
        Field(
            "half",
            "时段",
            "上午还是下午？",
            _HALVES,
            _HALVES,
            lambda half: HALF_NAMES[half],
            (Choice("上午", "上午"), Choice("下午", "下午")),
        ),
    ),
    confirms=False,
)
