"""Emergency relief as a form: what a told story says already is not asked again."""

import re

from actions.question import OfferedChoice, Question
from actions.talk import Value, Values
from actions.tasks.day_answers import find_past_day, month_around, read_past_day, say_day
from actions.tasks.engine import Task
from actions.tasks.fields import Field, Problem
from actions.tasks.readers import find_entity, read_one_of, read_telephone, read_words
from actions.tasks.sum_answers import UNKNOWN, find_own, find_sum, fix, read_got, read_own, say_sum
from actions.tasks.sum_roles import find_got
from actions.tasks.telling import read_story
from vocabulary.expects import Asked, Subject

NAME = "relief"
_DISASTERS = {"fire", "pipe_burst", "traffic_accident", "disaster", "fall"}
_WHOSE = {
    "self": "我本人",
    "spouse": "配偶",
    "child": "孩子",
    "parent": "父母",
    "household": "全家",
    "other": "其他家人",
}
_EVENTS = {
    "fire": "家里着火",
    "pipe_burst": "水管爆裂",
    "traffic_accident": "交通事故",
    "disaster": "遭了灾",
    "fall": "摔伤",
    "death": "家人去世",
    "hospital_stay": "生病住院",
    "outpatient_visit": "生病看门诊",
}
_ILL = re.compile(r"病|癌|手术|icu|住院|抢救|化疗|透析|治|瘤|梗|伤", re.IGNORECASE)
_NOT_COMPENSATED = re.compile(
    r"(?:没|未|一分|都没)[^，。]{0,6}(?:赔|补偿|报)|没人赔|没保险|一分(?:钱)?(?:也|都)?没|(?:都|也|谁)没给|没(?:有)?别处"
)
_OWN_POCKET = re.compile(
    r"自费|自付|自己(?:掏|花|出|垫|付)|花了|欠|押金|损失|垫|(?:烧|泡|砸|冲|毁|淹|摔|撞)(?:掉|了|毁|没|坏|烂|走)"
)


def _find_happened(question: Question) -> Value | None:
    """What happened, in the member's own words, where a message tells it."""
    told = question.named("event") in _EVENTS or question.named("illness") is not None
    return question.text.strip()[:500] if told and len(question.text) >= 4 else None


def _find_kind(question: Question) -> Value | None:
    event = question.named("event")
    if event in _DISASTERS:
        return "disaster"
    if question.named("illness") or event in {"hospital_stay", "outpatient_visit"}:
        return "medical"
    return None


def _find_self_paid(question: Question) -> Value | None:
    return find_own(question) if _OWN_POCKET.search(question.text) else None


def _find_compensation(question: Question) -> Value | None:
    got = find_sum(question, find_got)
    return got if got is not None else 0 if _NOT_COMPENSATED.search(question.text) else None


def _read_compensation(question: Question) -> Value | Problem | None:
    read = read_got(question)
    is_none = read in (None, UNKNOWN) and _NOT_COMPENSATED.search(question.text)
    return 0 if is_none else read


def _find_whose(question: Question) -> Value | None:
    relation = question.named("relation")
    if relation in _WHOSE:
        return relation
    if question.named("event") in {"fire", "pipe_burst"}:
        return "household"
    return "self" if re.search(r"我(?:自己|得了|查出|确诊|摔|被|住院|病|本人)", question.text) else None


def _read_kind(question: Question) -> Value | Problem | None:
    named = read_one_of({"medical": r"病|医疗|^1|第一", "disaster": r"灾|火|水|事故|意外|突发|^2|第二"})(
        question
    )
    return named or _find_kind(question) or ("medical" if _ILL.search(question.text) else None)


def _find_day(question: Question) -> Value | Problem | None:
    return find_past_day(question) if _find_kind(question) or question.named("event") else None


def _is_elsewhere(values: Values) -> bool:
    return values.get("district") not in (None, "大兴")


TASK = Task(
    NAME,
    "应急救助申请",
    Subject.RELIEF,
    frozenset({"apply_relief"}),
    (
        Field(
            "told",
            "发生了什么",
            Asked.STORY,
            "家里出了什么事？慢慢说，一两句话就行。",
            read_story(500),
            _find_happened,
            lambda told: told if len(told) <= 60 else f"{told[:58]}……",
            is_story=True,
        ),
        Field(
            "kind",
            "哪一类",
            Asked.KIND,
            "这是生病花钱，还是遭了灾、出了意外事故？",
            _read_kind,
            _find_kind,
            lambda kind: "大病医疗" if kind == "medical" else "突发事件、意外灾害",
            (OfferedChoice("生病花钱", "生病花钱"), OfferedChoice("遭灾或意外", "遭灾或意外")),
        ),
        Field(
            "whose",
            "谁的事",
            Asked.WHOSE,
            "是您本人，还是家里哪位？",
            lambda question: (
                find_entity("relation")(question)
                or read_one_of({"self": "本人|我自己|^我$|自己|是我", "household": "全家|家里|一家"})(
                    question
                )
            ),
            _find_whose,
            lambda whose: _WHOSE[whose],
            (
                OfferedChoice("我本人", "我本人"),
                OfferedChoice("配偶", "配偶"),
                OfferedChoice("孩子", "孩子"),
                OfferedChoice("父母", "父母"),
            ),
        ),
        Field(
            "happened_on",
            "什么时候",
            Asked.DAY,
            "是哪天的事？比如“上周五”“10月9号”；记不清就说几月。",
            read_past_day,
            _find_day,
            say_day,
            near=month_around,
        ),
        Field(
            "self_paid",
            "自己掏的钱",
            Asked.SUM,
            "到现在自己掏了多少钱，或者损失大概多少？说个大概就行，比如“三万多”。",
            read_own,
            _find_self_paid,
            say_sum,
            fix=fix(read_own),
        ),
        Field(
            "compensation",
            "别处给的钱",
            Asked.SUM,
            "医保、保险、责任方或别处一共给了多少？没有就说“没有”。",
            _read_compensation,
            _find_compensation,
            lambda amount: "没有" if amount == 0 else say_sum(amount),
            fix=fix(read_got),
        ),
        Field(
            "unit",
            "单位",
            Asked.UNIT,
            "您在哪个单位？写单位名称。",
            read_words(2, 60),
        ),
        Field(
            "district",
            "单位所在区",
            Asked.DISTRICT,
            "单位在哪个区？",
            find_entity("district"),
            find_entity("district"),
            lambda district: district if district.endswith("区") else f"{district}区",
            (OfferedChoice("大兴区", "大兴区"),),
        ),
        Field(
            "phone",
            "联系电话",
            Asked.TELEPHONE,
            "留一个能打通的手机号，座机也行。",
            read_telephone,
            lambda _question: None,
        ),
    ),
)
