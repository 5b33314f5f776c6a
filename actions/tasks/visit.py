"""A visit as a form: where, which day, which half of it; and why a time cannot be had."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from actions.question import Answer, OfferedChoice, Question
from actions.talk import Draft, Value, Values
from actions.tasks.booking_words import gives_up
from actions.tasks.day_answers import find_coming_day, read_coming_day, say_day
from actions.tasks.fields import Field, Problem
from actions.tasks.signals import asks_something
from actions.tasks.task import CONFIRM, Task
from claims.changes import VISIT_DAYS_AHEAD, FreeSlot, find_obstacle
from vocabulary.aspects import Aspect
from vocabulary.day_names import find_days
from vocabulary.expects import Asked, Move, Subject
from vocabulary.hours import Half, find_clock, read_bare_half, read_half
from vocabulary.saying import say_date
from vocabulary.working_days import OwnDays

NAME = "visit"
CANCEL_BY_NAME = "cancel_visit_by_name"
"""What is done to the visit that stays where its move was given up, once it is named: no mere yes is enough."""
BOOKED_HERE = "现场办理"
"""What a visit is for where nobody said it."""
ANY, CITY, NEAR = "any", "市", "near"
"""Any day or half of it will do; the city's own window, whatever district it stands in; the nearest to the unit."""
_ANY = re.compile(r"都行|都可以|都成|随便|你定|看着[办来]|无所谓|早晚都")
_ANY_HOUR = re.compile(r"(?:几点|上午下午|早晚|什么时候|啥时候)[^，。]{0,2}都?(?:行|可以|成)")
_ANY_DAY = re.compile(
    r"(?:哪天|什么时候|啥时候)[^，。]{0,2}都?(?:行|可以|成)|随便哪天|(?:日子|时间)随便|越早越好|最早"
)
_CITY = re.compile(r"市(?:里|级|总工?会?|窗口|中心|上)(?!面)")
_NEAR = re.compile(
    r"就近|离(?:我|单位|我单位|公司)?近|单位(?:那边|附近|旁边|跟前)|(?:哪个|哪儿|地方)[^，。]{0,2}都?(?:行|可以|成)"
)
_CLAUSE = re.compile(r"[，,。；;！!\s]+")
_PURPOSE = re.compile(
    r"(?:补?交|送|递|补|咨询|办)(?:一下|下|个|一?份)?[^，。？?\s]{0,8}?"
    r"(?:证明|材料|发票|票据|小结|病历|病理|清单|报告|理赔|报销|救助|建档|会员卡|京卡|收款卡)"
)
"""What is to be done at the window, where it stands in one breath with day and place."""
_TELLING = (None, Move.GIVE, Move.ASK, Move.CARRY)
_SHORTEST_MATTER, _LONGEST_MATTER = 4, 30
_NOT_NOW = OfferedChoice("先不约了", "先不约了")
_OWN_PLACE = "就约您单位所在的{district}区窗口，想去别的区说一声。"
_NO_OWN_PLACE = "您单位所在的{district}区没有窗口，得去别的区。"
HALF_NAMES: dict[str, str] = {"morning": "上午", "afternoon": "下午"}
_NOON = 12


def half_of(moment: datetime) -> Half:
    """The half of the day that a moment lies in."""
    return "morning" if moment.hour < _NOON else "afternoon"


def say_half_day(day: date, half: Half, today: date) -> str:
    """`12月9日（周三）上午`."""
    return f"{say_date(day, today)}（周{'一二三四五六日'[day.weekday()]}）{HALF_NAMES[half]}"


def say_under_way(values: Values, today: date) -> str:
    """When it would be, which is not booked yet."""
    half = HALF_NAMES.get(values.get("half", ""), "")
    wanted = values["day"]
    day = None if wanted == ANY else date.fromisoformat(wanted)
    when = f"{say_date(day, today)}（周{'一二三四五六日'[day.weekday()]}）{half}" if day else half
    moved = "，原来那个还没改" if values.get("replaces") else ""
    return f"还没约上{moved}。您说的是{when or '哪天都行'}，约好了才算数。"


def give_up(question: Question, draft: Draft) -> Question:
    """The words as the wish to cancel the visit itself, whose move was under way: 领导不批假，退了吧."""
    if not (draft.task == NAME and draft.values.get("replaces") and gives_up(question.text)):
        return question
    return replace(
        question,
        intents=("book_appointment",),
        aspects=(Aspect.UNDO,),
        about=Subject.VISIT,
        move=None,
        is_clear=True,
    )


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


def propose_another(
    draft: Draft, slots: Sequence[FreeSlot], today: date, reason: str
) -> tuple[Answer, Draft]:
    """Says why the time cannot be had, and proposes the nearest that can: a yes takes it, and others may be tapped."""
    wanted, district = draft.values["day"], draft.values.get("district")
    day = today if wanted == ANY else date.fromisoformat(wanted)
    near = [slot for slot in slots if slot.district == district] or list(slots)
    near.sort(key=lambda slot: abs((slot.day - day).days))
    if not near:
        kept = {name: value for name, value in draft.values.items() if name not in ("day", "half")}
        return Answer(f"{reason}最近两周都约满了，过几天再来看看。"), Draft(draft.task, kept, asked="day")
    first, others = near[0], near[1:4]
    choices = tuple(
        OfferedChoice(
            f"{slot.district}区 {say_half_day(slot.day, slot.half, today)}",
            f"预约{slot.district}区{slot.day.month}月{slot.day.day}日{HALF_NAMES[slot.half]}",
        )
        for slot in others
    )
    values = {
        **draft.values,
        "district": first.district,
        "day": first.day.isoformat(),
        "half": first.half,
    }
    text = f"{reason}最近能约的：{_summarise(values, today)}换一个就点下面的，或者说哪天。"
    yes = OfferedChoice("就这个时间", "对，就这样")
    return Answer(text, (yes, *choices, _NOT_NOW)), replace(draft, values=values, asked=CONFIRM, misses=0)


def settle(draft: Draft, slots: Sequence[FreeSlot]) -> Draft:
    """The draft with what may be any, or is called by its rank, as the first that can be had."""
    values = dict(draft.values)
    if values.get("district") == CITY:
        values["district"] = values.get("city") or CITY
    if values.get("district") == NEAR and slots:
        values["district"] = values.get("own") or values.get("city") or slots[0].district
    fitting = [one for one in slots if one.district == values.get("district")]
    if values.get("day") == ANY and fitting:
        values["day"] = fitting[0].day.isoformat()
        values.setdefault("half", ANY)
    if values.get("half") == ANY and values.get("day") not in (None, ANY):
        halves = [one.half for one in fitting if one.day.isoformat() == values["day"]]
        values["half"] = halves[0] if halves else "morning"
    return replace(draft, values=values)


def take_own_district(draft: Draft) -> tuple[Draft, str]:
    """The window of the unit's own district where no other is named, and what is said of it while more is asked."""
    own, elsewhere = draft.values.get("own"), draft.values.get("own_elsewhere")
    if "district" in draft.values or not own:
        is_without = "district" not in draft.values and elsewhere
        return draft, _NO_OWN_PLACE.format(district=elsewhere) if is_without else ""
    taken = replace(draft, values={**draft.values, "district": own})
    return taken, _OWN_PLACE.format(district=own) if TASK.open_fields(taken) else ""


def find_matter(question: Question) -> str | None:
    """What the visit is for, where the message says it: all but the clauses that name a time or a place."""
    if question.move not in _TELLING or not (question.move is Move.GIVE or asks_something(question)):
        return None
    is_of_rule = question.about is Subject.PROGRAMME and bool(question.aspects)
    if question.about not in (None, Subject.VISIT) and not (is_of_rule or asks_something(question)):
        return None
    draft = question.talk.task
    if draft is not None and not TASK.open_fields(draft) and asks_something(question):
        return None  # All is settled: what is asked before the yes is answered, and no matter of the visit.
    clauses = [one for one in _CLAUSE.split(question.text) if one]
    rest = [one for one in clauses if not _is_of_place_or_time(one, question)]
    said = "，".join(rest)
    is_of_visit = question.about is Subject.VISIT and asks_something(question)
    return said[:_LONGEST_MATTER] if len(said) >= _SHORTEST_MATTER and not is_of_visit else None


def _is_of_place_or_time(words: str, question: Question) -> bool:
    district = question.named("district")
    if district and district in words:
        return True
    said = replace(question, text=words, entities={})
    return any(one.find(said) is not None for one in TASK.fields)


def say_stopped(values: Values) -> str:
    """What a form that is left means for the visit that it was to move, or for none."""
    if values.get("replaces"):
        return f"好，没有改，还是{values['replaces_when']}。那次也不去了，就说“取消预约”。"
    return "好，这次没约，您现在没占着名额。想约随时说。"


def _summarise(values: Values, today: date) -> str:
    day, half = date.fromisoformat(values["day"]), values["half"]
    when = f"{say_half_day(day, half, today)}，{values['district']}区窗口"
    matter = f"，来意“{values['matter']}”" if values.get("matter") else ""
    hour = f"窗口只分上午、下午，“{values['hour']}”定不了。" if values.get("hour") else ""
    if values.get("replaces"):
        moved = f"（{values['elsewhere']}的号我这里改不了，换成这个窗口）" if values.get("elsewhere") else ""
        return f"把{values['replaces_when']}的预约改到{when}{moved}{matter}，对吗？{hour}回“对”才改。"
    return f"约{when}{matter}，对吗？{hour}回“对”就约上。"


def _find_beside(question: Question) -> Values:
    """The hour that was said, which a half-day cannot hold, until another half takes its place; and what it is for."""
    hour, purpose = find_clock(question.text), _PURPOSE.search(question.text)
    said = {"hour": hour or ""} if hour or read_half(question.text) else {}
    return said | ({"matter": purpose.group()} if purpose else {})


def _offer_places(values: Values) -> tuple[OfferedChoice, ...]:
    return tuple(
        OfferedChoice(f"{district}区", f"{district}区") for district in values.get("offered_districts", ())
    )


def _name_places(values: Values) -> Mapping[str, str]:
    return {district: f"{district}区" for district in values.get("offered_districts", ())}


def _find_half(question: Question) -> Value | Problem | None:
    return read_half(question.text) or (ANY if _ANY_HOUR.search(question.text) else None)


def _read_half(question: Question) -> Value | Problem | None:
    chosen = {"1": "morning", "2": "afternoon"}.get(question.text.strip())
    return chosen or read_bare_half(question.text) or (ANY if _ANY.search(question.text) else None)


def week_around(day: Value) -> tuple[date, date]:
    """The week of a day that is known, in which another is meant that takes its place by its name alone."""
    known = date.fromisoformat(day)
    first = known - timedelta(days=known.weekday())
    return first, first + timedelta(days=6)


def _find_day(question: Question) -> Value | Problem | None:
    found = find_coming_day(question)
    is_over = isinstance(found, Problem) or (found is not None and found <= question.today.isoformat())
    if question.within and is_over:
        found = find_coming_day(replace(question, within=None))
    return found or (ANY if _ANY_DAY.search(question.text) else None)


def _read_day(question: Question) -> Value | Problem | None:
    found = read_coming_day(question)
    is_any = _ANY.search(question.text) or _ANY_DAY.search(question.text)
    is_named = next(find_days(question.text), None) is not None
    if _ANY_DAY.search(question.text) and isinstance(found, Problem) and found.narrowing:
        return max(found.narrowing.within[0], question.today + timedelta(days=1)).isoformat()
    return ANY if is_any and not is_named else found


def _find_district(question: Question) -> Value | Problem | None:
    if named := question.named("district"):
        return named
    if _CITY.search(question.text):
        return CITY
    return NEAR if _NEAR.search(question.text) else None


def _read_district(question: Question) -> Value | Problem | None:
    return _find_district(question) or (NEAR if _ANY.search(question.text) else None)


def _say_district(district: Value) -> str:
    return {CITY: "市里的窗口", NEAR: "就近的窗口"}.get(district, f"{district}区")


def _say_half(half: Value) -> str:
    return "上午下午都行" if half == ANY else HALF_NAMES[half]


def _say_day(day: Value) -> str:
    return "哪天都行" if day == ANY else say_day(day)


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
            _read_district,
            _find_district,
            _say_district,
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
            _read_day,
            _find_day,
            _say_day,
            near=lambda day: None if day == ANY else week_around(day),
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
            _say_half,
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
        _NOT_NOW,
    ),
    matter=find_matter,
    beside=_find_beside,
)
