"""Filing a claim as a form: which plan, what happened, when, where, what it cost."""

import re
from collections.abc import Mapping
from dataclasses import replace

from actions.question import OfferedChoice, Question
from actions.talk import Value, Values
from actions.tasks.day_answers import find_past_day, month_around, read_past_day, say_day
from actions.tasks.engine import Task
from actions.tasks.fields import Field, Problem
from actions.tasks.readers import read_one_of, read_words
from actions.tasks.sum_answers import find_sum, fix, read_cost, say_sum
from actions.tasks.sum_roles import pick_cost
from actions.tasks.telling import leave_out_told, read_story
from vocabulary.expects import Asked, Subject

NAME = "filing"
KIND_NAMES: Mapping[str, str] = {
    "hospital_stay": "住院",
    "critical_illness": "重大疾病",
    "specified_disease": "女工特殊疾病",
    "accident": "意外受伤",
    "pipe_burst": "水管、暖气爆裂",
    "fire": "家里着火",
}
PLANS_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "hospital_stay": ("hospital_cash", "inpatient_medical", "comprehensive"),
    "critical_illness": ("critical_illness", "comprehensive"),
    "specified_disease": ("womens_specified_disease",),
    "accident": ("accident", "non_work_accident_property", "comprehensive"),
    "pipe_burst": ("non_work_accident_property",),
    "fire": ("non_work_accident_property",),
}
"""Which plans may pay for what happened: the first that the member is in is proposed."""
_BY_EVENT = {
    "hospital_stay": "hospital_stay",
    "fall": "accident",
    "traffic_accident": "accident",
    "pipe_burst": "pipe_burst",
    "fire": "fire",
}
_BY_PROGRAMME = {
    "hospital_cash": "hospital_stay",
    "inpatient_medical": "hospital_stay",
    "critical_illness": "critical_illness",
    "womens_specified_disease": "specified_disease",
    "accident": "accident",
}
_BY_WORDS = read_one_of(
    {
        "specified_disease": "女工|妇科|特殊疾病|特疾",
        "critical_illness": "重疾|大病|重大疾病|癌|心梗|脑梗",
        "hospital_stay": "住院|津贴|出院|手术",
        "accident": "意外|摔|撞|车祸|骨折|受伤|烫|扭|崴|砸",
        "pipe_burst": "水管|暖气|漏水|跑水|泡",
        "fire": "火",
    }
)
_TOLD = re.compile(r"[，。,\s]|了|在|被|因")
_SPENT = re.compile(r"花|费|掏|付|交|一共|总共|损失|块|元")
_PLACE = re.compile(
    r"(?:在|住的?是?|去的?是?|送到了?|到了?|^|[，。\s])"
    r"((?:(?!在)[一-鿿]){2,12}?(?:医院|卫生院|诊所|卫生室|卫生所|医务室|门诊部|急救中心|卫生服务中心))"
)


def _find_kind(question: Question) -> Value | None:
    """By the programme named, else by what happened, else by the illness."""
    by_programme = next((_BY_PROGRAMME[code] for code in question.programmes if code in _BY_PROGRAMME), None)
    return by_programme or _BY_EVENT.get(question.named("event") or "")


def _read_kind(question: Question) -> Value | Problem | None:
    return _find_kind(question) or _BY_WORDS(question)


def _find_told(question: Question) -> Value | None:
    happened = question.named("event") not in (None, "hospital_stay", "outpatient_visit") or question.named(
        "illness"
    )
    told = happened and len(question.text) >= 6 and _TOLD.search(question.text)
    return question.text.strip()[:300] if told else None


def _find_place(question: Question) -> Value | None:
    found = list(_PLACE.finditer(leave_out_told(question.text)))
    return min((one[1] for one in found), key=len, default=None)


def _read_place(question: Question) -> Value | Problem | None:
    """The hospital that is named, else what is left of the words without days, sums and how one got there."""
    if named := _find_place(question):
        return named
    words = _BEFORE_PLACE.sub("", leave_out_told(question.text))
    return _ANY_PLACE(replace(question, text=_AFTER_PLACE.sub("", words)))


def _ask_for_place(values: Values) -> str | None:
    return _WHOSE_HOME if values.get("kind") in ("pipe_burst", "fire") else None


def _find_cost(question: Question) -> Value | None:
    return find_sum(question, pick_cost) if _SPENT.search(question.text) else None


_BEFORE_PLACE = re.compile(
    r"^(?:我|是|就|当时|花了?|一共|总共|摔|那天|在|于|去|到|送到?了?|住|的|了|[,，。、\s])+"
)
_AFTER_PLACE = re.compile(
    r"(?:住的?院?|出的?院?|摔|看病?|治疗?|做的?手术|抢救|一共|总共|共|花了?|费|的|了|吧|呢|[,，。、\s])+$"
)
_LONGEST_PLACE = 60
_ANY_PLACE = read_words(2, _LONGEST_PLACE)
_WHOSE_HOME = "是哪儿的房子？说到区和小区就行。"


def find_context(values: Values) -> tuple[str, ...]:
    """The programmes that a question in the middle of this form is about."""
    plans = PLANS_BY_KIND.get(values.get("kind", ""), ())
    return tuple(code for code in plans if code != "comprehensive")


TASK = Task(
    NAME,
    "理赔登记",
    Subject.CLAIM,
    frozenset({"file_claim"}),
    (
        Field(
            "kind",
            "哪一类",
            Asked.KIND,
            "您要报的是哪一类？",
            _read_kind,
            _find_kind,
            lambda kind: KIND_NAMES[kind],
            tuple(OfferedChoice(name, name) for name in KIND_NAMES.values()),
        ),
        Field(
            "told",
            "经过",
            Asked.STORY,
            "是怎么回事？一两句话就行，比如“下楼踩空，脚踝骨折”。",
            read_story(300, _find_place),
            _find_told,
            is_story=True,
        ),
        Field(
            "date_of_loss",
            "日期",
            Asked.DAY,
            "是哪天的事？住院就说住院那天，比如“10月9号”。",
            read_past_day,
            find_past_day,
            say_day,
            near=month_around,
        ),
        Field(
            "place",
            "医院或地点",
            Asked.PLACE,
            "在哪家医院？不是看病的，就说在哪儿。",
            _read_place,
            _find_place,
            ask_for=_ask_for_place,
        ),
        Field(
            "amount",
            "花费",
            Asked.SUM,
            "一共花了多少钱？大概数就行；不清楚就说“不清楚”。",
            read_cost,
            _find_cost,
            say_sum,
            fix=fix(read_cost),
        ),
    ),
)
